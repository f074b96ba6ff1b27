#include "sim/clock/simulated_inference.h"

#include <chrono>
#include <stdexcept>

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Delays beyond this are all alike: no plan reaches so far.
constexpr int kMaxExpectedDelay = 1000;
constexpr double kExpectedQuantile = 0.95;

double microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

// How many of a plan's first actions cannot be in time. In time is by the end of an action's tick;
// where the ticks before belong to another plan, by its beginning.
int expected_delay(const LatencyModel& latency, const TickGrid& grid) {
  if (latency.delay_ticks > 0) return static_cast<int>(latency.delay_ticks);
  TimeNs first = latency.first_ns, each = latency.each_ns;
  if (latency.entry != nullptr) {
    const double q = latency.draw ? kExpectedQuantile : 0.5;
    first = sample_quantile(latency.entry->first_ns, q);
    each = sample_quantile(latency.entry->later_ns, q);
  }
  const auto in_time = [&](std::int64_t i) {
    // A shifted plan begins with its first action, whenever that is.
    const std::int64_t computed = grid.align == Align::kShift ? 0 : i;
    const TimeNs ready = latency.rate * (first + computed * each);
    return latency.overlap ? ready <= i * grid.control_period_ns
                           : ready < (i + 1) * grid.control_period_ns;
  };
  int delay = 0;
  while (delay < kMaxExpectedDelay && !in_time(delay)) ++delay;
  return delay;
}

}  // namespace

SimulatedInference::SimulatedInference(LatencyModel latency, const TickGrid& grid,
                                       std::int64_t max_plans, Rng rng)
    : latency_(std::move(latency)),
      grid_(grid),
      free_of_charge_(latency_.entry == nullptr &&
                      latency_.first_ns + latency_.each_ns + latency_.delay_ticks == 0),
      expected_delay_(expected_delay(latency_, grid)),
      queue_(grid.control_period_ns),
      episode_rng_(rng) {
  log_.reserve(max_plans);
}

bool SimulatedInference::wants_plan(std::int64_t tick) const {
  if (!stream_ || tick >= window_.end_tick()) return true;
  if (window_.open()) return false;
  if (queue_.empty()) return true;
  return latency_.overlap && tick >= window_.end_tick() - expected_delay_;
}

int SimulatedInference::expected_delay_ticks() const { return expected_delay_; }

std::span<const Scheduled> SimulatedInference::committed() const {
  return latency_.overlap ? queue_.upcoming() : std::span<const Scheduled>{};
}

void SimulatedInference::request(const Policy& policy, const PlanRequest& request,
                                 Memory* memory) {
  const auto start = SteadyClock::now();
  StreamPtr stream = policy.plan(request, memory);
  const double cost_us = microseconds_since(start);
  adopt(std::move(stream), request, policy.info(), cost_us);
}

TimeNs SimulatedInference::draw(const std::vector<TimeNs>& samples) {
  if (!latency_.draw) return sample_quantile(samples, 0.5);
  return samples[static_cast<std::size_t>(plan_rng_.below(samples.size()))];
}

TimeNs SimulatedInference::first_cost_ns() {
  if (latency_.entry != nullptr) return latency_.rate * draw(latency_.entry->first_ns);
  return latency_.delay_ticks * grid_.control_period_ns + latency_.rate * latency_.first_ns;
}

TimeNs SimulatedInference::later_cost_ns() {
  return latency_.rate *
         (latency_.entry != nullptr ? draw(latency_.entry->later_ns) : latency_.each_ns);
}

void SimulatedInference::adopt(StreamPtr stream, const PlanRequest& request,
                               const PolicyInfo& info, double cost_us) {
  // A batched call of a plugin's may have left an answer empty.
  if (!stream) throw std::logic_error("the policy made no plan: plan() returned a null stream");
  stream_ = std::move(stream);
  calls_seen_ = 0;
  if (!latency_.overlap) queue_.clear();
  queue_.reserve(2 * static_cast<std::size_t>(info.prediction_horizon));
  window_ = PlanWindow(grid_, info, request.tick, queue_.free_tick());

  plan_rng_ = episode_rng_.fork(plans_++);
  next_ready_ns_ = request.tick * grid_.control_period_ns + first_cost_ns();
  log_.plan_us.push_back(cost_us);
  log_.plan_actions.push_back(0);
}

bool SimulatedInference::wants_next(TimeNs end_ns) const {
  if (!stream_ || !window_.open() || stop_.stop_requested()) return false;
  const TimeNs from =
      free_of_charge_ ? (window_.plan_tick() + window_.emitted()) * grid_.control_period_ns
                      : next_ready_ns_;
  // What is computed by the very end of a tick leaves the thinker free for the next plan.
  return latency_.overlap && !free_of_charge_ ? from <= end_ns : from < end_ns;
}

void SimulatedInference::emit(std::optional<Action> action, double cost_us) {
  const int calls = stream_->network_calls();
  log_.network_calls += calls - calls_seen_;
  calls_seen_ = calls;
  log_.plan_us.back() += cost_us;
  if (!action) {
    window_.close();
    return;
  }
  if (window_.emitted() == 0) log_.first_action_us.push_back(log_.plan_us.back());
  ++log_.plan_actions.back();
  last_generated_ = action;
  const std::int64_t late = window_.late();
  if (const auto tick = window_.place(next_ready_ns_)) {
    queue_.push({std::move(*action), *tick, next_ready_ns_, window_.plan_tick()});
  }
  log_.actions_dropped += window_.late() - late;
  if (window_.open()) next_ready_ns_ += later_cost_ns();
}

void SimulatedInference::think(TimeNs end_ns) {
  while (wants_next(end_ns)) {
    const auto start = SteadyClock::now();
    std::optional<Action> action = stream_->next(stop_token());
    emit(std::move(action), microseconds_since(start));
  }
}

std::optional<Action> SimulatedInference::due(TimeNs now_ns) {
  const std::int64_t dropped = queue_.dropped();
  std::optional<Action> action = queue_.due(now_ns);
  log_.actions_dropped += queue_.dropped() - dropped;
  return action;
}

}  // namespace streambed
