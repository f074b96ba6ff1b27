#pragma once
// What the viewer showed of an episode, tick by tick, so that one can go back and look.

#include <cstdint>
#include <deque>
#include <optional>

#include "sim/data/demonstrations.h"
#include "sim/task.h"
#include "viewer/session/snapshot.h"

namespace streambed {

struct ReelTick {
  std::int64_t tick = 0;
  TimeNs time_ns = 0;
  SceneState scene;
  Overlay overlay;  // `executed` and `boundaries` are empty; show() fills them in
  std::optional<Eigen::Vector3d> target;  // executed in the tick that ended here, world metres
  Progress progress;
  float think_ms = 0;
  double begin_ms = 0;     // when the tick began, wall clock since the episode was made
  std::uint8_t marks = 0;  // TickMark
};

// Keeps the newest part of long episodes.
class Reel {
 public:
  static constexpr std::size_t kMaxTicks = 3000;

  // Ticks must be added in order, without gaps.
  void add(ReelTick tick);
  bool empty() const { return ticks_.empty(); }
  std::int64_t oldest() const { return ticks_.front().tick; }
  std::int64_t newest() const { return ticks_.back().tick; }
  ReelTick& back() { return ticks_.back(); }

  // Copies the stored tick nearest to `tick` into the snapshot, whose other members stay as they
  // are.
  void show(std::int64_t tick, Snapshot& snapshot) const;

 private:
  std::deque<ReelTick> ticks_;
};

// A recorded demonstration as a reel: row i is what was seen at the start of tick i, and its action
// the target of that tick. Throws UserError for one that is not this task's.
Reel demonstration_reel(const Task& task, const Demonstration& demonstration);

}  // namespace streambed
