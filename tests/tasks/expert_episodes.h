#pragma once
// Episodes of scripted experts, and what every expert owes.

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/builtin.h"
#include "sim/episode.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {

struct ExpertEpisode {
  EpisodeResult result;
  std::vector<Action> targets;    // in force at the end of each tick, the first one before any
  std::vector<StateVector> states;  // at the start of each tick
};

inline std::unique_ptr<const Task> make_task(const std::string& spec) {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry.make_task(spec);
}

inline std::unique_ptr<const Policy> make_expert(const std::string& spec, const Task& task) {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry.make_policy(spec, task);
}

inline ExpertEpisode run_expert(const Task& task, const Policy& policy, const EpisodeKey& key) {
  ExpertEpisode run;
  Episode episode(task, policy, key);
  run.targets.push_back(task.hold(episode.data()));
  while (!episode.done()) {
    episode.tick();
    run.targets.push_back(episode.tick_view().executed);
    run.states.push_back(episode.tick_view().observation->state);
  }
  run.result = episode.result();
  return run;
}

// Pearson's chi-square of counts against equal probabilities.
inline double chi_square(const std::vector<int>& counts) {
  double total = 0;
  for (const int count : counts) total += count;
  const double expected = total / static_cast<double>(counts.size());
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

struct ExpertTally {
  int solved = 0;
  double ticks = 0;        // mean of the solved episodes
  double fastest = 0;      // greatest change of a target in one tick, any axis
  double roughest = 0;     // greatest second difference of the targets, any axis
  std::vector<int> modes;  // of the solved ones
};

inline ExpertTally tally_expert(const Task& task, const Policy& policy, std::int64_t first,
                                int episodes) {
  ExpertTally tally;
  tally.modes.resize(task.info().modes.size());
  for (std::int64_t context = first; context < first + episodes; ++context) {
    const ExpertEpisode run = run_expert(task, policy, {.context = context});
    for (std::size_t i = 1; i < run.targets.size(); ++i) {
      const Action step = run.targets[i] - run.targets[i - 1];
      tally.fastest = std::max(tally.fastest, step.cwiseAbs().maxCoeff());
      if (i < 2) continue;
      const Action before = run.targets[i - 1] - run.targets[i - 2];
      tally.roughest = std::max(tally.roughest, (step - before).cwiseAbs().maxCoeff());
    }
    if (!run.result.success) {
      UNSCOPED_INFO("start " << context << " failed: " << to_string(run.result.end));
      continue;
    }
    ++tally.solved;
    tally.ticks += static_cast<double>(run.result.ticks);
    REQUIRE(run.result.mode >= 0);
    ++tally.modes[static_cast<std::size_t>(run.result.mode)];
  }
  tally.ticks /= std::max(1, tally.solved);
  return tally;
}

}  // namespace streambed
