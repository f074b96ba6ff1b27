// Avoiding: lead the rod between six posts to the finish, without touching one. Geometry, rule,
// labels and horizon follow D3IL (Jia et al., ICLR 2024); the start is moved by up to 5 mm, so that
// episodes of a deterministic policy differ. A mode is the gap that the rod takes at each of three
// levels: 2 * 3 * 4 = 24.

#include <cmath>

#include "sim/plugin.h"
#include "tasks/avoiding_scene.h"
#include "tasks/table/planar_rod_task.h"

namespace streambed {
namespace {

// A path is read within this distance of the first two levels, at the posts' flanks.
constexpr double kBand = 0.03;

std::vector<std::string> mode_labels() {
  std::vector<std::string> labels;
  for (const char* first : {"left", "right"})
    for (const char* second : {"left", "middle", "right"})
      for (const char* third : {"1", "2", "3", "4"})
        labels.push_back(std::string(first) + "-" + second + "-" + third);
  return labels;
}

class Avoiding final : public PlanarRodTask {
 public:
  Avoiding(const Params& params, const Assets& assets)
      : PlanarRodTask(params,
                      {.scene = assets.path("avoiding.xml"),
                       .start = {0.525, -0.28},
                       .low = {0.15, -0.35},
                       .high = {0.85, 0.5}},
                      mode_labels()) {}

  Progress judge(const mjData& data, const Progress& so_far) const override;
  int mode(const Progress& progress) const override;
};

// notes[level]: 1 + the gap taken at that level, 0 before.
Progress Avoiding::judge(const mjData& data, const Progress& so_far) const {
  Progress progress = so_far;
  const Eigen::Vector2d at = position(data);
  for (std::size_t level = 0; level < kAvoidingRows.size(); ++level) {
    const PostRow& row = kAvoidingRows[level];
    const double offset = at.y() - row.y;
    double& note = progress.notes[level];
    // The last level is read where the rod comes to it first, the others where it was last.
    const bool is_last = level + 1 == kAvoidingRows.size();
    if (is_last ? offset >= 0 && note == 0 : std::abs(offset) <= kBand) note = 1 + row.gap(at.x());
  }
  progress.failed = so_far.failed || touched(data);
  progress.success_now = !progress.failed && at.y() > kAvoidingFinish;
  progress.success = so_far.success || progress.success_now;
  progress.score = progress.success ? 1 : 0;
  return progress;
}

int Avoiding::mode(const Progress& progress) const {
  const auto& notes = progress.notes;
  if (notes[0] == 0 || notes[1] == 0 || notes[2] == 0) return kModeUndecided;
  return static_cast<int>((notes[0] - 1) * 12 + (notes[1] - 1) * 4 + (notes[2] - 1));
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(avoiding) {
  using namespace streambed;
  registry.add(TaskEntry{"avoiding", "lead a rod past six posts: 24 ways (2-D, 28.6 Hz; D3IL)",
                         planar_rod_keys(250), [](const Params& params, const Assets& assets) {
                           return std::make_unique<const Avoiding>(params, assets);
                         }});
}
