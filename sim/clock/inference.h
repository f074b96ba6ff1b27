#pragma once
// The state of a clock in one episode. It calls the policy, decides when each action is ready, and
// tells the episode, which asks before every physics step, which action is due.
//
// Every action belongs to a tick. It comes into force at the first physics step at which it is
// ready, and never before its own tick begins. What happens to a late plan is the clock's choice
// `align`, see sim/clock/plan_window.h; what happens to the world until it is there, `late` and
// `hold` (Waiting below). Times are integer nanoseconds since the start of the episode.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
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
  std::vector<double> own_us;           // per plan that says so: ActionStream::own_cost_us()
  std::vector<double> correction_us;    // per correction
  std::int64_t network_calls = 0;
  std::int64_t actions_dropped = 0;     // meant to be executed, but ready only after their tick
  std::int64_t actions_continued = 0;    // of an old plan, executed because the new one was late
  std::int64_t corrections_dropped = 0;  // ready only after their tick; the planned action acted

  void append(const InferenceLog& later);
  // Makes room, so that logging this many plans allocates nothing; corrections are as many.
  void reserve(std::int64_t plans);
};

// An action with its due date.
struct Scheduled {
  Action action;
  std::int64_t tick = 0;
  TimeNs ready_ns = 0;
  std::int64_t plan_tick = 0;      // for which its plan was asked; -1: it belongs to no plan
  std::int64_t index = 0;          // which action of its plan, from 0
  std::int64_t observed_tick = 0;  // of the newest observation that it depends on
  bool corrected = false;          // is it what Policy::correct() made of another one?
};

// What the world does in a tick for which no action is ready.
struct Waiting {
  // late=continue: goes on with what is left of the old plan beyond the part that was to be
  // executed, until the first action of the new plan is ready. Else, or when nothing is left, it
  // holds.
  bool continues = false;
  // hold=neutral: holds what the task calls neutral (Task::neutral) instead of the last target.
  bool neutral = false;
};

// What a plan request lends of the running plan (PlanRequest).
struct RunningPlan {
  std::span<const Action> committed, tail;
};

// The calls of the policy that a clock needs, one by one, for callers who make those of many
// episodes together (think_together() in sim/episode.h).
class PolicyCalls {
 public:
  virtual ~PolicyCalls() = default;
  // Takes over the stream that plan() or plan_batch() made. Throws for a null one.
  virtual void adopt(StreamPtr stream, const PlanRequest& request, const PolicyInfo& info,
                     double cost_us) = 0;
  // The stream whose next action is needed before end_ns; null: none is.
  virtual ActionStream* wants_next(TimeNs end_ns) = 0;
  // Takes that action; its call began at `now`.
  virtual void emit(std::optional<Action> action, const Now& now, double cost_us) = 0;
  // What is to be corrected in this tick; once a tick, after all actions were emitted.
  virtual std::optional<Correction> wants_correction(const Now& now) = 0;
  // Takes the answer.
  virtual void corrected(std::optional<Action> action, double cost_us) = 0;
  virtual std::stop_token stop_token() const = 0;
};

class Inference {
 public:
  virtual ~Inference() = default;

  // Is a new plan wanted for the observation of `tick`?
  virtual bool wants_plan(std::int64_t tick) const = 0;
  // How many ticks late a plan requested now is expected to be. So many of its first actions will
  // be ready too late for their ticks.
  virtual int expected_delay_ticks() const = 0;
  // What a plan requested for `tick` is lent of the running one. Valid until the next call here.
  virtual RunningPlan lend(std::int64_t /*tick*/) { return {}; }
  // Begins a plan for request.tick. It replaces the running plan, except for what is committed.
  virtual void request(const Policy& policy, const PlanRequest& request, Memory* memory) = 0;
  // Makes the calls whose actions can be ready before `end_ns`; `now` is the tick that ends there.
  virtual void think(const Now& now, TimeNs end_ns) = 0;
  // The action that comes into force at `now_ns`, if one became due since the last call. `now_ns`
  // never decreases from call to call.
  virtual std::optional<Scheduled> due(TimeNs now_ns) = 0;
  virtual bool holds_neutral() const { return false; }
  // The actions that the policy has returned and that were not executed yet, in order.
  virtual std::span<const Scheduled> upcoming() const = 0;
  // Newest action that a stream yielded.
  virtual const std::optional<Action>& last_generated() const = 0;
  virtual const InferenceLog& log() const = 0;
  // Asks running computations to stop; think() and request() then do nothing. From any thread.
  virtual void stop() = 0;
  // The calls behind request() and think(), if the caller may make them instead; else null.
  virtual PolicyCalls* calls() { return nullptr; }
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
