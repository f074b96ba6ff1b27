#include "sim/episode.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cmath>
#include <limits>

#include "sim/error.h"

namespace streambed {
namespace {

// Nearest-rank quantile; NaN when there is nothing to rank.
double quantile(std::vector<double> values, double q) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

// The task's stream leaves the policy out, so that all policies meet the same starts.
Rng episode_rng(const Task& task, const EpisodeKey& key) {
  return Rng{}.fork(task.info().name).fork(key.context).fork(key.repeat);
}

// A tick asks for one plan at most.
std::unique_ptr<Inference> new_inference(const Task& task, std::string_view clock) {
  return make_inference(clock, task.info().control_period_ns, task.info().max_ticks);
}

}  // namespace

const char* to_string(End end) {
  switch (end) {
    case End::kRunning:
      return "running";
    case End::kSuccess:
      return "success";
    case End::kFailure:
      return "failure";
    case End::kTimeout:
      return "timeout";
    case End::kDiverged:
      return "diverged";
    case End::kError:
      return "error";
  }
  return "error";
}

Episode::Episode(const Task& task, const Policy& policy, EpisodeKey key, DataPtr data,
                 std::stop_token stop)
    : task_(&task),
      policy_(&policy),
      key_(std::move(key)),
      data_(data ? std::move(data) : make_data(task.model())),
      rng_(episode_rng(task, key_)),
      clock_(key_.clock),
      inference_(new_inference(task, clock_)),
      events_(parse_events(key_.events)),
      stop_(std::move(stop)) {
  // A task moves its whole episode into mjData, so a reused one must not remember the last episode.
  mj_resetData(&task.model(), data_.get());
  clear_warnings(*data_);
  guarded(Fault::kUser, [&] {
    task.reset(*data_, key_.context, rng_.fork("task"));
    memory_ = policy.start();
    executed_ = task.hold(*data_);
    progress_ = task.judge(*data_, Progress{});
  });
  history_.reserve(static_cast<std::size_t>(policy.info().observation_horizon) + 1);
}

Episode::~Episode() = default;
Episode::Episode(Episode&&) noexcept = default;

template <class Body>
void Episode::guarded(Fault user_error, Body&& body) {
  try {
    body();
  } catch (const UserError& error) {
    if (user_error == Fault::kUser) throw;
    fail(error.what());
  } catch (const std::exception& error) {
    fail(error.what());
  }
}

void Episode::fail(std::string reason) {
  end_ = End::kError;
  reason_ = std::move(reason);
}

bool Episode::tick() {
  prepare();
  think();
  finish();
  return !done();
}

void Episode::post(Event event) {
  event.time = std::max(event.time, now_ns());
  const auto later = [](const Event& a, const Event& b) { return a.time < b.time; };
  events_.insert(std::upper_bound(events_.begin() + static_cast<std::ptrdiff_t>(next_event_),
                                  events_.end(), event, later),
                 std::move(event));
}

void Episode::apply_events() {
  while (next_event_ < events_.size() && events_[next_event_].time <= now_ns()) {
    // One that is refused is not tried again.
    const Event& event = events_[next_event_++];
    if (const auto* swap = std::get_if<SetInference>(&event.what)) {
      set_inference(new_inference(*task_, swap->clock));
      clock_ = swap->clock;
    } else {
      task_->disturb(*data_, event);
    }
  }
}

void Episode::settle() {
  if (!done()) guarded(Fault::kUser, [&] { apply_events(); });
}

void Episode::set_policy(const Policy& policy, std::stop_token stop) {
  auto memory = policy.start();
  set_inference(new_inference(*task_, clock_));
  memory_ = std::move(memory);
  policy_ = &policy;
  stop_ = std::move(stop);
  history_.clear();
}

void Episode::set_inference(std::unique_ptr<Inference> inference) {
  past_log_.append(inference_->log());
  inference_ = std::move(inference);
}

void Episode::prepare() {
  settle();
  if (done()) return;
  guarded(Fault::kEpisode, [&] {
    // At the start the first observation stands for the frames before it.
    const auto horizon = static_cast<std::size_t>(policy_->info().observation_horizon);
    if (history_.empty()) {
      history_.resize(horizon);
      task_->observe(*data_, sensors_, history_.back());
      std::fill(history_.begin(), history_.end() - 1, history_.back());
    } else {
      std::rotate(history_.begin(), history_.begin() + 1, history_.end());
      task_->observe(*data_, sensors_, history_.back());
    }
    plan_pending_ = inference_->wants_plan(tick_);
  });
}

PlanRequest Episode::plan_request() const {
  PlanRequest request;
  request.history = history_;
  request.context = key_.context;
  request.tick = tick_;
  request.time_ns = now_ns();
  request.last_generated = inference_->last_generated().value_or(executed_);
  request.last_executed = executed_;
  request.expected_delay_ticks = inference_->expected_delay_ticks();
  request.rng = rng_.fork("policy").fork(policy_->info().name).fork(plan_);
  request.model = &task_->model();
  request.data = data_.get();
  return request;
}

void Episode::think() {
  if (done()) return;
  // The clock is replaced between ticks only, so it outlives the callback.
  const std::stop_callback on_stop(stop_, [this] { inference_->stop(); });
  guarded(Fault::kEpisode, [&] {
    if (plan_pending_) {
      inference_->request(*policy_, plan_request(), memory_.get());
      plan_pending_ = false;
      ++plan_;
    }
    inference_->think(now_ns() + task_->info().control_period_ns);
  });
}

void Episode::finish() {
  if (done()) return;
  guarded(Fault::kEpisode, [&] {
    const TaskInfo& info = task_->info();
    const std::int64_t steps = info.control_period_ns / info.physics_step_ns;
    bool fresh = false;
    for (std::int64_t step = 0; step < steps; ++step) {
      if (const auto action = inference_->due(now_ns() + step * info.physics_step_ns)) {
        if (action->size() != info.action_size) {
          throw EngineError("the policy's action has " + std::to_string(action->size()) +
                            " entries, the task wants " + std::to_string(info.action_size));
        }
        if (!action->allFinite()) throw EngineError("the policy returned a non-finite action");
        executed_ = *action;
        task_->apply(executed_, *data_);
        fresh = true;
      } else if (!fresh) {
        // Nothing is ready: the last target is repeated, and that is counted.
        if (step == 0) task_->apply(task_->hold(*data_), *data_);
        ++stalls_;
      }
      task_->step(*data_);
    }
    ++tick_;

    if (std::string reason = divergence(*data_); !reason.empty()) {
      end_ = End::kDiverged;
      reason_ = std::move(reason);
      return;
    }
    progress_ = task_->judge(*data_, progress_);
    if (progress_.failed) {
      end_ = End::kFailure;
    } else if (progress_.success && info.end_on_success) {
      end_ = End::kSuccess;
    } else if (tick_ >= info.max_ticks) {
      end_ = progress_.success ? End::kSuccess : End::kTimeout;
    }
  });
}

EpisodeResult Episode::result() const {
  EpisodeResult result;
  result.end = end_;
  result.reason = reason_;
  result.steps = tick_;
  result.score = progress_.score;
  result.success = progress_.success;
  result.success_at_end = progress_.success_now;
  result.final_coverage = progress_.coverage;
  result.mode = task_->mode(progress_);
  result.stalls = stalls_;

  InferenceLog log = past_log_;
  log.append(inference_->log());
  result.actions_dropped = log.actions_dropped;
  result.network_calls = log.network_calls;
  std::vector<double> per_action;
  for (std::size_t i = 0; i < log.plan_us.size(); ++i) {
    if (log.plan_actions[i] > 0) per_action.push_back(log.plan_us[i] / log.plan_actions[i]);
  }
  result.first_action_us = quantile(log.first_action_us, 0.5);
  result.per_action_us_p50 = quantile(per_action, 0.5);
  result.per_action_us_p95 = quantile(per_action, 0.95);
  return result;
}

Frame Episode::frame() const {
  return {tick_,
          now_ns(),
          history_.empty() ? nullptr : &history_.back(),
          executed_,
          plan_,
          progress_,
          inference_->upcoming()};
}

}  // namespace streambed
