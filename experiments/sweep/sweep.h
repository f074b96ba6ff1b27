#pragma once
// A sweep: runs those rows of a plan that are not stored yet, and stores them.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "experiments/sweep/resolved_sweep.h"
#include "experiments/sweep/shard.h"
#include "sim/base/progress.h"

namespace streambed {

struct SweepOptions {
  std::filesystem::path out;  // made when it does not exist
  Shard shard;                // the part of the plan to run
  int workers = 1;
  int batch = 1;  // episodes that a worker carries at once
  double action_limit_s = 60;  // see RunOptions
  std::stop_token stop;
  // Called after every stored row, from one thread at a time; of the rows that were missing.
  ProgressCallback progress;
};

struct SweepOutcome {
  std::int64_t total = 0;    // rows of the plan's shard
  std::int64_t before = 0;   // rows that were stored already
  std::int64_t stored = 0;   // rows that are stored now; less than total after a stop
  std::int64_t errors = 0;   // rows with end=error
  std::int64_t dropped = 0;  // incomplete rows of a killed sweep that were dropped
  int abandoned = 0;         // threads that still use the plan, see RunOutcome
};

// Throws UserError when the folder cannot be written, another process writes it, or its manifest is
// that of another plan; then no results were changed.
SweepOutcome run_sweep(const ResolvedSweep& plan, const SweepOptions& options);

}  // namespace streambed
