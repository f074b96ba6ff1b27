#pragma once
// The frozen and the virtual clock: the calls run inside think(), on the caller's thread, and the
// cost charged is the model's, not the measured one. Bit-reproducible.
//
// A plan for tick n is charged from the start of tick n on: its first action is ready after the
// first action's cost, every later one after its own cost more (a chunk policy's later actions cost
// nothing). The frozen clock takes each action from the stream in the tick that it belongs to.
//
// With `overlap` the next plan is asked for while the old one is still carried out, so early that
// by the expected delay it is ready when the old one's executed part ends, and not before all
// actions of the old one are computed: there is one thinker. The expected delay is what fixed costs
// say, or the 95th percentile of a profile's, so that one plan in twenty is late.

#include <cstdint>
#include <memory>
#include <stop_token>

#include "sim/clock/action_queue.h"
#include "sim/clock/inference.h"
#include "sim/clock/latency_profile.h"
#include "sim/clock/plan_window.h"
#include "sim/rng.h"

namespace streambed {

// What a virtual clock charges. Frozen: all zero.
struct LatencyModel {
  TimeNs first_ns = 0;           // from the observation to the first action
  TimeNs each_ns = 0;            // between later actions, computed one after the other
  std::int64_t delay_ticks = 0;  // whole ticks, instead of the above
  // Costs come from an entry of this profile instead: drawn anew for every action, each sample
  // equally likely, or always the median.
  std::shared_ptr<const LatencyProfile> profile;
  const LatencyEntry* entry = nullptr;
  bool draw = true;
  std::int64_t rate = 1;         // the control period shrinks to 1/rate: costs weigh rate times
  bool overlap = false;
};

class SimulatedInference final : public Inference {
 public:
  // `max_plans` only makes room; `rng` is what costs are drawn with.
  SimulatedInference(LatencyModel latency, const TickGrid& grid, std::int64_t max_plans, Rng rng);

  bool wants_plan(std::int64_t tick) const override;
  int expected_delay_ticks() const override;
  std::span<const Scheduled> committed() const override;
  void request(const Policy& policy, const PlanRequest& request, Memory* memory) override;
  void think(TimeNs end_ns) override;
  std::optional<Action> due(TimeNs now_ns) override;
  std::int64_t plan_tick() const override { return queue_.plan_tick(); }
  std::span<const Scheduled> upcoming() const override { return queue_.upcoming(); }
  const std::optional<Action>& last_generated() const override { return last_generated_; }
  const InferenceLog& log() const override { return log_; }
  void stop() override { stop_.request_stop(); }

  // The pieces of request() and think(), for callers that batch the network calls of many episodes:
  // adopt() takes over a stream that plan_batch made and throws for a null one, wants_next() says
  // whether another action is needed before end_ns, emit() takes the action and its share of the
  // cost.
  void adopt(StreamPtr stream, const PlanRequest& request, const PolicyInfo& info, double cost_us);
  bool wants_next(TimeNs end_ns) const;
  ActionStream& stream() { return *stream_; }
  void emit(std::optional<Action> action, double cost_us);
  std::stop_token stop_token() const { return stop_.get_token(); }

 private:
  TimeNs draw(const std::vector<TimeNs>& samples);
  TimeNs first_cost_ns();
  TimeNs later_cost_ns();

  LatencyModel latency_;
  TickGrid grid_;
  bool free_of_charge_;
  int expected_delay_ = 0;
  std::stop_source stop_;
  StreamPtr stream_;
  PlanWindow window_;
  TimeNs next_ready_ns_ = 0;  // of the stream's next action
  int calls_seen_ = 0;
  ActionQueue queue_;
  std::optional<Action> last_generated_;
  Rng episode_rng_, plan_rng_;
  std::int64_t plans_ = 0;
  InferenceLog log_;
};

}  // namespace streambed
