#pragma once
// Hands the newest value from one thread to another. Older values that nobody took are lost, so
// neither side ever waits for the other to keep up.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace streambed {

// Any thread may post and take; the lock is held only while a value is moved.
template <class T>
class Mailbox {
 public:
  void post(T value) {
    {
      const std::lock_guard lock(mutex_);
      value_ = std::move(value);
    }
    posted_.notify_one();
  }

  // The newest value since the last take; nullopt when there is none.
  std::optional<T> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }

  // Waits for a value; nullopt after a stop request.
  std::optional<T> wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    posted_.wait(lock, std::move(stop), [this] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

  // The same, but gives up at `deadline`.
  std::optional<T> wait_until(std::chrono::steady_clock::time_point deadline,
                              std::stop_token stop) {
    std::unique_lock lock(mutex_);
    posted_.wait_until(lock, std::move(stop), deadline, [this] { return value_.has_value(); });
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any posted_;
  std::optional<T> value_;
};

}  // namespace streambed
