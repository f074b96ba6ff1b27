#include "tasks/table/two_blocks.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

// Entries of Progress::notes, both plus one, so that 0 says none.
constexpr int kFirstBlock = 0, kItsTarget = 1;

// A target is no block's own, so its component belongs to no object.
std::vector<Component> target_positions(const std::array<std::string, 2>& targets) {
  std::vector<Component> out;
  for (const std::string& name : targets) {
    out.push_back({.name = name + "_position",
                   .kind = ComponentKind::kPosition,
                   .size = 2,
                   .unit = "m"});
  }
  return out;
}

}  // namespace

TwoBlocks::TwoBlocks(TaskInfo info, const BlockScene& scene,
                     const std::array<std::string, 2>& targets, bool observe_targets)
    : BlockTask(std::move(info), scene,
                observe_targets ? target_positions(targets) : std::vector<Component>{}),
      targets_{Marker(model(), targets[0]), Marker(model(), targets[1])},
      observe_targets_(observe_targets) {}

void TwoBlocks::observe_goals(const mjData& data, double* out) const {
  if (!observe_targets_) return;
  for (const Marker& target : targets_) {
    const Eigen::Vector2d at = target.pose(data).position;
    out = std::copy(at.begin(), at.end(), out);
  }
}

void TwoBlocks::restore_goals(mjData& data, const double* entries) const {
  if (!observe_targets_) return;
  for (const Marker& target : targets_) {
    target.place(data, {{entries[0], entries[1]}, 0});
    entries += 2;
  }
}

int TwoBlocks::home(const mjData& data, std::size_t block) const {
  const Eigen::Vector2d at = blocks()[block].pose(data).position;
  const auto distance = [&](std::size_t i) {
    return (at - targets_[i].pose(data).position).norm();
  };
  const std::size_t nearest = distance(1) < distance(0) ? 1 : 0;
  return distance(nearest) <= kHomeDistance ? static_cast<int>(nearest) : -1;
}

Progress TwoBlocks::judge(const mjData& data, const Progress& so_far) const {
  Progress progress = so_far;
  const std::array homes = {home(data, 0), home(data, 1)};
  const bool any = homes[0] >= 0 || homes[1] >= 0;
  progress.success_now = homes[0] >= 0 && homes[1] >= 0 && homes[0] != homes[1];
  progress.success = so_far.success || progress.success_now;
  progress.score = std::max(so_far.score, progress.success_now ? 1.0 : any ? 0.5 : 0.0);

  // Should both arrive within one tick, the first of the two counts as first.
  if (progress.notes[kFirstBlock] == 0 && any)
    progress.notes[kFirstBlock] = homes[0] >= 0 ? 1 : 2;
  if (progress.notes[kFirstBlock] != 0) {
    const int at = homes[progress.notes[kFirstBlock] == 1 ? 0 : 1];
    if (at >= 0) progress.notes[kItsTarget] = at + 1;
  }
  return progress;
}

int TwoBlocks::mode(const Progress& progress) const {
  if (progress.notes[kFirstBlock] == 0) return kModeUndecided;
  return static_cast<int>(2 * (progress.notes[kFirstBlock] - 1) + progress.notes[kItsTarget] - 1);
}

void TwoBlocks::disturb(mjData& data, const Event& event) const {
  // The block that the rod is nearest to is the one that it works on.
  const auto* kick = std::get_if<Kick>(&event.what);
  if (kick == nullptr)
    throw UserError(info().name + " knows kicks only; its blocks and goals cannot be dragged");
  if (!std::isfinite(kick->dx) || !std::isfinite(kick->dy) || !std::isfinite(kick->dangle))
    throw UserError(info().name + ": a kick must be finite numbers (m, m, rad)");
  const Eigen::Vector2d tip = rod().position(data);
  const auto distance = [&](const Block& block) {
    return (block.pose(data).position - tip).norm();
  };
  const Block& nearest = distance(blocks()[0]) <= distance(blocks()[1]) ? blocks()[0] : blocks()[1];
  nearest.displace(data, {{kick->dx, kick->dy}, kick->dangle});
}

}  // namespace streambed
