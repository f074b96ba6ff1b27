#include "sim/clock/manual_inference.h"

#include <utility>

namespace streambed {

ManualInference::ManualInference(std::shared_ptr<const Hand> hand) : hand_(std::move(hand)) {}

void ManualInference::think(const Now& now, TimeNs) {
  upcoming_.clear();
  if (hand_->target.size() == 0) return;
  upcoming_.push_back({.action = hand_->target,
                       .tick = now.tick,
                       .ready_ns = now.time_ns,
                       .plan_tick = -1,
                       .observed_tick = now.tick});
  last_ = hand_->target;
}

std::optional<Scheduled> ManualInference::due(TimeNs now_ns) {
  if (upcoming_.empty() || upcoming_.front().ready_ns > now_ns) return std::nullopt;
  std::optional<Scheduled> action = std::move(upcoming_.front());
  upcoming_.clear();
  return action;
}

}  // namespace streambed
