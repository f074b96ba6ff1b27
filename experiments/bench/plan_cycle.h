#pragma once
// Asks a policy for one plan after another, as an episode does, and times each call.

#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "experiments/bench/bench_cases.h"
#include "sim/episode.h"
#include "sim/policy.h"
#include "sim/task.h"

namespace streambed {

double microseconds_since(std::chrono::steady_clock::time_point start);

// What the cost of a plan depends on, apart from the engine.
struct PlanShape {
  std::int64_t bytes_per_plan = 0, bytes_per_call = 0;
  int actions = 0;
  int first_calls = 0, calls = 0;  // network calls for the first action, for all
  auto operator<=>(const PlanShape&) const = default;
  bool streams() const { return calls > first_calls; }
};

// What the parts of one plan took, microseconds.
struct PlanTimes {
  double first = 0;           // plan() and the first next()
  std::vector<double> later;  // each later action
  std::vector<double> calls;  // per network call
  std::optional<double> correction;  // of the first action, for policies that correct

  // Adds to the series "first", "later", "chunk" (the whole plan), "call", "correct" and "action".
  // An "action" of a streaming policy is each later action; of a chunk policy, the chunk's time
  // divided by its actions.
  void add_to(Samples& out, const PlanShape& shape) const;
};

// Makes plans at the start of an episode, again and again. Task and policy must outlive it.
class PlanCycle {
 public:
  PlanCycle(const Task& task, const Policy& policy, std::stop_token stop,
            const Equipment& equipment);

  void run(Samples& out);
  // Known after the first run.
  const PlanShape& shape() const { return shape_; }

 private:
  const Policy& policy_;
  std::stop_token stop_;
  std::unique_ptr<Sensors> sensors_;
  Episode episode_;  // stands at its start
  std::unique_ptr<Memory> memory_;
  std::int64_t cycle_ = 0;
  PlanShape shape_;
};

}  // namespace streambed
