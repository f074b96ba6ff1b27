#pragma once
// What is left of the running plan from a tick on: the actions that are still to be executed, then
// those that exist already beyond them. It is aligned when it is taken, not when the plan was made:
// entry i is for tick first_tick + i. Allocates nothing once it has room.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/clock/action_queue.h"
#include "sim/clock/plan_window.h"

namespace streambed {

class PlanTail {
 public:
  // Takes it from what waits in the queue and from the rest of the plan that `window` belongs to.
  // A tick for which the queue has no action repeats the one before.
  void take(std::int64_t tick, const ActionQueue& queue, const PlanWindow& window,
            std::span<const Action> computed);
  void clear() { actions_.clear(); }

  std::span<const Action> actions() const { return actions_; }
  // How many of them come from the queue.
  std::size_t queued() const { return queued_; }
  // The action for a tick, as one that is ready when the tick begins; nullopt when there is none.
  std::optional<Scheduled> at(std::int64_t tick, TimeNs control_period_ns) const;
  // late=continue: the successor of this plan is late. Where nothing is due at the beginning of a
  // tick, puts the action for that tick there. Returns whether this plan goes on in that tick,
  // perhaps with a corrected action that is due already. Ends when the successor acts.
  bool stand_in(TimeNs now_ns, TimeNs control_period_ns, std::optional<Scheduled>& due);

 private:
  std::vector<Action> actions_;
  std::size_t queued_ = 0;
  std::int64_t first_tick_ = 0;
  std::int64_t first_index_ = 0;  // in its plan, of the action for first_tick_
  std::int64_t plan_tick_ = -1;
};

}  // namespace streambed
