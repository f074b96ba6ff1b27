#include "tasks/table/two_blocks.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace streambed {
namespace {

struct TwoBlocksFold final : Fold {
  std::optional<std::size_t> first_block;  // that came home
  int its_target = 0;                      // where that block was home last
  double best = 0;                         // score
};

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

std::unique_ptr<Fold> TwoBlocks::begin(const mjData&) const {
  return std::make_unique<TwoBlocksFold>();
}

Progress TwoBlocks::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<TwoBlocksFold>(fold);
  const std::array homes = {home(data, 0), home(data, 1)};
  const bool any = homes[0] >= 0 || homes[1] >= 0;
  const bool success_now = homes[0] >= 0 && homes[1] >= 0 && homes[0] != homes[1];
  kept.best = std::max(kept.best, success_now ? 1.0 : any ? 0.5 : 0.0);

  // Should both arrive within one tick, the first of the two counts as first.
  if (!kept.first_block && any) kept.first_block = homes[0] >= 0 ? 0 : 1;
  if (kept.first_block && homes[*kept.first_block] >= 0) kept.its_target = homes[*kept.first_block];
  return {.score = kept.best, .success_now = success_now};
}

int TwoBlocks::mode(const Fold& fold) const {
  const auto& kept = fold_of<TwoBlocksFold>(fold);
  if (!kept.first_block) return kModeUndecided;
  return 2 * static_cast<int>(*kept.first_block) + kept.its_target;
}

std::size_t TwoBlocks::meant(const mjData& data, const std::string& object) const {
  if (!object.empty()) return BlockTask::meant(data, object);
  const Eigen::Vector2d tip = rod().position(data);
  const auto distance = [&](const Block& block) {
    return (block.pose(data).position - tip).norm();
  };
  return distance(blocks()[0]) <= distance(blocks()[1]) ? 0 : 1;
}

void TwoBlocks::disturb(mjData& data, const Event& event) const {
  const auto* kick = std::get_if<Kick>(&event.what);
  if (kick == nullptr) {
    BlockTask::disturb(data, event);
    return;
  }
  const EventPose& change = kick->change;
  blocks()[meant(data, kick->object)].displace(data, {{change.x, change.y}, change.angle});
}

}  // namespace streambed
