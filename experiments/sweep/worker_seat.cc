#include "experiments/sweep/worker_seat.h"

#include <utility>

namespace streambed {

void WorkerSeat::begin() {
  const std::lock_guard lock(mutex_);
  busy_ = true;
  since_ = Clock::now();
}

WorkerSeat::Verdict WorkerSeat::settle() {
  const std::lock_guard lock(mutex_);
  if (abandoned_) return Verdict::kAbandoned;
  if (late_) return Verdict::kLate;
  busy_ = false;
  return Verdict::kInTime;
}

std::optional<std::vector<Claim>> WorkerSeat::release() {
  const std::lock_guard lock(mutex_);
  if (abandoned_) return std::nullopt;
  busy_ = late_ = false;
  stop_ = std::stop_source();
  return std::exchange(running_, {});
}

bool WorkerSeat::quit() {
  const std::lock_guard lock(mutex_);
  busy_ = false;
  return !abandoned_;
}

std::stop_token WorkerSeat::stop_token() {
  const std::lock_guard lock(mutex_);
  return stop_.get_token();
}

void WorkerSeat::add(Claim claim) {
  const std::lock_guard lock(mutex_);
  running_.push_back(std::move(claim));
}

void WorkerSeat::remove(std::int64_t index) {
  const std::lock_guard lock(mutex_);
  std::erase_if(running_, [&](const Claim& claim) { return claim.index == index; });
}

void WorkerSeat::hold(std::optional<Claim> claim) {
  const std::lock_guard lock(mutex_);
  held_ = std::move(claim);
}

bool WorkerSeat::check(Clock::duration limit, std::optional<Clock::duration> grace) {
  std::stop_source ask(std::nostopstate);
  {
    const std::lock_guard lock(mutex_);
    if (!busy_ || abandoned_) return false;
    const Clock::time_point now = Clock::now();
    if (late_) {
      abandoned_ = grace && now - late_since_ > *grace;
      return abandoned_;
    }
    if (now - since_ <= limit) return false;
    late_ = true;
    late_since_ = now;
    ask = stop_;
  }
  // What listens to the request is not ours: it runs without the lock.
  ask.request_stop();
  return false;
}

WorkerSeat::Left WorkerSeat::take_jobs() {
  const std::lock_guard lock(mutex_);
  return {std::exchange(running_, {}), std::exchange(held_, std::nullopt)};
}

}  // namespace streambed
