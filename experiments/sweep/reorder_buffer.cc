#include "experiments/sweep/reorder_buffer.h"

#include <utility>

namespace streambed {
namespace {

// Finished episodes that wait for an earlier one; a few hundred bytes each.
constexpr std::int64_t kMaxAhead = 256;

}  // namespace

ReorderBuffer::ReorderBuffer(std::stop_token stop, const Deliver& deliver)
    : stop_(std::move(stop)), deliver_(deliver) {}

bool ReorderBuffer::wait_for_room(std::int64_t index) {
  std::unique_lock lock(mutex_);
  return moved_.wait(lock, stop_, [&] { return index < next_ + kMaxAhead; }) &&
         !stop_.stop_requested();
}

bool ReorderBuffer::has_room(std::int64_t index) {
  const std::lock_guard lock(mutex_);
  return index < next_ + kMaxAhead;
}

void ReorderBuffer::put(std::int64_t index, EpisodeResult result) {
  const std::lock_guard lock(mutex_);
  if (stop_.stop_requested()) return;
  waiting_.emplace(index, std::move(result));
  while (!waiting_.empty() && waiting_.begin()->first == next_) {
    deliver_(next_, waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    ++next_;
  }
  moved_.notify_all();
}

std::int64_t ReorderBuffer::delivered() {
  const std::lock_guard lock(mutex_);
  return next_;
}

}  // namespace streambed
