#pragma once
// Measures what everything costs on this machine, each figure beside a limit from the same run: for
// a network call the time to read its weights from memory, for a control tick MuJoCo's steps alone,
// for a sweep one worker, for training the matrix products alone. What is compared takes turns, so
// that a slow moment of the machine hits all alike.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "experiments/sweep/machine.h"
#include "sim/base/progress.h"
#include "sim/episode.h"
#include "sim/registry.h"
#include "sim/spec.h"

namespace streambed {

// What the program hands in: what episodes are run with, and functions that measure limits. These
// belong to policies/, which experiments/ does not include. Without one its limit is not measured.
struct BenchHooks {
  Equipment equipment = {};
  // What draws. Throws UserError where nothing can.
  std::function<std::string()> renderer = {};
  // Reads `bytes`, a multiple of 512 on a 64-byte boundary, as fast as weights can be read.
  std::function<float(const void* memory, long bytes)> read;
  // Does one training step's matrix products, and nothing else, for the network of a checkpoint
  // when the result is called.
  std::function<std::function<void()>(const std::filesystem::path& checkpoint, std::int64_t batch,
                                      int threads)>
      training_products;
  // The shipped checkpoint of a policy. Throws UserError when there is none.
  std::function<std::filesystem::path(const std::string& task, const Spec& policy)>
      default_checkpoint;
};

struct BenchOptions {
  std::string task = "push_t";
  std::vector<std::string> policies;     // specs; empty: the shipped ones
  std::vector<std::string> engines;      // "fused(isa=v3)"; empty: all, and variants of fused
  std::filesystem::path demonstrations;  // empty: training is not measured
  int workers = 1;                       // rollouts are measured with 1 and with so many
  bool quick = false;
  std::string filter;       // regular expression over the names of what is measured; empty: all
  std::string peer_python;  // interpreter with torch; empty: not compared
  std::stop_token stop;
  // Reports progress, `done` of `total` measurements. Called from one thread, not the caller's.
  ProgressCallback progress;
};

// Quantiles of calls that were timed one by one; NaN if there was none.
struct Quantiles {
  double p50, p99;
  std::int64_t count = 0;
};
Quantiles quantiles(std::span<const double> values);

// Times in microseconds. A limit is the median time to read the weights that must be read; NaN if
// the engine does not say how many these are, or if there is no BenchHooks::read.
struct InferenceRow {
  std::string policy, engine;      // engine: as it was asked for
  std::string engine_name;         // as it calls itself
  int actions = 0;                 // of a plan that are executed
  int first_calls = 0, calls = 0;  // network calls for the first action, for the plan
  std::int64_t bytes_per_call = 0, bytes_per_plan = 0;
  Quantiles first_action{}, action{}, chunk{}, network_call{};
  double first_action_limit = 0, action_limit = 0, chunk_limit = 0, call_limit = 0;
  double over_fused = 0;  // time per action over the fused engine's
  double tail = 0;        // p99/p50 per action over that of its limit
};

struct EnvironmentRow {
  std::string policy;
  int workers = 1;
  Quantiles tick_us{};     // Episode::tick(), thinking included
  double ticks_per_s = 0;  // all workers together
  Quantiles bare_us{};     // MuJoCo's steps of the same ticks, from the same states
  double bare_per_s = 0;   // the same without a harness, all workers together
  double network_us = 0;   // thinking, per tick
  double overhead = 0;     // tick / (bare steps + thinking) - 1
};

// One image by a camera of the task's scene, kinematics and copying included.
struct ImageRow {
  std::string task, camera;
  int width = 0, height = 0;  // pixels
  std::string renderer;       // "llvmpipe (...), software"
  Quantiles image_us{};
};

struct SweepRow {
  std::string policy;
  int workers = 1;
  int batch = 1;  // episodes whose network calls are made together
  double episodes_per_s = 0;
  double scaling = 0;     // over one worker without batches
  double cores_used = 0;  // processor time over wall time: other programs or waiting took the rest
};

struct TrainingRow {
  std::string policy;
  std::int64_t batch = 0;
  int threads = 1;
  double steps_per_s = 0;
  double products_per_s = 0;  // its matrix products alone
};

struct BenchReport {
  Machine machine;
  int workers = 1;
  std::vector<std::string> warnings;  // what spoils the timings, one line each
  std::vector<InferenceRow> inference;
  std::vector<EnvironmentRow> environment;
  std::vector<ImageRow> images;
  std::vector<SweepRow> sweep;
  std::vector<TrainingRow> training;
  std::vector<std::string> notes;  // what a reader must know, one line each
};

// What makes timings on this machine doubtful, including the build itself (no optimisation,
// sanitizers).
std::vector<std::string> timing_warnings(const Machine& machine, int workers);

// The caller inspects the machine, before this makes it busy. Throws UserError before anything is
// measured. After a stop request the report holds what was measured until then.
BenchReport run_bench(const Registry& registry, const BenchOptions& options,
                      const BenchHooks& hooks, Machine machine);

// What the numbers are made on; it can be printed before they exist.
std::string bench_head(const BenchReport& report);
std::string bench_tables(const BenchReport& report);
nlohmann::json to_json(const BenchReport& report);

}  // namespace streambed
