#pragma once
// Passes on results in the order of their jobs, though they arrive in any order. Its memory is
// bounded: workers that are too far ahead wait. Thread-safe.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

#include "sim/episode.h"

namespace streambed {

class ReorderBuffer {
 public:
  using Deliver = std::function<void(std::int64_t, const EpisodeResult&)>;

  // `deliver` outlives every call of put().
  ReorderBuffer(std::stop_token stop, const Deliver& deliver);

  // Waits until job `index` may begin; false if the run ended meanwhile.
  bool wait_for_room(std::int64_t index);
  // The same question without waiting.
  bool has_room(std::int64_t index);
  // Delivers this result and those that waited for it, in the order of the jobs, from one thread at
  // a time. After a stop request nothing is delivered any more.
  void put(std::int64_t index, EpisodeResult result);
  // How many jobs were delivered.
  std::int64_t delivered();

 private:
  std::stop_token stop_;
  const Deliver& deliver_;
  std::mutex mutex_;
  std::condition_variable_any moved_;
  std::map<std::int64_t, EpisodeResult> waiting_;
  std::int64_t next_ = 0;
};

}  // namespace streambed
