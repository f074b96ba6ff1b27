#include "sim/clock/action_queue.h"

#include <algorithm>

namespace streambed {

void ActionQueue::insert(Scheduled corrected) {
  const auto behind =
      std::ranges::upper_bound(upcoming_, corrected.tick, {}, &Scheduled::tick);
  upcoming_.insert(behind, std::move(corrected));
}

const Scheduled* ActionQueue::at(std::int64_t tick) const {
  const auto newest = std::find_if(upcoming_.rbegin(), upcoming_.rend(),
                                   [&](const Scheduled& one) { return one.tick == tick; });
  return newest == upcoming_.rend() ? nullptr : &*newest;
}

std::optional<Scheduled> ActionQueue::due(TimeNs now_ns) {
  std::optional<Scheduled> newest;
  auto front = upcoming_.begin();
  for (; front != upcoming_.end(); ++front) {
    // An action whose tick is over is dropped, however late it became ready.
    if ((front->tick + 1) * period_ns_ <= now_ns) {
      ++(front->corrected ? corrections_dropped_ : dropped_);
      continue;
    }
    if (front->tick * period_ns_ > now_ns || front->ready_ns > now_ns) break;
    newest = *front;
  }
  upcoming_.erase(upcoming_.begin(), front);
  return newest;
}

}  // namespace streambed
