#include "viewer/render/recorded_scene.h"

#include <algorithm>

#include "sim/base/error.h"
#include "sim/data/simulator_state.h"

namespace streambed {

RecordedScene::RecordedScene(const Task& task, const Demonstration& demonstration)
    : task_(&task), demonstration_(&demonstration) {
  const int actions = task.info().action_size();
  if (demonstration.actions.cols() != actions) {
    throw UserError("the recording has " + std::to_string(demonstration.actions.cols()) +
                    " action columns, " + task.info().label + " wants " + std::to_string(actions) +
                    "; choose the task it was made on");
  }
  const auto stored = demonstration.obs.find("qpos");
  if (stored == demonstration.obs.end() || demonstration.obs.contains(kSimulatorState)) return;
  positions_ = stored->second.read().matrix();
  if (positions_.cols() != task.model().nq) positions_.resize(0, 0);
}

void RecordedScene::put(std::int64_t row, mjData& data) const {
  const mjModel& model = task_->model();
  const auto pose = [&](Eigen::Index at) {
    std::copy_n(positions_.row(at).data(), model.nq, data.qpos);
    mj_kinematics(&model, &data);
  };
  const bool has_positions = positions_.rows() > 0;
  if (row > 0 && has_positions) {
    // They were stored as each tick left them.
    pose(row - 1);
  } else {
    try {
      restore_recorded(*task_, data, *demonstration_, row);
    } catch (const UserError&) {
      // A task that cannot start from a recording begins with the first position that there is.
      if (!has_positions) throw;
      pose(0);
    }
  }
  data.time = static_cast<double>(row * task_->info().control_period_ns) / kNsPerSecond;
}

PlanPath RecordedScene::ahead(std::int64_t row) const {
  constexpr int kAhead = 8;
  PlanPath plan{.first_tick = row, .span_ticks = kAhead, .points = {}};
  for (std::int64_t next = row; next < std::min(row + kAhead, rows()); ++next) {
    if (const auto at = task_->point(demonstration_->actions.row(next).transpose())) {
      plan.points.push_back({*at, next});
    }
  }
  return plan;
}

}  // namespace streambed
