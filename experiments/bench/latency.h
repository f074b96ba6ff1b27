#pragma once
// Measures how long policies think on this machine, for a latency profile
// (sim/clock/latency_profile.h). The policies take turns, so that a slow moment of the machine hits
// all of them. One thread.

#include <cstdint>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "experiments/sweep/machine.h"
#include "sim/base/progress.h"
#include "sim/episode.h"
#include "sim/registry.h"

namespace streambed {

struct LatencyOptions {
  std::string task = "push_t";
  std::vector<std::string> policies;  // specs
  bool quick = false;                 // fewer repetitions, wider scatter
  Equipment equipment;
  std::stop_token stop;
  // As BenchOptions::progress.
  ProgressCallback progress;
};

// Microseconds; NaN where there was nothing to time.
struct LatencyQuantiles {
  double p50 = 0, p95 = 0, p99 = 0, max = 0;
};

struct LatencyRow {
  std::string policy, engine;  // labels; the engine as it calls itself, empty for none
  std::int64_t weight_bytes = 0;       // of one network call
  int actions = 0;                     // of a plan that are executed
  int first_calls = 0, calls = 0;      // network calls for the first action, for the plan
  double cold_us = 0;                  // the first action of the very first plan, before warm-up
  LatencyQuantiles first, action, chunk;  // chunk: all actions of a plan; action: chunk / actions
  std::vector<double> first_us, later_us, correct_us;  // the samples behind the profile
};

struct LatencyReport {
  std::string task;
  Machine machine;
  std::vector<std::string> warnings;  // what spoils the timings, one line each
  std::vector<LatencyRow> rows;
};

// The caller inspects the machine, before this makes it busy. Throws UserError before anything is
// measured. After a stop request there are no rows.
LatencyReport measure_latency(const Registry& registry, const LatencyOptions& options,
                              Machine machine);

std::string latency_table(const LatencyReport& report);
// The profile that virtual(profile=FILE) reads.
nlohmann::json latency_profile(const LatencyReport& report);

}  // namespace streambed
