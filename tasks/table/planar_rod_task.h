#pragma once
// What tasks have in common in which nothing but the rod moves: it stands on the table and must
// reach some place. Metres, the table's axes.
//
//   observation  desired x, y, measured x, y of the rod's tip
//   action       desired x, y (tasks/table/rod.h says how it is limited and followed)
//   start        at rest at PlanarRodSettings::start, moved by a uniform +-jitter in x and y that
//                depends on the context alone: repeats of a context start alike. Any context does.
//   clock        physics 1 ms, control every 35 steps, as D3IL
//
// The rod touches only what the scene's contact pairs list. A touch between two control ticks
// counts, too.

#include <Eigen/Core>
#include <cstdint>
#include <filesystem>
#include <string>

#include "sim/task.h"
#include "tasks/table/rod.h"

namespace streambed {

struct PlanarRodSettings {
  std::filesystem::path scene;  // MJCF
  Eigen::Vector2d start{0, 0};
  double jitter = 0.005;    // m
  double max_step = 0.0125; // per axis and tick, m
  Eigen::Vector2d low{-1, -1}, high{1, 1};  // box of desired positions
  // Observe the measured position one control period late, as in an environment that reads its
  // observation before it simulates. The desired position is current.
  bool legacy_obs_lag = false;
};

// The keys that every such task declares.
std::vector<Key> planar_rod_keys(int max_ticks);

class PlanarRodTask : public Task {
 public:
  // Fills in name, label, sizes, boxes, periods and max_ticks; `modes` are the task's.
  PlanarRodTask(const Params& params, PlanarRodSettings settings, std::vector<std::string> modes);

  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  void restore(mjData& data, const Observation& observation) const override;
  void restore_row(mjData& data, const Demonstration& demonstration,
                   std::int64_t row) const override;
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override;
  std::string model_xml() const override;
  void apply(const Action& action, mjData& data) const override { rod_.apply(action, data); }
  Action hold(const mjData& data) const override { return rod_.desired(data); }
  void step(mjData& data) const override;
  std::optional<Eigen::Vector3d> point(const Action& action) const override;

 protected:
  Eigen::Vector2d position(const mjData& data) const { return rod_.position(data); }
  // Has the rod touched anything since the start?
  bool touched(const mjData& data) const;

 private:
  TaskInfo info_;
  PlanarRodSettings settings_;
  ModelPtr model_;
  Rod rod_;
};

}  // namespace streambed
