#pragma once
// Decides which tick each action of a plan belongs to, and which part of the plan is executed. All
// clocks use it. A value.
//
// align=drop: action i of the plan for tick n belongs to tick n + i. An action that is ready only
// after that tick is dropped. The executed part begins with the first action that is in time.
// align=shift: a late plan is executed from its beginning. Each action belongs to the tick in which
// it is ready, or to the tick after its predecessor's, whichever is later. None is dropped.
//
// Either way at most execution_horizon actions are executed, and none in a tick that an earlier
// plan still serves.

#include <cstdint>
#include <optional>

#include "sim/policy.h"
#include "sim/types.h"

namespace streambed {

enum class Align { kDrop, kShift };

// What a clock must know to place actions.
struct TickGrid {
  TimeNs control_period_ns = 0;
  TimeNs physics_step_ns = 1;  // divides the control period
  Align align = Align::kDrop;
};

class PlanWindow {
 public:
  // No plan: nothing is expected and every tick is free.
  PlanWindow() = default;
  // A plan for the observation of `plan_tick`; earlier plans serve the ticks before `free_tick`.
  PlanWindow(const TickGrid& grid, const PolicyInfo& info, std::int64_t plan_tick,
             std::int64_t free_tick);

  // Are further actions of the plan needed?
  bool open() const { return emitted_ < end_; }
  // Takes the plan's next action, which is ready at ready_ns, and returns the tick in which it is
  // to be executed; nullopt when it is not executed at all.
  std::optional<std::int64_t> place(TimeNs ready_ns);
  // The stream ended early.
  void close() { end_ = emitted_; }
  // So many actions more are executed.
  void extend(int actions);

  std::int64_t plan_tick() const { return plan_tick_; }
  std::int64_t emitted() const { return emitted_; }
  // Actions dropped so far.
  std::int64_t late() const { return late_; }
  // The tick of the plan's next action, if that is in time.
  std::int64_t next_tick() const;
  // The first tick after the executed part; while the plan is open, after what is known of it.
  std::int64_t end_tick() const;

 private:
  TickGrid grid_;
  std::int64_t plan_tick_ = 0;
  std::int64_t next_tick_ = 0;     // the first that is still free
  std::int64_t execution_ = 0;
  std::int64_t yields_ = 0;        // actions of the whole plan
  std::int64_t emitted_ = 0, end_ = 0;
  std::int64_t late_ = 0;
  bool begun_ = false;             // has an action been placed?
};

}  // namespace streambed
