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
// Where the way is read, and which notes hold it: the x there.
constexpr std::array kGates = {0.1, 0.3};
// Note of the previous tick's position, for the x at the gate between two ticks.
constexpr std::size_t kPreviousX = 2, kPreviousY = 3, kPassed = 4;

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

  Progress judge(const mjData& data, const Progress& so_far) const override;
  int mode(const Progress& progress) const override;
};

Progress Crossing::judge(const mjData& data, const Progress& so_far) const {
  Progress progress = so_far;
  const Eigen::Vector2d at = position(data);
  auto& notes = progress.notes;
  // A gate counts where it is passed first; the path is straight between two ticks.
  const auto passed = static_cast<std::size_t>(notes[kPassed]);
  if (data.time > 0 && passed < kGates.size() && at.y() >= kGates[passed]) {
    const double rise = at.y() - notes[kPreviousY];
    const double share = rise > 0 ? (kGates[passed] - notes[kPreviousY]) / rise : 1;
    notes[passed] = notes[kPreviousX] + share * (at.x() - notes[kPreviousX]);
    notes[kPassed] = static_cast<double>(passed + 1);
  }
  notes[kPreviousX] = at.x();
  notes[kPreviousY] = at.y();

  progress.failed = so_far.failed || std::abs(at.x()) > kHalfWidth;
  progress.success_now = !progress.failed && (at - kGoal).norm() <= kGoalRadius;
  progress.success = so_far.success || progress.success_now;
  progress.score = progress.success ? 1 : 0;
  return progress;
}

int Crossing::mode(const Progress& progress) const {
  const auto& notes = progress.notes;
  if (notes[kPassed] < kGates.size()) return kModeUndecided;
  if (std::abs(notes[0]) < kUndecided || std::abs(notes[1]) < kUndecided) return kModeUndecided;
  if ((notes[0] > 0) == (notes[1] > 0)) return kModeSpurious;
  return notes[0] > 0 ? 0 : 1;
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
