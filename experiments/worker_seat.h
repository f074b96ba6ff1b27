#pragma once
// What a worker thread shares with the supervisor that watches it: which jobs it holds, and since
// when somebody else's code (a policy's, a task's) has been running. Thread-safe.
//
// The supervisor gives up a worker that is late in two steps: it asks the policy to stop, and if the
// thread then does not come back, abandons it together with whatever it still uses. Either way the
// jobs go back to the run.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "experiments/runner.h"

namespace streambed {

// A job that a worker took.
struct Claim {
  std::int64_t index = 0;
  Job job;
};

class WorkerSeat {
 public:
  using Clock = std::chrono::steady_clock;

  // For the worker. Between begin() and settle() the clock runs.
  void begin();
  enum class Verdict { kInTime, kLate, kAbandoned };
  // Ends the time that begin() started. When late, the clock keeps running: the worker destroys its
  // episodes and calls release(). When abandoned, the thread must return and touch nothing.
  Verdict settle();
  // The jobs of a late worker, which then starts afresh; nullopt when it was abandoned meanwhile.
  std::optional<std::vector<Claim>> release();
  // Cuts short the thinking of the episodes that the worker starts now.
  std::stop_token stop_token();
  void add(Claim claim);
  void remove(std::int64_t index);
  // Ends the work altogether; false when it was abandoned.
  bool quit();
  // The job that was taken but has to wait.
  void hold(std::optional<Claim> claim);

  // For the supervisor. Asks a worker that has been busy for `limit` to stop; true when it has not
  // come back within `grace` after that, which abandons it.
  bool check(Clock::duration limit, std::optional<Clock::duration> grace);
  // All jobs of an abandoned worker; first those that run, then the one on hold.
  struct Left {
    std::vector<Claim> running;
    std::optional<Claim> held;
  };
  Left take_jobs();

 private:
  std::mutex mutex_;
  bool busy_ = false, late_ = false, abandoned_ = false;
  Clock::time_point since_, late_since_;
  std::stop_source stop_;
  std::vector<Claim> running_;
  std::optional<Claim> held_;
};

}  // namespace streambed
