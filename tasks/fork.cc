// Fork: two goals, a wall between them. A diagnostic for commitment: the sooner a policy decides
// and the less it changes its mind, the better.
//
//   goals  within 30 mm of (+-0.15, 0.4) m
//   wall   on x = 0 from y = 0.2 to 0.46; touching it ends the episode as failed
//   mode   the side that the rod is on since |x| last exceeded 0.03 m; undecided before. An episode
//          that changes side changes its mode.

#include <cmath>

#include "sim/plugin.h"
#include "tasks/fork_scene.h"
#include "tasks/table/planar_rod_task.h"

namespace streambed {
namespace {

class Fork final : public PlanarRodTask {
 public:
  Fork(const Params& params, const Assets& assets)
      : PlanarRodTask(params,
                      {.scene = assets.path("fork.xml"),
                       .start = {0, 0},
                       .low = {-0.25, -0.05},
                       .high = {0.25, 0.47}},
                      {"left", "right"}) {}

  Progress judge(const mjData& data, const Progress& so_far) const override;
  int mode(const Progress& progress) const override;
};

// notes[0]: the sign of the side taken, 0 before.
Progress Fork::judge(const mjData& data, const Progress& so_far) const {
  Progress progress = so_far;
  const Eigen::Vector2d at = position(data);
  if (std::abs(at.x()) > kForkSide) progress.notes[0] = at.x() > 0 ? 1 : -1;
  progress.failed = so_far.failed || touched(data);
  const Eigen::Vector2d off(std::abs(at.x()) - kForkGoalX, at.y() - kForkGoalY);
  progress.success_now = !progress.failed && off.norm() <= kForkGoalRadius;
  progress.success = so_far.success || progress.success_now;
  progress.score = progress.success ? 1 : 0;
  return progress;
}

int Fork::mode(const Progress& progress) const {
  if (progress.notes[0] == 0) return kModeUndecided;
  return progress.notes[0] > 0 ? 1 : 0;
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(fork) {
  using namespace streambed;
  registry.add(TaskEntry{"fork", "two goals with a wall between them (2-D, 28.6 Hz)",
                         planar_rod_keys(100), [](const Params& params, const Assets& assets) {
                           return std::make_unique<const Fork>(params, assets);
                         }});
}
