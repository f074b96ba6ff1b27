#pragma once
// Runs many episodes on worker threads. Results do not depend on which worker runs which episode,
// nor on the order in which they finish: they are passed on in the order of the jobs.

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/episode.h"

namespace streambed {

// One episode to run; task and policy outlive the run and are shared by all workers.
struct Job {
  const Task* task = nullptr;
  const Policy* policy = nullptr;
  EpisodeKey key;
  bool alone = false;   // must not share its worker with other episodes
  std::string refused;  // if not empty: not run, and its result is this error
};

struct RunOptions {
  int workers = 1;
  // Episodes of one policy that a worker carries at once. Their network calls are made together,
  // and each is charged its share of a call's time. Whether results depend on it is the policy's
  // affair: the fused engine's do not.
  int batch = 1;
  std::stop_token stop;
  // Wall-clock seconds that a worker may spend in one control tick, which is one action where each
  // tick takes one from the stream. An episode beyond it is an error; one that shared its worker
  // with others first gets another chance alone.
  double action_limit_s = std::numeric_limits<double>::infinity();
  // Called on the worker's thread whenever it starts or ends jobs, with all that it runs then.
  std::function<void(std::span<const std::int64_t>)> running;
  Equipment equipment;
};

struct RunOutcome {
  std::int64_t delivered = 0;
  // Threads that did not even come back when their policy was asked to stop. They were replaced,
  // but still use their task and policy: these must not be destroyed, see std::quick_exit.
  int abandoned = 0;
};

// Runs the jobs 0 .. count-1 on threads of its own (never on the caller's: a policy may change
// settings of its thread) and calls `deliver(i, result)` for i = 0, 1, ... in this order, from one
// thread at a time. Memory does not grow with `count`: workers that run too far ahead wait.
//
// After a stop request, policies are asked to stop thinking, and what was delivered is a prefix of
// the jobs. An exception from `job` or `deliver` and a UserError from an episode's reset end the
// run and are thrown again here; whatever else goes wrong in an episode is that episode's result.
RunOutcome run_jobs(std::int64_t count, const RunOptions& options,
                    const std::function<Job(std::int64_t)>& job,
                    const std::function<void(std::int64_t, const EpisodeResult&)>& deliver);

// Episodes of one policy on `count` consecutive starts, under the frozen clock. Fewer after a stop.
std::vector<EpisodeResult> evaluate(const Task& task, const Policy& policy,
                                    std::int64_t first_context, std::int64_t count, int workers,
                                    std::stop_token stop = {}, int batch = 1,
                                    Equipment equipment = {});

// Mean of EpisodeResult::score and share of EpisodeResult::success; 0 for none.
double mean_score(const std::vector<EpisodeResult>& results);
double success_rate(const std::vector<EpisodeResult>& results);

}  // namespace streambed
