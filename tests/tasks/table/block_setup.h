#pragma once
// What the tests of the tasks with blocks share.

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "sim/builtin.h"
#include "sim/episode.h"
#include "sim/registry.h"
#include "tasks/table/block_task.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {

// A task, its scripted expert and a state of the scene.
struct BlockBench {
  explicit BlockBench(const std::string& spec) {
    Registry registry(shipped_assets());
    register_tasks(registry);
    made = registry.make_task(spec);
    task = dynamic_cast<const BlockTask*>(made.get());
    REQUIRE(task != nullptr);
    expert = registry.make_policy(task->info().name + "/expert", *task);
    data = make_data(task->model());
    task->reset(*data, 0, Rng{});
  }

  StateVector observe() const {
    NoSensors sensors;
    Observation observation;
    task->observe(*data, sensors, observation);
    return observation.state;
  }
  void tick(const Action& target) const {
    task->apply(target, *data);
    const std::int64_t steps = task->info().control_period_ns / task->info().physics_step_ns;
    for (std::int64_t i = 0; i < steps; ++i) task->step(*data);
  }

  std::unique_ptr<const Task> made;
  const BlockTask* task = nullptr;
  std::unique_ptr<const Policy> expert;
  DataPtr data;
};

// What an expert did on several starts.
struct ExpertRuns {
  int episodes = 0, solved = 0;
  std::vector<double> ticks;      // of the solved ones, ascending
  std::vector<int> modes;         // of the solved ones: how often each
  double fastest = 0;             // the longest step of the target, per axis (m)
  std::vector<std::int64_t> failed;  // contexts

  double median_ticks() const { return ticks.empty() ? 0 : ticks[ticks.size() / 2]; }
  // Pearson's statistic against equal shares.
  double chi_square() const {
    const double expected = static_cast<double>(solved) / static_cast<double>(modes.size());
    double sum = 0;
    for (const int count : modes) sum += (count - expected) * (count - expected) / expected;
    return sum;
  }
};

inline ExpertRuns run_expert(const Task& task, const Policy& expert, std::int64_t first,
                             int episodes) {
  ExpertRuns runs;
  runs.modes.resize(task.info().modes.size());
  for (std::int64_t context = first; context < first + episodes; ++context, ++runs.episodes) {
    Episode episode(task, expert, {.context = context});
    Action last = task.hold(episode.data());
    while (!episode.done()) {
      episode.tick();
      const Action now = task.hold(episode.data());
      runs.fastest = std::max(runs.fastest, (now - last).cwiseAbs().maxCoeff());
      last = now;
    }
    const EpisodeResult result = episode.result();
    if (!result.success) {
      runs.failed.push_back(context);
      continue;
    }
    ++runs.solved;
    runs.ticks.push_back(static_cast<double>(result.ticks));
    // A solved episode has a mode.
    REQUIRE(result.mode >= 0);
    ++runs.modes[static_cast<std::size_t>(result.mode)];
  }
  std::sort(runs.ticks.begin(), runs.ticks.end());
  return runs;
}

}  // namespace streambed
