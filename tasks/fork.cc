// Fork: two goals, a wall between them. A diagnostic for commitment: the sooner a policy decides
// and the less it changes its mind, the better.
//
//   goals  within 30 mm of (+-0.15, 0.4) m
//   wall   on x = 0 from y = 0.2 to 0.46; touching it ends the episode as failed
//   mode   the side that the rod is on since |x| last exceeded 0.03 m; undecided before. An episode
//          that changes side changes its mode.

#include <cmath>
#include <optional>

#include "sim/plugin.h"
#include "tasks/fork_scene.h"
#include "tasks/table/planar_rod_task.h"

namespace streambed {
namespace {

struct ForkFold final : Fold {
  std::optional<int> side;  // the mode taken last
  bool failed = false, solved = false;
};

class Fork final : public PlanarRodTask {
 public:
  Fork(const Params& params, const Assets& assets)
      : PlanarRodTask(params,
                      {.scene = assets.path("fork.xml"),
                       .start = {0, 0},
                       .low = {-0.25, -0.05},
                       .high = {0.25, 0.47}},
                      {"left", "right"}) {}

  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;
};

std::unique_ptr<Fold> Fork::begin(const mjData&) const {
  return std::make_unique<ForkFold>();
}

Progress Fork::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<ForkFold>(fold);
  const Eigen::Vector2d at = position(data);
  if (std::abs(at.x()) > kForkSide) kept.side = at.x() > 0 ? 1 : 0;
  kept.failed = kept.failed || touched(data);
  const Eigen::Vector2d off(std::abs(at.x()) - kForkGoalX, at.y() - kForkGoalY);
  const bool success_now = !kept.failed && off.norm() <= kForkGoalRadius;
  kept.solved = kept.solved || success_now;
  return {.score = kept.solved ? 1.0 : 0.0, .success_now = success_now, .failed = kept.failed};
}

int Fork::mode(const Fold& fold) const {
  return fold_of<ForkFold>(fold).side.value_or(kModeUndecided);
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
