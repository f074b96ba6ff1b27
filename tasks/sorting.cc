// Geometry, rates, starts, success rule, modes and horizons follow D3IL (Jia et al., ICLR 2024);
// the rod's servo stands for its arm, at a height at which the rod reaches blocks on the platform
// but nothing in the bins. 4 + 4 n observed numbers, those of tasks/table/block_task.h: the
// original has 4 + 3 n and gives the tangent of the yaw, which has poles.
//
// Evaluation as published: 60 contexts with 8 repeats each; 30 with 12 for n = 6.

#include "tasks/sorting.h"

#include <algorithm>
#include <array>
#include <numbers>
#include <string_view>
#include <utility>

#include "sim/plugin.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

struct SortingFold final : Fold {
  std::array<bool, 6> was_home{};   // which blocks have come home
  std::array<char, 6> order{};      // the colours in the order in which they came, as in the modes
  std::size_t arrived = 0;          // how many
  double best = 0;                  // score
  bool failed = false, solved = false;
};

}  // namespace

std::vector<std::string> sorting_orders(int blocks) {
  const auto half = static_cast<std::size_t>(blocks / 2);
  std::string order = std::string(half, 'B') + std::string(half, 'R');
  std::vector<std::string> orders;
  do {
    orders.push_back(order);
  } while (std::next_permutation(order.begin(), order.end()));
  return orders;
}

Bin Sorting::bin(bool red) {
  return red ? Bin{0.3, 0.5, 0.22, 0.41} : Bin{0.525, 0.725, 0.22, 0.41};
}

bool Sorting::fallen(const mjData& data, std::size_t block) const {
  // A block in the bin on top of others still lies below those on the platform.
  return blocks()[block].height(data) < kPlatformHeight + 0.5 * blocks()[block].half_side();
}

double Sorting::rest_height(const Block& block, const BlockPose& pose) const {
  return pose.position.y() > bin(true).low_y ? block.half_side() : block.rest_height();
}

void Sorting::reset(mjData& data, std::int64_t context, Rng) const {
  Rng start = start_rng(context);
  start_at(data, Vector2d(0.525, -0.3));

  // Six cells of 0.1 x 0.05 m, shuffled; as many as there are blocks are used. In the original
  // blocks may start inside each other; such draws are repeated here.
  constexpr double kGap = 0.002, kQuarterTurn = std::numbers::pi / 2;
  std::array<Vector2d, 6> cells;
  for (std::size_t i = 0; i < cells.size(); ++i)
    cells[i] = Vector2d(i < 3 ? 0.4 : 0.55, -0.15 + 0.1 * static_cast<double>(i % 3));
  for (std::size_t i = cells.size() - 1; i > 0; --i)
    std::swap(cells[i], cells[start.below(i + 1)]);

  std::vector<BlockPose> poses(blocks().size());
  const auto overlap = [&] {
    for (std::size_t i = 0; i < poses.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (blocks_overlap(poses[i], poses[j], blocks()[i].half_side() + kGap)) return true;
    return false;
  };
  do {
    for (std::size_t i = 0; i < poses.size(); ++i) {
      const double x = start.uniform(0, 0.1), y = start.uniform(0, 0.05);
      poses[i] = {cells[i] + Vector2d(x, y), start.uniform(-kQuarterTurn, kQuarterTurn)};
    }
  } while (overlap());
  for (std::size_t i = 0; i < poses.size(); ++i) blocks()[i].place(data, poses[i]);
  settle(data);
}

std::unique_ptr<Fold> Sorting::begin(const mjData&) const {
  return std::make_unique<SortingFold>();
}

Progress Sorting::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<SortingFold>(fold);
  int home = 0;
  for (std::size_t i = 0; i < blocks().size(); ++i) {
    if (!bin(is_red(i)).holds(blocks()[i].pose(data).position)) {
      kept.failed = kept.failed || blocks()[i].height(data) < 0.5 * kPlatformHeight;
      continue;
    }
    ++home;
    if (kept.was_home[i]) continue;
    kept.was_home[i] = true;
    kept.order[kept.arrived++] = is_red(i) ? 'R' : 'B';
  }
  const auto all = static_cast<int>(blocks().size());
  kept.best = std::max(kept.best, static_cast<double>(home) / all);
  kept.solved = kept.solved || home == all;
  if (kept.solved) kept.failed = false;
  return {.score = kept.best, .success_now = home == all, .failed = kept.failed};
}

int Sorting::mode(const Fold& fold) const {
  const auto& kept = fold_of<SortingFold>(fold);
  const std::string_view order(kept.order.data(), kept.arrived);
  const auto found = std::find(info().modes.begin(), info().modes.end(), order);
  return found == info().modes.end() ? kModeUndecided
                                     : static_cast<int>(found - info().modes.begin());
}

namespace {

std::unique_ptr<const Task> make_sorting(const Params& params, const Assets& assets) {
  const std::string& n = params.text("n");
  const int blocks = n == "2" ? 2 : n == "4" ? 4 : 6;
  BlockScene scene;
  scene.file = assets.path("sorting_" + n + ".xml");
  for (const char* colour : {"red_", "blue_"})
    for (int i = 1; i <= blocks / 2; ++i) scene.blocks.push_back(colour + std::to_string(i));
  scene.rod.height = Sorting::kPlatformHeight + 0.012;
  scene.rod.low = {0.15, -0.4, 0};
  scene.rod.high = {0.85, 0.45, 0};
  scene.legacy_obs_lag = params.flag("legacy_obs_lag");

  TaskInfo info;
  info.name = "sorting";
  info.label = params.label();
  info.max_ticks = static_cast<int>(params.integer("max_ticks"));
  if (info.max_ticks == 0) info.max_ticks = blocks == 6 ? 1200 : 2000;
  info.end_on_success = params.flag("end_on_success");
  info.realism = realism_of(params);
  info.modes = sorting_orders(blocks);
  return std::make_unique<Sorting>(std::move(info), scene);
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(sorting) {
  using namespace streambed;
  registry.add(TaskEntry{
      "sorting",
      "push blocks off a platform into the bins of their colours (2-D, 28.6 Hz; D3IL)",
      with_realism(
          {Key::choice("n", {"2", "4", "6"}, "blocks; 2, 6 or 20 modes, the orders of their colours"),
           legacy_obs_lag_key(),
           Key::integer("max_ticks", 0, "control ticks of 35 ms; 0 is 2000, and 1200 for n=6", 0,
                        1e6),
           Key::flag("end_on_success", true, "stop when every block is in its bin")}),
      make_sorting});
}
