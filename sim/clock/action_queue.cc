#include "sim/clock/action_queue.h"

namespace streambed {

std::optional<Action> ActionQueue::due(TimeNs now_ns) {
  std::optional<Action> newest;
  auto front = upcoming_.begin();
  for (; front != upcoming_.end(); ++front) {
    // An action whose tick is over is dropped, however late it became ready.
    if ((front->tick + 1) * period_ns_ <= now_ns) {
      ++dropped_;
      continue;
    }
    if (front->tick * period_ns_ > now_ns || front->ready_ns > now_ns) break;
    newest = front->action;
    plan_tick_ = front->plan_tick;
  }
  upcoming_.erase(upcoming_.begin(), front);
  return newest;
}

}  // namespace streambed
