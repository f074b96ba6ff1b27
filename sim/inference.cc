#include "sim/inference.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>

#include "sim/error.h"
#include "sim/text.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

// A task may call itself endless; what comes after so many plans, the log allocates as it grows.
constexpr std::int64_t kMaxReservedPlans = 1 << 16;

double microseconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

TimeNs milliseconds(double value) { return std::llround(value * 1e6); }

std::vector<Key> virtual_keys() {
  return {Key::number("first_ms", 0, "ms from the observation to the first action", 0, 1e6),
          Key::number("each_ms", 0, "ms for each later action of the plan", 0, 1e6),
          Key::integer("delay", 0, "whole control ticks instead: the plan of tick n is ready at n+delay",
                       0, 1000)};
}

// Checks a clock spec; both the label and the clock itself come from here.
Params clock_params(std::string_view text) {
  const Spec spec = parse_spec(text);
  std::vector<std::string> names;
  for (const ClockEntry& entry : clock_entries()) {
    if (entry.name == spec.name) return Params(spec, entry.keys);
    names.push_back(entry.name);
  }
  throw UserError("unknown clock '" + spec.name + "'; choose one of: " + join(names, ", "));
}

}  // namespace

void InferenceLog::append(const InferenceLog& later) {
  first_action_us.insert(first_action_us.end(), later.first_action_us.begin(),
                         later.first_action_us.end());
  plan_us.insert(plan_us.end(), later.plan_us.begin(), later.plan_us.end());
  plan_actions.insert(plan_actions.end(), later.plan_actions.begin(), later.plan_actions.end());
  network_calls += later.network_calls;
  actions_dropped += later.actions_dropped;
}

void InferenceLog::reserve(std::int64_t plans) {
  const auto count = static_cast<std::size_t>(plans);
  first_action_us.reserve(count);
  plan_us.reserve(count);
  plan_actions.reserve(count);
}

SimulatedInference::SimulatedInference(LatencyModel latency, TimeNs control_period_ns,
                                       std::int64_t max_plans)
    : latency_(latency), period_ns_(control_period_ns) {
  assert(period_ns_ > 0);
  log_.reserve(std::clamp<std::int64_t>(max_plans, 0, kMaxReservedPlans));
}

TimeNs SimulatedInference::ready_ns(std::int64_t index) const {
  return plan_tick_ * period_ns_ + latency_.delay_ticks * period_ns_ + latency_.first_ns +
         index * latency_.each_ns;
}

bool SimulatedInference::wants_plan(std::int64_t tick) const {
  return !stream_ || tick >= plan_tick_ + end_index_ || (exhausted_ && upcoming_.empty());
}

int SimulatedInference::expected_delay_ticks() const {
  return static_cast<int>(latency_.delay_ticks + latency_.first_ns / period_ns_);
}

void SimulatedInference::request(const Policy& policy, const PlanRequest& request,
                                 Memory* memory) {
  const auto start = SteadyClock::now();
  StreamPtr stream = policy.plan(request, memory);
  const double cost_us = microseconds_since(start);
  adopt(std::move(stream), request, policy.info(), cost_us);
}

void SimulatedInference::adopt(StreamPtr stream, const PlanRequest& request,
                               const PolicyInfo& info, double cost_us) {
  assert(stream);
  stream_ = std::move(stream);
  plan_tick_ = request.tick;
  emitted_ = 0;
  calls_seen_ = 0;
  exhausted_ = false;
  upcoming_.clear();

  // The first action that can be ready before its own tick is over starts the executed part.
  std::int64_t first = 0;
  while (first < info.prediction_horizon &&
         ready_ns(first) >= (plan_tick_ + first + 1) * period_ns_) {
    ++first;
  }
  end_index_ = std::min<std::int64_t>(first + info.execution_horizon, info.prediction_horizon);
  upcoming_.reserve(static_cast<std::size_t>(end_index_));

  log_.plan_us.push_back(cost_us);
  log_.plan_actions.push_back(0);
}

bool SimulatedInference::wants_next(TimeNs end_ns) const {
  if (!stream_ || exhausted_ || stop_.stop_requested()) return false;
  const bool frozen = latency_.first_ns + latency_.each_ns + latency_.delay_ticks == 0;
  const TimeNs from = frozen ? (plan_tick_ + emitted_) * period_ns_ : ready_ns(emitted_);
  return from < end_ns;
}

void SimulatedInference::emit(std::optional<Action> action, double cost_us) {
  const int calls = stream_->network_calls();
  log_.network_calls += calls - calls_seen_;
  calls_seen_ = calls;
  log_.plan_us.back() += cost_us;
  if (!action) {
    exhausted_ = true;
    return;
  }
  if (emitted_ == 0) log_.first_action_us.push_back(log_.plan_us.back());
  ++log_.plan_actions.back();
  last_generated_ = action;
  upcoming_.push_back({*action, plan_tick_ + emitted_, ready_ns(emitted_)});
  ++emitted_;
  exhausted_ = emitted_ >= end_index_;
}

void SimulatedInference::think(TimeNs end_ns) {
  while (wants_next(end_ns)) {
    const auto start = SteadyClock::now();
    std::optional<Action> action = stream_->next(stop_token());
    emit(std::move(action), microseconds_since(start));
  }
}

std::optional<Action> SimulatedInference::due(TimeNs now_ns) {
  std::optional<Action> newest;
  auto front = upcoming_.begin();
  for (; front != upcoming_.end(); ++front) {
    // An action whose tick is over is dropped, however late it became ready.
    if ((front->tick + 1) * period_ns_ <= now_ns) {
      ++log_.actions_dropped;
      continue;
    }
    if (front->tick * period_ns_ > now_ns || front->ready_ns > now_ns) break;
    newest = front->action;
  }
  upcoming_.erase(upcoming_.begin(), front);
  return newest;
}

std::span<const Scheduled> SimulatedInference::upcoming() const { return upcoming_; }

std::vector<ClockEntry> clock_entries() {
  return {{"frozen", {}, "the world waits while the policy thinks (the classical protocol)"},
          {"virtual", virtual_keys(), "declared latency, charged on a virtual clock; reproducible"}};
}

std::string clock_label(std::string_view spec) { return clock_params(spec).label(); }

std::unique_ptr<Inference> make_inference(std::string_view clock_spec, TimeNs control_period_ns,
                                          std::int64_t max_plans) {
  const Params params = clock_params(clock_spec);
  LatencyModel latency;
  if (params.name() == "virtual") {
    latency = {milliseconds(params.number("first_ms")), milliseconds(params.number("each_ms")),
               params.integer("delay")};
    if (latency.delay_ticks > 0 && latency.first_ns + latency.each_ns > 0) {
      throw UserError("virtual: give either delay or first_ms/each_ms, not both");
    }
  }
  return std::make_unique<SimulatedInference>(latency, control_period_ns, max_plans);
}

}  // namespace streambed
