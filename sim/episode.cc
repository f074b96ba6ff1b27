#include "sim/episode.h"

#include <algorithm>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/rotation.h"
#include "sim/data/simulator_state.h"
#include "sim/events/check_events.h"
#include "sim/events/random_events.h"

namespace streambed {
namespace {

constexpr double kRotationTolerance = 1e-6;

// The task's stream leaves the policy out, so that all policies meet the same starts.
Rng episode_rng(const Task& task, const EpisodeKey& key) {
  return Rng{}.fork(task.info().name).fork(key.context).fork(key.repeat);
}

}  // namespace

void Equipment::check(const Task& task) const {
  if (task.info().cameras.empty() || sensors) return;
  throw UserError(task.info().label +
                  " has cameras, and nothing here draws for them; use a build with "
                  "STREAMBED_RENDER=ON");
}

std::unique_ptr<Sensors> Equipment::sensors_for(const Task& task) const {
  check(task);
  if (task.info().cameras.empty()) return nullptr;
  return sensors(task.model(), task.info().cameras);
}

Episode::Episode(const Task& task, const Policy& policy, EpisodeKey key, DataPtr data,
                 std::stop_token stop, EpisodeTools tools)
    : task_(&task),
      policy_(&policy),
      key_(std::move(key)),
      tools_(std::move(tools)),
      data_(data ? std::move(data) : make_data(task.model())),
      rng_(episode_rng(task, key_)),
      clock_(key_.clock),
      inference_(start(key_.made_clock ? *key_.made_clock : Clock(clock_, tools_.shipped), 0)),
      events_(parse_events(key_.events)),
      seen_rotations_(first_entries(task.info().observation, ComponentKind::kRotation)),
      commanded_rotations_(first_entries(task.info().action, ComponentKind::kRotation)),
      stop_(std::move(stop)) {
  const bool sees = policy.info().observation_horizon > 0;
  if (sees && tools_.sensors == nullptr) Equipment{}.check(task);
  check_events(task, events_);
  // A task moves its whole episode into mjData, so a reused one must not remember the last episode.
  mj_resetData(&task.model(), data_.get());
  clear_warnings(*data_);
  guarded(Fault::kUser, [&] {
    if (const auto& [recorded, row] = tools_.start; recorded != nullptr) {
      restore_recorded(task, *data_, *recorded, row);
    } else {
      task.reset(*data_, key_.context, rng_.fork("task"));
    }
    memory_ = policy.start();
    label_ = executed_ = task.hold(*data_);
    if (label_.size() != task.info().action_size()) {
      throw UserError("the task " + task.info().label + " contradicts itself: hold() has " +
                      std::to_string(label_.size()) + " entries, an action " +
                      std::to_string(task.info().action_size()));
    }
    judgement_.emplace(task, *data_);
  });
  history_.reserve(static_cast<std::size_t>(policy.info().observation_horizon) + 1);
  sensed_.reserve(static_cast<std::size_t>(task.info().realism.sensor_delay_ticks) + 1);
  draw_times(events_, task.info().control_period_ns, rng_.fork("events"));
}

Episode::~Episode() = default;
Episode::Episode(Episode&&) noexcept = default;

template <class Body>
void Episode::guarded(Fault user_error, Body&& body) {
  try {
    body();
  } catch (const UserError&) {
    if (user_error == Fault::kUser) throw;
    fail(std::current_exception());
  } catch (...) {
    fail(std::current_exception());
  }
}

void Episode::fail(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    fail(known.what());
  } catch (...) {
    fail("something was thrown that is no std::exception");
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

// A tick asks for one plan at most. Costs are drawn apart from all else, and anew by a clock that
// replaces another.
std::unique_ptr<Inference> Episode::start(const Clock& clock, std::int64_t tick) const {
  const TaskInfo& info = task_->info();
  return clock.start({.control_period_ns = info.control_period_ns,
                      .physics_step_ns = info.physics_step_ns,
                      .max_plans = info.max_ticks,
                      .policy = &policy_->info(),
                      .rng = rng_.fork("clock").fork(tick)});
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
      set_inference(start(Clock(swap->clock, tools_.shipped), tick_));
      clock_ = swap->clock;
    } else if (is_random(event)) {
      const auto index = static_cast<std::int64_t>(next_event_) - 1;
      check_event(*task_, event);
      apply_event(*task_, *data_, drawn(event, *task_, *data_, rng_.fork("events").fork(index)));
    } else {
      apply_event(*task_, *data_, event);
    }
    observed_ = false;
  }
}

void Episode::settle() {
  if (!done()) guarded(Fault::kUser, [&] { apply_events(); });
}

void Episode::set_policy(const Policy& policy, std::stop_token stop) {
  auto memory = policy.start();
  // The clock may charge what this policy costs; one that cannot leaves everything as it was.
  const Policy* const former = std::exchange(policy_, &policy);
  try {
    set_inference(start(Clock(clock_, tools_.shipped), tick_));
  } catch (...) {
    policy_ = former;
    throw;
  }
  memory_ = std::move(memory);
  stop_ = std::move(stop);
  history_.clear();
  observed_ = false;
}

void Episode::set_inference(std::unique_ptr<Inference> inference) {
  past_log_.append(inference_->log());
  inference_ = std::move(inference);
}

// The action as the task gets it: six numbers of a rotation made orthonormal.
Action Episode::checked(Action action, const char* whose) const {
  const TaskInfo& info = task_->info();
  if (action.size() != info.action_size()) {
    throw EngineError(std::string(whose) + " has " + std::to_string(action.size()) +
                      " entries, the task wants " + std::to_string(info.action_size()));
  }
  if (!action.allFinite()) throw EngineError(std::string(whose) + " is non-finite");
  for (const int first : commanded_rotations_) {
    const auto rotation = rotation_matrix(action.segment<6>(first));
    if (!rotation) {
      throw EngineError(std::string(whose) + " has six numbers in " +
                        component_at(info.action, first).name +
                        " that are no rotation: a row is zero or huge, or both are parallel");
    }
    action.segment<6>(first) = six_numbers(*rotation);
  }
  return action;
}

void Episode::prepare() {
  settle();
  if (done()) return;
  guarded(Fault::kEpisode, [&] {
    observe_present();
    if (tools_.observer != nullptr) tools_.observer->begin_tick(*this);
    plan_pending_ = inference_->wants_plan(tick_);
    if (plan_pending_) lent_ = inference_->lend(tick_);
  });
}

PlanRequest Episode::request() const {
  PlanRequest request;
  request.committed = lent_.committed;
  request.tail = lent_.tail;
  request.history = history_;
  request.context = key_.context;
  request.tick = tick_;
  request.time_ns = now_ns();
  request.last_generated = inference_->last_generated().value_or(label_);
  request.last_executed = label_;
  request.expected_delay_ticks = inference_->expected_delay_ticks();
  request.rng = rng_.fork("policy").fork(policy_->info().name).fork(plan_);
  lend_simulator(policy_->info(), task_->model(), *data_, request);
  return request;
}

Now Episode::now() const {
  const PolicyInfo& info = policy_->info();
  const bool looks = info.every_tick || info.corrects;
  return {looks ? &history_.back() : nullptr, tick_, now_ns()};
}

void Episode::think() {
  if (done()) return;
  // The clock is replaced between ticks only, so it outlives the callback.
  const std::stop_callback on_stop(stop_, [this] { inference_->stop(); });
  guarded(Fault::kEpisode, [&] {
    if (plan_pending_) {
      inference_->request(*policy_, request(), memory_.get());
      plan_pending_ = false;
      ++plan_;
    }
    inference_->think(now(), now_ns() + task_->info().control_period_ns);
  });
}

// Puts into force what is due at a physics step.
void Episode::act(TimeNs step_ns, bool begins_tick) {
  const TaskInfo& info = task_->info();
  const bool trembles = info.realism.action_noise > 0 && !tools_.plays_on;
  const std::optional<Scheduled> due = inference_->due(step_ns);
  if (begins_tick) {
    measures_.begin_tick(due.has_value());
    fresh_ = false;
    if (trembles) tremor_.begin_tick(info, rng_.fork("tremor").fork(tick_));
  }
  const auto execute = [&](const Action& target) {
    label_ = target;
    executed_ = trembles ? tremor_.executed(info, target) : target;
    task_->apply(executed_, *data_);
  };
  if (due) {
    const Action action = checked(due->action, "the policy's action");
    const std::int64_t observed_tick = due->observed_tick - info.realism.sensor_delay_ticks;
    measures_.take(action, label_, due->plan_tick,
                   std::max<std::int64_t>(observed_tick, 0) * info.control_period_ns,
                   due->corrected && fresh_);
    execute(action);
    fresh_ = true;
  } else if (!fresh_) {
    // Nothing is ready: the last target is repeated, or the neutral one held; that is counted.
    if (begins_tick && inference_->holds_neutral()) {
      execute(checked(task_->neutral(*data_), "the task's neutral target"));
    } else if (begins_tick && trembles) {
      execute(label_);
    } else if (begins_tick) {
      task_->apply(task_->hold(*data_), *data_);
    }
    ++stalls_;
  }
  measures_.step(step_ns);
}

void Episode::finish() {
  if (done()) return;
  guarded(Fault::kEpisode, [&] {
    const TaskInfo& info = task_->info();
    const std::int64_t steps = info.control_period_ns / info.physics_step_ns;
    for (std::int64_t step = 0; step < steps; ++step) {
      act(now_ns() + step * info.physics_step_ns, step == 0);
      task_->step(*data_);
    }
    measures_.end_tick(executed_);
    ++tick_;
    observed_ = false;

    if (std::string reason = divergence(*data_); !reason.empty()) {
      end_ = End::kDiverged;
      reason_ = std::move(reason);
    } else {
      judge();
    }
    if (tools_.observer != nullptr) tools_.observer->end_tick(*this);
  });
}

void Episode::judge() {
  const TaskInfo& info = task_->info();
  const Progress& progress = judgement_->judge(*data_);
  if (progress.success && success_tick_ < 0) success_tick_ = tick_;
  follow_mode();
  if (tools_.plays_on) return;
  if (progress.failed) {
    end_ = End::kFailure;
  } else if (progress.success && info.end_on_success) {
    end_ = End::kSuccess;
  } else if (tick_ >= info.max_ticks) {
    end_ = progress.success ? End::kSuccess : End::kTimeout;
  }
}

void Episode::follow_mode() {
  const int mode = judgement_->mode();
  if (mode == kModeUndecided) return;
  if (mode_ != kModeUndecided && mode != mode_) ++mode_changes_;
  mode_ = mode;
}

TickView Episode::tick_view() const {
  return {tick_,
          now_ns(),
          history_.empty() ? nullptr : &history_.back(),
          label_,
          executed_,
          plan_,
          judgement_ ? judgement_->progress() : Progress{},
          inference_->upcoming()};
}

}  // namespace streambed
