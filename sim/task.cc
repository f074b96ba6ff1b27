#include "sim/task.h"

#include <cassert>

#include "sim/demonstrations.h"
#include "sim/error.h"
#include "sim/mode.h"

namespace streambed {

void Task::restore(mjData&, const Observation&) const {
  throw UserError(info().name + " cannot start from a recorded observation; start from a context");
}

void Task::restore_row(mjData& data, const Demonstration& demonstration, std::int64_t row) const {
  assert(0 <= row && row < demonstration.states.rows());
  restore(data, Observation{demonstration.states.row(row).transpose(), {}});
}

std::optional<Eigen::Vector3d> Task::object_pose(const mjData&) const { return std::nullopt; }

std::string Task::model_xml() const { return {}; }

void Task::step(mjData& data) const { mj_step(&model(), &data); }

void Task::disturb(mjData&, const Event&) const {
  throw UserError(info().name + " has no kicks, drags or movable goal; use --events none");
}

std::optional<Eigen::Vector3d> Task::point(const Action&) const { return std::nullopt; }

int Task::mode(const Progress&) const { return kModeUndecided; }

void Task::retarget(Demonstration&) const {}

bool Task::mirror(Demonstration&) const { return false; }

}  // namespace streambed
