#pragma once
// The frozen and the virtual clock: the calls run inside think(), on the caller's thread, and the
// cost charged is the model's, not the measured one. Bit-reproducible, unless the model says that
// measured costs are charged.
//
// A plan for tick n is charged from the start of tick n on: its first action is ready after the
// first action's cost, every later one after its own cost more (a chunk policy's later actions cost
// nothing). The frozen clock takes each action from the stream in the tick that it belongs to. With
// PolicyInfo::every_tick a call begins with the tick that its action is for, or when the one before
// it is done.
//
// With `overlap` the next plan is asked for while the old one is still carried out, so early that
// by the expected delay it is ready when the old one's executed part ends, and not before all
// actions of the old one are computed: there is one thinker. The expected delay is what fixed costs
// say, or the 95th percentile of a profile's, so that one plan in twenty is late; where measured
// costs are charged, it is the slowest first action so far.
//
// A correction is made beside the thinker: it begins with its tick, or when the action that it
// corrects is ready.

#include <cstdint>
#include <memory>
#include <stop_token>

#include "sim/clock/action_queue.h"
#include "sim/clock/inference.h"
#include "sim/clock/latency_profile.h"
#include "sim/clock/plan_tail.h"
#include "sim/clock/plan_window.h"
#include "sim/rng.h"

namespace streambed {

// What a virtual clock charges. Frozen: all zero.
struct LatencyModel {
  TimeNs first_ns = 0;           // from the observation to the first action
  TimeNs each_ns = 0;            // between later actions, computed one after the other
  TimeNs correct_ns = 0;         // of a correction
  std::int64_t delay_ticks = 0;  // whole ticks, instead of first_ns and each_ns
  // Costs come from an entry of this profile instead: drawn anew for every action, each sample
  // equally likely, or always the median.
  std::shared_ptr<const LatencyProfile> profile;
  const LatencyEntry* entry = nullptr;
  bool draw = true;
  bool measured = false;         // instead, what each call took on this machine
  std::int64_t rate = 1;         // the control period shrinks to 1/rate: costs weigh rate times
  bool overlap = false;
  // The first plan of the episode is free, as where it is computed before the robot starts. With
  // overlap its executed part is longer by the expected delay of the next one.
  bool free_start = false;
};

class SimulatedInference final : public Inference, public PolicyCalls {
 public:
  // `max_plans` only makes room; `rng` is what costs are drawn with.
  SimulatedInference(LatencyModel latency, const TickGrid& grid, const Waiting& waiting,
                     std::int64_t max_plans, Rng rng);

  bool wants_plan(std::int64_t tick) const override;
  int expected_delay_ticks() const override;
  RunningPlan lend(std::int64_t tick) override;
  void request(const Policy& policy, const PlanRequest& request, Memory* memory) override;
  void think(const Now& now, TimeNs end_ns) override;
  std::optional<Scheduled> due(TimeNs now_ns) override;
  bool holds_neutral() const override { return waiting_.neutral; }
  std::span<const Scheduled> upcoming() const override { return queue_.upcoming(); }
  const std::optional<Action>& last_generated() const override { return last_generated_; }
  const InferenceLog& log() const override { return log_; }
  void stop() override { stop_.request_stop(); }
  PolicyCalls* calls() override { return this; }

  void adopt(StreamPtr stream, const PlanRequest& request, const PolicyInfo& info,
             double cost_us) override;
  ActionStream* wants_next(TimeNs end_ns) override;
  void emit(std::optional<Action> action, const Now& now, double cost_us) override;
  std::optional<Correction> wants_correction(const Now& now) override;
  void corrected(std::optional<Action> action, double cost_us) override;
  std::stop_token stop_token() const override { return stop_.get_token(); }

 private:
  TimeNs draw(const std::vector<TimeNs>& samples);
  TimeNs first_cost_ns();
  TimeNs later_cost_ns();
  TimeNs charged_ns(double cost_us) const;
  TimeNs call_begins_ns() const;
  bool wants_another(TimeNs end_ns) const;
  bool starts_free() const { return latency_.free_start && plans_ == 1; }

  LatencyModel latency_;
  TickGrid grid_;
  Waiting waiting_;
  bool free_of_charge_;
  int expected_delay_ = 0;
  std::stop_source stop_;
  // Of the newest request; null where the caller makes the calls.
  const Policy* policy_ = nullptr;
  Memory* memory_ = nullptr;
  bool every_tick_ = false, corrects_ = false;

  StreamPtr stream_;
  PlanWindow window_;
  TimeNs free_ns_ = 0;  // when the thinker has made the calls so far
  TimeNs cost_ns_ = 0;  // of the stream's next action, unless it is measured
  int calls_seen_ = 0;
  bool own_known_ = false;  // has this plan told its own cost?
  ActionQueue queue_;
  PlanTail lent_, continued_;
  std::optional<Scheduled> correcting_;
  std::int64_t corrected_tick_ = -1;
  std::optional<Action> last_generated_;
  Rng episode_rng_, plan_rng_;
  std::int64_t plans_ = 0;
  InferenceLog log_;
};

}  // namespace streambed
