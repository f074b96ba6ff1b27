#pragma once
// The thread on which the wall clock corrects actions, beside the thread that plans.

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "sim/clock/inference.h"

namespace streambed {

class WallCorrector {
 public:
  // `elapsed_ns` tells the time of the episode; any thread may call it.
  explicit WallCorrector(std::function<TimeNs()> elapsed_ns);
  // Waits until a correction that is under way is finished.
  ~WallCorrector();

  // Begins to correct an action, in place of one that waits. `observation` is the newest one.
  void begin(const Policy& policy, Memory* memory, const Observation& observation, const Now& now,
             const Scheduled& planned);
  // What has come out since the last call, ready when it was done. Throws what correct() threw.
  struct Done {
    std::optional<Scheduled> action;  // nullopt: it is left as it is
    double cost_us = 0;
  };
  std::optional<Done> take();

 private:
  struct Work {
    const Policy* policy = nullptr;
    Memory* memory = nullptr;
    Observation observation;
    Now now;
    Scheduled planned;
  };
  void run(std::stop_token stop);

  std::function<TimeNs()> elapsed_ns_;
  std::mutex mutex_;  // of all that follows
  std::condition_variable_any changed_;
  std::optional<Work> pending_;
  std::optional<Done> done_;
  std::exception_ptr failure_;
  std::jthread thread_;
};

}  // namespace streambed
