// Avoiding: lead the rod between six posts to the finish, without touching one. Geometry, rule,
// labels and horizon follow D3IL (Jia et al., ICLR 2024); the start is moved by up to 5 mm, so that
// episodes of a deterministic policy differ. A mode is the gap that the rod takes at each of three
// levels: 2 * 3 * 4 = 24.

#include <array>
#include <cmath>
#include <optional>

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

struct AvoidingFold final : Fold {
  std::array<std::optional<int>, 3> gaps;  // taken at each level
  bool failed = false, solved = false;
};

class Avoiding final : public PlanarRodTask {
 public:
  Avoiding(const Params& params, const Assets& assets)
      : PlanarRodTask(params,
                      {.scene = assets.path("avoiding.xml"),
                       .start = {0.525, -0.28},
                       .low = {0.15, -0.35},
                       .high = {0.85, 0.5}},
                      mode_labels()) {}

  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;
};

std::unique_ptr<Fold> Avoiding::begin(const mjData&) const {
  return std::make_unique<AvoidingFold>();
}

Progress Avoiding::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<AvoidingFold>(fold);
  const Eigen::Vector2d at = position(data);
  for (std::size_t level = 0; level < kAvoidingRows.size(); ++level) {
    const PostRow& row = kAvoidingRows[level];
    const double offset = at.y() - row.y;
    std::optional<int>& gap = kept.gaps[level];
    // The last level is read where the rod comes to it first, the others where it was last.
    const bool is_last = level + 1 == kAvoidingRows.size();
    if (is_last ? offset >= 0 && !gap : std::abs(offset) <= kBand) gap = row.gap(at.x());
  }
  kept.failed = kept.failed || touched(data);
  const bool success_now = !kept.failed && at.y() > kAvoidingFinish;
  kept.solved = kept.solved || success_now;
  return {.score = kept.solved ? 1.0 : 0.0, .success_now = success_now, .failed = kept.failed};
}

int Avoiding::mode(const Fold& fold) const {
  const auto& gaps = fold_of<AvoidingFold>(fold).gaps;
  if (!gaps[0] || !gaps[1] || !gaps[2]) return kModeUndecided;
  return *gaps[0] * 12 + *gaps[1] * 4 + *gaps[2];
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
