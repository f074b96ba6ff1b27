// Crossing: two ways lead from the start to the goal, an S and its mirror image, and cross half
// way. A diagnostic for policies that match where demonstrations are at each time but not which of
// them goes where: at the crossing these turn one lane into the other, a way that nobody
// demonstrated.
//
//   lanes  y = 0.4 s, x = +-0.08 sin(2 pi s) m, s in [0,1] over 64 ticks
//   goal   within 20 mm of (0, 0.4), whatever the way; beyond |x| = 0.12 m the episode has failed
//   mode   signs of x at s = 1/4 and s = 3/4: right-left and left-right are demonstrated, equal
//          signs are spurious, |x| < 0.02 m at either is undecided

#include <array>
#include <cmath>

#include "sim/plugin.h"
#include "tasks/table/planar_rod_task.h"

namespace streambed {
namespace {

const Eigen::Vector2d kGoal(0, 0.4);
constexpr double kGoalRadius = 0.02;
constexpr double kHalfWidth = 0.12;  // of the strip that must not be left
constexpr double kUndecided = 0.02;
// The y where the way is read.
constexpr std::array kGates = {0.1, 0.3};

struct CrossingFold final : Fold {
  std::array<double, kGates.size()> x_at_gate{};  // of the gates passed
  std::size_t passed = 0;
  // A tick ago, for the x at the gate between two ticks.
  Eigen::Vector2d previous = Eigen::Vector2d::Zero();
  bool failed = false, solved = false;
};

class Crossing final : public PlanarRodTask {
 public:
  Crossing(const Params& params, const Assets& assets)
      : PlanarRodTask(params,
                      {.scene = assets.path("crossing.xml"),
                       .start = {0, 0},
                       .jitter = 0.002,
                       .low = {-0.2, -0.05},
                       .high = {0.2, 0.45}},
                      {"right-left", "left-right"}) {}

  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;
};

std::unique_ptr<Fold> Crossing::begin(const mjData&) const {
  return std::make_unique<CrossingFold>();
}

Progress Crossing::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<CrossingFold>(fold);
  const Eigen::Vector2d at = position(data);
  // A gate counts where it is passed first; the path is straight between two ticks.
  if (data.time > 0 && kept.passed < kGates.size() && at.y() >= kGates[kept.passed]) {
    const Eigen::Vector2d& from = kept.previous;
    const double rise = at.y() - from.y();
    const double share = rise > 0 ? (kGates[kept.passed] - from.y()) / rise : 1;
    kept.x_at_gate[kept.passed] = from.x() + share * (at.x() - from.x());
    ++kept.passed;
  }
  kept.previous = at;

  kept.failed = kept.failed || std::abs(at.x()) > kHalfWidth;
  const bool success_now = !kept.failed && (at - kGoal).norm() <= kGoalRadius;
  kept.solved = kept.solved || success_now;
  return {.score = kept.solved ? 1.0 : 0.0, .success_now = success_now, .failed = kept.failed};
}

int Crossing::mode(const Fold& fold) const {
  const auto& kept = fold_of<CrossingFold>(fold);
  if (kept.passed < kGates.size()) return kModeUndecided;
  const auto [first, second] = kept.x_at_gate;
  if (std::abs(first) < kUndecided || std::abs(second) < kUndecided) return kModeUndecided;
  if ((first > 0) == (second > 0)) return kModeSpurious;
  return first > 0 ? 0 : 1;
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(crossing) {
  using namespace streambed;
  registry.add(TaskEntry{"crossing", "two S-shaped ways to one goal that cross (2-D, 28.6 Hz)",
                         planar_rod_keys(96), [](const Params& params, const Assets& assets) {
                           return std::make_unique<const Crossing>(params, assets);
                         }});
}
