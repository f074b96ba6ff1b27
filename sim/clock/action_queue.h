#pragma once
// The actions that a clock has in store for an episode, ready or computed soon, in order of their
// ticks. A tick has one action, and after it perhaps that action corrected.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/clock/inference.h"

namespace streambed {

class ActionQueue {
 public:
  explicit ActionQueue(TimeNs control_period_ns) : period_ns_(control_period_ns) {}

  void reserve(std::size_t actions) { upcoming_.reserve(actions); }
  void push(Scheduled scheduled) { upcoming_.push_back(std::move(scheduled)); }
  // Puts a corrected action behind those of its own and of earlier ticks.
  void insert(Scheduled corrected);
  void clear() { upcoming_.clear(); }
  bool empty() const { return upcoming_.empty(); }
  std::span<const Scheduled> upcoming() const { return upcoming_; }
  // The newest action of a tick; null when there is none.
  const Scheduled* at(std::int64_t tick) const;
  // The first tick after those that the actions here belong to; 0 when there is none.
  std::int64_t free_tick() const { return empty() ? 0 : upcoming_.back().tick + 1; }

  // Removes all actions that are due by now_ns and returns the newest of them.
  std::optional<Scheduled> due(TimeNs now_ns);
  // Actions whose tick passed before they were ready, and corrections.
  std::int64_t dropped() const { return dropped_; }
  std::int64_t corrections_dropped() const { return corrections_dropped_; }

 private:
  TimeNs period_ns_;
  std::vector<Scheduled> upcoming_;
  std::int64_t dropped_ = 0, corrections_dropped_ = 0;
};

}  // namespace streambed
