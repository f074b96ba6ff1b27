#include "sim/clock/wall_corrector.h"

#include <chrono>
#include <utility>

#include "sim/answer.h"

namespace streambed {

WallCorrector::WallCorrector(std::function<TimeNs()> elapsed_ns)
    : elapsed_ns_(std::move(elapsed_ns)) {}

WallCorrector::~WallCorrector() = default;

void WallCorrector::begin(const Policy& policy, Memory* memory, const Observation& observation,
                          const Now& now, const Scheduled& planned) {
  const std::lock_guard lock(mutex_);
  pending_ = Work{&policy, memory, observation, now, planned};
  changed_.notify_all();
  if (!thread_.joinable()) {
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
  }
}

std::optional<WallCorrector::Done> WallCorrector::take() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  return std::exchange(done_, std::nullopt);
}

void WallCorrector::run(std::stop_token stop) {
  for (;;) {
    Work work;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return pending_.has_value(); })) return;
      work = std::move(*pending_);
      pending_.reset();
    }
    work.now.observation = &work.observation;
    Done done;
    const auto start = std::chrono::steady_clock::now();
    std::optional<Action> action;
    std::exception_ptr failure = error_of([&] {
      action = work.policy->correct(work.now, work.planned.action, work.planned.index, work.memory);
    });
    done.cost_us = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() -
                                                             start)
                       .count();
    if (action) {
      done.action = std::move(work.planned);
      done.action->action = std::move(*action);
      done.action->ready_ns = elapsed_ns_();
      done.action->observed_tick = work.now.tick;
      done.action->corrected = true;
    }
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    done_ = std::move(done);
  }
}

}  // namespace streambed
