#pragma once
// The state of a clock in one episode. It calls the policy, decides when each action is ready, and
// tells the episode, which asks before every physics step, which action is due.
//
// Every action belongs to a tick. It comes into force at the first physics step at which it is
// ready, and never before its own tick begins. What happens to a late plan is the clock's choice
// `align`, see sim/clock/plan_window.h. Times are integer nanoseconds since the start of the
// episode.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/policy.h"
#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {

// What thinking cost on this machine (wall clock) and what it did to the episode (simulated clock).
struct InferenceLog {
  std::vector<double> first_action_us;  // per plan: plan() and the first next()
  std::vector<double> plan_us;          // per plan: all calls
  std::vector<int> plan_actions;        // per plan: actions it yielded
  std::int64_t network_calls = 0;
  std::int64_t actions_dropped = 0;     // meant to be executed, but ready only after their tick

  void append(const InferenceLog& later);
  // Makes room, so that logging this many plans allocates nothing.
  void reserve(std::int64_t plans);
};

// An action with its due date.
struct Scheduled {
  Action action;
  std::int64_t tick = 0;
  TimeNs ready_ns = 0;
  std::int64_t plan_tick = 0;  // the tick whose observation its plan was made from
};

class Inference {
 public:
  virtual ~Inference() = default;

  // Is a new plan wanted for the observation of `tick`?
  virtual bool wants_plan(std::int64_t tick) const = 0;
  // How many ticks late a plan requested now is expected to be. So many of its first actions will
  // be ready too late for their ticks.
  virtual int expected_delay_ticks() const = 0;
  // The part of upcoming() that will still be executed after a new plan is asked for now
  // (asynchronous execution).
  virtual std::span<const Scheduled> committed() const { return {}; }
  // Begins a plan for request.tick. It replaces the running plan, except for what is committed.
  virtual void request(const Policy& policy, const PlanRequest& request, Memory* memory) = 0;
  // Makes the network calls whose actions can be ready before `end_ns`.
  virtual void think(TimeNs end_ns) = 0;
  // The action that comes into force at `now_ns`, if one became due since the last call. `now_ns`
  // never decreases from call to call.
  virtual std::optional<Action> due(TimeNs now_ns) = 0;
  // Scheduled::plan_tick of the action that due() returned last; -1 stands for the newest plan.
  virtual std::int64_t plan_tick() const { return -1; }
  // The actions that the policy has returned and that were not executed yet, in order.
  virtual std::span<const Scheduled> upcoming() const = 0;
  // Newest action that a stream yielded.
  virtual const std::optional<Action>& last_generated() const = 0;
  virtual const InferenceLog& log() const = 0;
  // Asks running computations to stop; think() and request() then do nothing. From any thread.
  virtual void stop() = 0;
};

// The clocks and their declared keys, for `streambed list` (sim/clock/clock.h makes them).
struct ClockEntry {
  std::string name;
  std::vector<Key> keys;
  std::string help;
};
std::vector<ClockEntry> clock_entries();
// Canonical label of a clock spec; reads no file. Throws UserError.
std::string clock_label(std::string_view spec);

}  // namespace streambed
