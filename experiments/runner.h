#pragma once
// Runs many episodes on worker threads. Which worker runs which episode, and in which order they
// finish, shows nowhere: results are handed over in the order of the jobs.

#include <cstdint>
#include <functional>
#include <stop_token>
#include <vector>

#include "sim/episode.h"

namespace streambed {

// One episode to run; task and policy outlive the run and are shared by all workers.
struct Job {
  const Task* task = nullptr;
  const Policy* policy = nullptr;
  EpisodeKey key;
};

// Runs the jobs 0 .. count-1 on `workers` threads of its own (never on the caller's: a policy may
// change settings of its thread) and calls `deliver(i, result)` for i = 0, 1, ... in this order,
// from one thread at a time. Memory does not grow with `count`: workers that run too far ahead
// wait.
//
// After a stop request, workers leave their episode between two ticks, and what was delivered is a
// prefix of the jobs; returns how many were. An exception from `job` or `deliver` and a UserError
// from an episode's reset end the run and are thrown again here; whatever else goes wrong in an
// episode is that episode's result.
//
// A worker carries up to `batch` episodes of one policy at once and makes their network calls
// together; each is charged its share of a call's time. Whether results depend on `batch` is the
// policy's affair: the fused engine's do not.
std::int64_t run_jobs(std::int64_t count, int workers, std::stop_token stop,
                      const std::function<Job(std::int64_t)>& job,
                      const std::function<void(std::int64_t, const EpisodeResult&)>& deliver,
                      int batch = 1);

// Episodes of one policy on `count` consecutive starts, under the frozen clock. Fewer after a stop.
std::vector<EpisodeResult> evaluate(const Task& task, const Policy& policy,
                                    std::int64_t first_context, std::int64_t count, int workers,
                                    std::stop_token stop = {}, int batch = 1);

// Mean of EpisodeResult::score; 0 for none.
double mean_score(const std::vector<EpisodeResult>& results);

}  // namespace streambed
