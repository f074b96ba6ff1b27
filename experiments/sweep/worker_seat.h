#pragma once
// What a worker thread shares with the supervisor that watches it: which jobs it has, and since
// when the code of a policy or task has been running. Thread-safe.
//
// The supervisor deals with a worker that takes too long in two steps. It asks the policy to stop;
// if the thread still does not come back, it abandons the thread and everything that this uses. In
// both cases the jobs are given to others.

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "experiments/sweep/runner.h"

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
  // Takes the jobs from a late worker, which then starts anew; nullopt if it was abandoned
  // meanwhile.
  std::optional<std::vector<Claim>> release();
  // For the episodes that the worker starts now: a request ends their policies' thinking.
  std::stop_token stop_token();
  void add(Claim claim);
  void remove(std::int64_t index);
  // Ends the work altogether; false when it was abandoned.
  bool quit();
  // Keeps a job that was taken but cannot run together with the others yet.
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
