#pragma once
// A queue of commands from the drawing thread to the simulating one: unlike a mailbox it loses
// nothing.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace streambed {

// Any thread may send and receive; the lock is held only while values are moved.
template <class T>
class Channel {
 public:
  void send(T value) {
    {
      const std::lock_guard lock(mutex_);
      values_.push_back(std::move(value));
    }
    sent_.notify_one();
  }

  // Everything that was sent since the last call, oldest first. Waits until there is something, the
  // deadline has passed (if there is one) or a stop is requested; then it may be empty.
  std::vector<T> receive(std::optional<std::chrono::steady_clock::time_point> deadline,
                         std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const auto any = [this] { return !values_.empty(); };
    if (deadline) {
      sent_.wait_until(lock, std::move(stop), *deadline, any);
    } else {
      sent_.wait(lock, std::move(stop), any);
    }
    return std::exchange(values_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any sent_;
  std::vector<T> values_;
};

}  // namespace streambed
