#include "sim/clock/simulated_inference.h"

#include <algorithm>
#include <chrono>
#include <cmath>
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

// Is an action ready at once, whatever it is?
bool free_of_charge(const LatencyModel& latency) {
  return latency.entry == nullptr && !latency.measured &&
         latency.first_ns + latency.each_ns + latency.delay_ticks == 0;
}

}  // namespace

SimulatedInference::SimulatedInference(LatencyModel latency, const TickGrid& grid,
                                       const Waiting& waiting, std::int64_t max_plans, Rng rng)
    : latency_(std::move(latency)),
      grid_(grid),
      waiting_(waiting),
      free_of_charge_(free_of_charge(latency_)),
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

RunningPlan SimulatedInference::lend(std::int64_t tick) {
  if (!stream_) return {};
  lent_.take(tick, queue_, window_, stream_->computed());
  const std::span<const Action> tail = lent_.actions();
  return {.committed = latency_.overlap ? tail.first(lent_.queued()) : tail.first(0),
          .tail = tail};
}

void SimulatedInference::request(const Policy& policy, const PlanRequest& request,
                                 Memory* memory) {
  policy_ = &policy;
  memory_ = memory;
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

TimeNs SimulatedInference::charged_ns(double cost_us) const {
  return latency_.rate * std::llround(cost_us * 1000);
}

void SimulatedInference::adopt(StreamPtr stream, const PlanRequest& request,
                               const PolicyInfo& info, double cost_us) {
  // A batched call of a plugin's may have left an answer empty.
  if (!stream) throw std::logic_error("the policy made no plan: plan() returned a null stream");
  if (waiting_.continues && stream_) {
    continued_.take(request.tick, queue_, window_, stream_->computed());
  }
  stream_ = std::move(stream);
  calls_seen_ = 0;
  own_known_ = false;
  every_tick_ = info.every_tick;
  corrects_ = info.corrects;
  if (!latency_.overlap) queue_.clear();
  queue_.reserve(2 * static_cast<std::size_t>(info.prediction_horizon) + 1);
  window_ = PlanWindow(grid_, info, request.tick, queue_.free_tick());

  plan_rng_ = episode_rng_.fork(plans_++);
  free_ns_ = std::max(free_ns_, request.tick * grid_.control_period_ns);
  cost_ns_ = first_cost_ns();
  if (starts_free()) {
    cost_ns_ = 0;
    if (latency_.overlap) window_.extend(expected_delay_);
  }
  log_.plan_us.push_back(cost_us);
  log_.plan_actions.push_back(0);
}

TimeNs SimulatedInference::call_begins_ns() const {
  return every_tick_ ? std::max(free_ns_, window_.next_tick() * grid_.control_period_ns) : free_ns_;
}

bool SimulatedInference::wants_another(TimeNs end_ns) const {
  if (!stream_ || !window_.open() || stop_.stop_requested()) return false;
  // A call that depends on the newest observation, or whose cost nobody knows yet, is made in the
  // tick in which it begins; any other one in the tick in which its action is ready.
  if (every_tick_ || latency_.measured) return call_begins_ns() < end_ns;
  const TimeNs from =
      free_of_charge_ ? (window_.plan_tick() + window_.emitted()) * grid_.control_period_ns
                      : free_ns_ + cost_ns_;
  // What is computed by the very end of a tick leaves the thinker free for the next plan.
  return latency_.overlap && !free_of_charge_ ? from <= end_ns : from < end_ns;
}

ActionStream* SimulatedInference::wants_next(TimeNs end_ns) {
  return wants_another(end_ns) ? stream_.get() : nullptr;
}

void SimulatedInference::emit(std::optional<Action> action, const Now& now, double cost_us) {
  const int calls = stream_->network_calls();
  log_.network_calls += calls - calls_seen_;
  calls_seen_ = calls;
  log_.plan_us.back() += cost_us;
  // A cost that cannot be is none.
  if (const std::optional<double> own = stream_->own_cost_us();
      own && std::isfinite(*own) && *own >= 0) {
    if (!own_known_) log_.own_us.push_back(0);
    own_known_ = true;
    log_.own_us.back() = *own;
  }
  if (!action) {
    window_.close();
    return;
  }
  const bool first = window_.emitted() == 0;
  if (first) log_.first_action_us.push_back(log_.plan_us.back());
  ++log_.plan_actions.back();
  last_generated_ = action;

  // The first action pays for plan(), too.
  if (latency_.measured) cost_ns_ = charged_ns(first ? log_.plan_us.back() : cost_us);
  if (latency_.measured && first && starts_free()) cost_ns_ = 0;
  free_ns_ = call_begins_ns() + cost_ns_;
  if (latency_.measured && first) {
    const TimeNs period = grid_.control_period_ns;
    const TimeNs slack = latency_.overlap ? period - 1 : 0;
    expected_delay_ = std::max(expected_delay_, static_cast<int>((cost_ns_ + slack) / period));
  }

  const std::int64_t index = window_.emitted(), late = window_.late();
  if (const auto tick = window_.place(free_ns_)) {
    queue_.push({.action = std::move(*action),
                 .tick = *tick,
                 .ready_ns = free_ns_,
                 .plan_tick = window_.plan_tick(),
                 .index = index,
                 .observed_tick = every_tick_ ? now.tick : window_.plan_tick()});
  }
  log_.actions_dropped += window_.late() - late;
  if (window_.open()) cost_ns_ = later_cost_ns();
}

std::optional<Correction> SimulatedInference::wants_correction(const Now& now) {
  if (!corrects_ || corrected_tick_ == now.tick || stop_.stop_requested()) return std::nullopt;
  if (const Scheduled* planned = queue_.at(now.tick)) {
    correcting_ = *planned;
  } else {
    correcting_ = continued_.at(now.tick, grid_.control_period_ns);
  }
  if (!correcting_) return std::nullopt;
  corrected_tick_ = now.tick;
  return Correction{now, correcting_->action, correcting_->index};
}

void SimulatedInference::corrected(std::optional<Action> action, double cost_us) {
  log_.correction_us.push_back(cost_us);
  if (!action) return;
  const TimeNs begin_ns = corrected_tick_ * grid_.control_period_ns;
  TimeNs cost_ns = latency_.rate * latency_.correct_ns;
  if (latency_.measured) cost_ns = charged_ns(cost_us);
  if (latency_.entry != nullptr) {
    Rng rng = episode_rng_.fork("correct").fork(corrected_tick_);
    const std::vector<TimeNs>& samples = latency_.entry->correct_ns;
    cost_ns = latency_.rate * (latency_.draw ? samples[static_cast<std::size_t>(
                                                   rng.below(samples.size()))]
                                             : sample_quantile(samples, 0.5));
  }
  Scheduled done = *correcting_;
  done.action = std::move(*action);
  done.ready_ns = std::max(begin_ns, correcting_->ready_ns) + cost_ns;
  done.observed_tick = corrected_tick_;
  done.corrected = true;
  queue_.insert(std::move(done));
}

void SimulatedInference::think(const Now& now, TimeNs end_ns) {
  while (wants_another(end_ns)) {
    const auto start = SteadyClock::now();
    std::optional<Action> action = stream_->next(now, stop_token());
    emit(std::move(action), now, microseconds_since(start));
  }
  if (const auto wanted = wants_correction(now)) {
    const auto start = SteadyClock::now();
    std::optional<Action> action =
        policy_->correct(now, wanted->action, wanted->index, memory_);
    corrected(std::move(action), microseconds_since(start));
  }
}

std::optional<Scheduled> SimulatedInference::due(TimeNs now_ns) {
  const std::int64_t dropped = queue_.dropped();
  std::optional<Scheduled> action = queue_.due(now_ns);
  log_.actions_dropped += queue_.dropped() - dropped;
  log_.corrections_dropped = queue_.corrections_dropped();
  log_.actions_continued += continued_.stand_in(now_ns, grid_.control_period_ns, action);
  return action;
}

}  // namespace streambed
