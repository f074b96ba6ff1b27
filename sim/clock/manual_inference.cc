#include "sim/clock/manual_inference.h"

#include <utility>

namespace streambed {

ManualInference::ManualInference(std::shared_ptr<const Hand> hand, TimeNs control_period_ns)
    : hand_(std::move(hand)), period_ns_(control_period_ns) {}

void ManualInference::think(TimeNs end_ns) {
  upcoming_.clear();
  if (hand_->target.size() == 0) return;
  const TimeNs begin_ns = end_ns - period_ns_;
  upcoming_.push_back({hand_->target, begin_ns / period_ns_, begin_ns});
  last_ = hand_->target;
}

std::optional<Action> ManualInference::due(TimeNs now_ns) {
  if (upcoming_.empty() || upcoming_.front().ready_ns > now_ns) return std::nullopt;
  std::optional<Action> action = std::move(upcoming_.front().action);
  upcoming_.clear();
  return action;
}

}  // namespace streambed
