#pragma once
// Thinking time as a swappable object. An Inference runs plans and says which action is due at a
// simulated time; the episode polls it before every physics step.
//
// An action belongs to a tick. It applies at the first physics step at which it is ready, never
// before its own tick begins; one that becomes ready only after its tick has ended is dropped
// (align=drop). Costs are charged in integer nanoseconds.

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
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
  std::int64_t actions_dropped = 0;     // ready only after their tick

  void append(const InferenceLog& later);
  // Makes room, so that logging this many plans allocates nothing.
  void reserve(std::int64_t plans);
};

// An action with its due date.
struct Scheduled {
  Action action;
  std::int64_t tick = 0;
  TimeNs ready_ns = 0;
};

class Inference {
 public:
  virtual ~Inference() = default;

  // Is a new plan wanted for the observation of `tick`?
  virtual bool wants_plan(std::int64_t tick) const = 0;
  // Delay in ticks that a plan requested now is expected to have.
  virtual int expected_delay_ticks() const = 0;
  // Begins a plan for request.tick; replaces the running one.
  virtual void request(const Policy& policy, const PlanRequest& request, Memory* memory) = 0;
  // Makes the network calls whose actions can be ready before `end_ns`.
  virtual void think(TimeNs end_ns) = 0;
  // The action in force from `now_ns` on, if one became due since the last call. `now_ns` ascends.
  virtual std::optional<Action> due(TimeNs now_ns) = 0;
  // Emitted but not yet executed, in order.
  virtual std::span<const Scheduled> upcoming() const = 0;
  // Newest action that a stream yielded.
  virtual const std::optional<Action>& last_generated() const = 0;
  virtual const InferenceLog& log() const = 0;
  // Asks running computations to stop; think() and request() then do nothing.
  virtual void stop() = 0;
};

// What a virtual clock charges. Frozen: all zero.
struct LatencyModel {
  TimeNs first_ns = 0;         // from the observation to the first action
  TimeNs each_ns = 0;          // between later actions, computed one after the other
  std::int64_t delay_ticks = 0;  // whole ticks, instead of the above
};

// The frozen and virtual clocks: the calls run inside think(), on the caller's thread, and the cost
// charged is the model's, not the measured one. Bit-reproducible. A plan for tick n executes the first
// execution_horizon of its actions that can be in time; then the next plan is asked for. The frozen
// clock takes each action from the stream in the tick that it belongs to.
class SimulatedInference final : public Inference {
 public:
  // `max_plans` only makes room.
  SimulatedInference(LatencyModel latency, TimeNs control_period_ns, std::int64_t max_plans = 0);

  bool wants_plan(std::int64_t tick) const override;
  int expected_delay_ticks() const override;
  void request(const Policy& policy, const PlanRequest& request, Memory* memory) override;
  void think(TimeNs end_ns) override;
  std::optional<Action> due(TimeNs now_ns) override;
  std::span<const Scheduled> upcoming() const override;
  const std::optional<Action>& last_generated() const override { return last_generated_; }
  const InferenceLog& log() const override { return log_; }
  void stop() override { stop_.request_stop(); }

  // The pieces of request() and think(), for callers that batch the network calls of many episodes:
  // adopt() takes over a stream that plan_batch made, wants_next() says whether another action is
  // needed before end_ns, emit() takes the action and its share of the cost.
  void adopt(StreamPtr stream, const PlanRequest& request, const PolicyInfo& info, double cost_us);
  bool wants_next(TimeNs end_ns) const;
  ActionStream& stream() { return *stream_; }
  void emit(std::optional<Action> action, double cost_us);
  std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  TimeNs ready_ns(std::int64_t index) const;

  LatencyModel latency_;
  TimeNs period_ns_;
  std::stop_source stop_;
  StreamPtr stream_;
  std::int64_t plan_tick_ = 0;
  std::int64_t end_index_ = 0;  // one past the last action of the plan that will be executed
  std::int64_t emitted_ = 0;    // actions taken from the stream so far
  int calls_seen_ = 0;
  bool exhausted_ = true;
  std::vector<Scheduled> upcoming_;
  std::optional<Action> last_generated_;
  InferenceLog log_;
};

// The clocks and their declared keys: frozen, virtual(first_ms=,each_ms=,delay=).
struct ClockEntry {
  std::string name;
  std::vector<Key> keys;
  std::string help;
};
std::vector<ClockEntry> clock_entries();
// Canonical label of a clock spec. Throws UserError.
std::string clock_label(std::string_view spec);
// Once its first plan runs, a clock that has room for all plans of its episode allocates nothing
// itself. Throws UserError.
std::unique_ptr<Inference> make_inference(std::string_view clock_spec, TimeNs control_period_ns,
                                          std::int64_t max_plans = 0);

}  // namespace streambed
