#include "sim/clock/wall_inference.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace streambed {

WallInference::WallInference(const TickGrid& grid, bool overlap, const Waiting& waiting,
                             std::int64_t max_plans)
    : grid_(grid),
      overlap_(overlap),
      waiting_(waiting),
      queue_(grid.control_period_ns),
      corrector_([this] {
        const std::lock_guard lock(mutex_);
        return elapsed_ns();
      }) {
  log_.reserve(max_plans);
}

WallInference::~WallInference() { stop(); }

void WallInference::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  cancel_.request_stop();
  changed_.notify_all();
}

TimeNs WallInference::elapsed_ns() const {
  return std::chrono::nanoseconds(SteadyClock::now() - epoch_).count();
}

void WallInference::wait_until(TimeNs now_ns) const {
  std::unique_lock lock(mutex_);
  const TimeNs behind = elapsed_ns() - now_ns;
  if (behind > grid_.control_period_ns) epoch_ += std::chrono::nanoseconds(behind);
  changed_.wait_until(lock, epoch_ + std::chrono::nanoseconds(now_ns), [&] { return stopped_; });
}

bool WallInference::wants_plan(std::int64_t tick) const {
  if (!planned_) return true;
  wait_until(tick * grid_.control_period_ns);
  if (tick >= window_.end_tick()) return true;
  if (window_.open()) return false;
  return queue_.empty() || (overlap_ && tick >= window_.end_tick() - expected_delay_ticks());
}

int WallInference::expected_delay_ticks() const {
  const TimeNs period = grid_.control_period_ns;
  return static_cast<int>((slowest_first_ns_ + (overlap_ ? period - 1 : 0)) / period);
}

RunningPlan WallInference::lend(std::int64_t tick) {
  if (!planned_) return {};
  lent_.take(tick, queue_, window_, computed_);
  const std::span<const Action> tail = lent_.actions();
  return {.committed = overlap_ ? tail.first(lent_.queued()) : tail.first(0), .tail = tail};
}

void WallInference::request(const Policy& policy, const PlanRequest& request, Memory* memory) {
  Work work;
  work.policy = &policy;
  work.request = request;
  work.history.assign(request.history.begin(), request.history.end());
  work.committed.assign(request.committed.begin(), request.committed.end());
  work.tail.assign(request.tail.begin(), request.tail.end());
  work.memory = memory;
  if (request.data != nullptr) {
    work.data = make_data(*request.model);
    mj_copyData(work.data.get(), request.model, request.data);
  }
  if (waiting_.continues && planned_) continued_.take(request.tick, queue_, window_, computed_);
  computed_.clear();
  own_known_ = false;
  policy_ = &policy;
  memory_ = memory;
  if (!overlap_) queue_.clear();
  window_ = work.window =
      PlanWindow(grid_, policy.info(), request.tick, queue_.free_tick());

  const std::lock_guard lock(mutex_);
  if (stopped_) return;
  const TimeNs begin_ns = request.tick * grid_.control_period_ns;
  if (!planned_) epoch_ = SteadyClock::now() - std::chrono::nanoseconds(begin_ns);
  planned_ = true;
  // What the plan before this one still computes is dropped.
  cancel_.request_stop();
  cancel_ = work.cancel;
  inbox_.clear();
  pending_ = std::move(work);
  changed_.notify_all();
  if (!thread_.joinable()) {
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
  }
}

void WallInference::run(std::stop_token stop) {
  for (;;) {
    Work work;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return pending_.has_value(); })) return;
      work = std::move(*pending_);
      pending_.reset();
    }
    work.request.history = work.history;
    work.request.committed = work.committed;
    work.request.tail = work.tail;
    work.request.data = work.data.get();
    try {
      carry_out(work);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
  }
}

bool WallInference::wait_for_tick(Work& work, Now& now) {
  const std::stop_token cancelled = work.cancel.get_token();
  std::unique_lock lock(mutex_);
  const std::int64_t tick = work.window.next_tick();
  if (!changed_.wait(lock, cancelled, [&] { return newest_tick_ >= tick; })) return false;
  work.newest = newest_;
  now = {&work.newest, newest_tick_, newest_tick_ * grid_.control_period_ns};
  return true;
}

void WallInference::carry_out(Work& work) {
  const PolicyInfo& info = work.policy->info();
  auto start = SteadyClock::now();
  const StreamPtr stream = work.policy->plan(work.request, work.memory);
  int calls = 0;
  while (work.window.open() && !work.cancel.stop_requested()) {
    Thought thought;
    Now now{nullptr, work.request.tick, work.request.time_ns};
    if (info.every_tick && work.window.emitted() > 0) {
      if (!wait_for_tick(work, now)) return;
      start = SteadyClock::now();
    } else if (info.every_tick) {
      now.observation = &work.history.back();
    }
    thought.index = work.window.emitted();
    thought.observed_tick = now.tick;
    thought.action = stream->next(now, work.cancel.get_token());
    const auto end = SteadyClock::now();
    thought.cost_us = std::chrono::duration<double, std::micro>(end - start).count();
    start = end;
    thought.network_calls = stream->network_calls() - calls;
    calls += thought.network_calls;
    thought.own_us = stream->own_cost_us();
    {
      const std::lock_guard lock(mutex_);
      thought.ready_ns = elapsed_ns();
    }
    if (thought.action) {
      thought.tick = work.window.place(thought.ready_ns);
    } else {
      work.window.close();
    }
    if (!work.window.open()) {
      const std::span<const Action> computed = stream->computed();
      thought.computed.assign(computed.begin(), computed.end());
    }
    thought.window = work.window;
    deliver(work, std::move(thought));
  }
}

void WallInference::deliver(const Work& work, Thought thought) {
  const std::lock_guard lock(mutex_);
  if (work.cancel.stop_requested()) return;
  inbox_.push_back(std::move(thought));
}

void WallInference::collect() {
  std::vector<Thought> thoughts;
  {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    thoughts.swap(inbox_);
  }
  for (Thought& thought : thoughts) {
    if (window_.emitted() == 0) {
      log_.plan_us.push_back(0);
      log_.plan_actions.push_back(0);
    }
    log_.plan_us.back() += thought.cost_us;
    log_.network_calls += thought.network_calls;
    if (thought.own_us && std::isfinite(*thought.own_us) && *thought.own_us >= 0) {
      if (!own_known_) log_.own_us.push_back(0);
      own_known_ = true;
      log_.own_us.back() = *thought.own_us;
    }
    if (thought.action && window_.emitted() == 0) {
      log_.first_action_us.push_back(thought.cost_us);
      slowest_first_ns_ = std::max(
          slowest_first_ns_, thought.ready_ns - window_.plan_tick() * grid_.control_period_ns);
    }
    log_.actions_dropped += thought.window.late() - window_.late();
    window_ = thought.window;
    computed_ = std::move(thought.computed);
    if (!thought.action) continue;
    ++log_.plan_actions.back();
    last_generated_ = thought.action;
    if (thought.tick) {
      queue_.push({.action = std::move(*thought.action),
                   .tick = *thought.tick,
                   .ready_ns = thought.ready_ns,
                   .plan_tick = window_.plan_tick(),
                   .index = thought.index,
                   .observed_tick = thought.observed_tick});
    }
  }
}

void WallInference::begin_correction() {
  if (policy_ == nullptr || !policy_->info().corrects || corrected_tick_ == now_.tick) return;
  std::optional<Scheduled> planned;
  if (const Scheduled* queued = queue_.at(now_.tick)) {
    planned = *queued;
  } else {
    planned = continued_.at(now_.tick, grid_.control_period_ns);
  }
  if (!planned) return;
  corrected_tick_ = now_.tick;
  corrector_.begin(*policy_, memory_, *now_.observation, now_, *planned);
}

void WallInference::collect_correction() {
  std::optional<WallCorrector::Done> done = corrector_.take();
  if (!done) return;
  log_.correction_us.push_back(done->cost_us);
  if (done->action) queue_.insert(std::move(*done->action));
}

void WallInference::think(const Now& now, TimeNs) {
  now_ = now;
  if (now.observation != nullptr) {
    const std::lock_guard lock(mutex_);
    newest_ = *now.observation;
    newest_tick_ = now.tick;
    changed_.notify_all();
  }
  collect();
  begin_correction();
}

std::optional<Scheduled> WallInference::due(TimeNs now_ns) {
  wait_until(now_ns);
  collect();
  // An action that was late for the beginning of its tick is corrected as soon as it is there.
  begin_correction();
  collect_correction();
  const std::int64_t dropped = queue_.dropped();
  std::optional<Scheduled> action = queue_.due(now_ns);
  log_.actions_dropped += queue_.dropped() - dropped;
  log_.corrections_dropped = queue_.corrections_dropped();
  log_.actions_continued += continued_.stand_in(now_ns, grid_.control_period_ns, action);
  return action;
}

}  // namespace streambed
