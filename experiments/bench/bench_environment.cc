// Control ticks, beside the same physics steps without a harness, and whole episodes.

#include <algorithm>
#include <barrier>
#include <chrono>
#include <ctime>
#include <thread>
#include <utility>

#include "experiments/bench/bench_setup.h"
#include "experiments/stats/stats.h"
#include "experiments/sweep/runner.h"
#include "sim/episode.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

// Adds up what thinking takes. For one episode, on one thread.
class TimedPolicy final : public Policy {
 public:
  explicit TimedPolicy(const Policy& policy) : policy_(policy) {}
  const PolicyInfo& info() const override { return policy_.info(); }
  std::unique_ptr<Memory> start() const override { return policy_.start(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    const auto start = SteadyClock::now();
    StreamPtr stream = policy_.plan(request, memory);
    seconds_ += seconds_since(start);
    return std::make_unique<Stream>(std::move(stream), seconds_);
  }
  double seconds() const { return seconds_; }

 private:
  class Stream final : public ActionStream {
   public:
    Stream(StreamPtr stream, double& seconds) : stream_(std::move(stream)), seconds_(seconds) {}
    std::optional<Action> next(const Now& now, std::stop_token stop) override {
      const auto start = SteadyClock::now();
      auto action = stream_->next(now, std::move(stop));
      seconds_ += seconds_since(start);
      return action;
    }
    int network_calls() const override { return stream_->network_calls(); }

   private:
    StreamPtr stream_;
    double& seconds_;
  };

  const Policy& policy_;
  mutable double seconds_ = 0;
};

struct EpisodeCost {
  std::vector<double> tick_us, bare_us;  // of every tick
  double ticks = 0, harness = 0, network = 0, steps = 0;  // seconds, but for ticks
};

// What decides the next step; not the engine's arena.
void copy_state(const mjModel& model, const mjData& from, mjData& to) {
  const auto copy = [](mjtNum* target, const mjtNum* source, int size) {
    std::copy_n(source, size, target);
  };
  copy(to.qpos, from.qpos, model.nq);
  copy(to.qvel, from.qvel, model.nv);
  copy(to.qacc_warmstart, from.qacc_warmstart, model.nv);
  copy(to.ctrl, from.ctrl, model.nu);
  copy(to.userdata, from.userdata, model.nuserdata);
  copy(to.mocap_pos, from.mocap_pos, 3 * model.nmocap);
  copy(to.mocap_quat, from.mocap_quat, 4 * model.nmocap);
  to.time = from.time;
}

// One episode, and after every tick MuJoCo's steps of that tick again, from the same state with the
// same target and nothing else.
EpisodeCost cost_of_episode(const Task& task, const Policy& policy, std::int64_t context,
                            const Equipment& equipment) {
  const TimedPolicy timed(policy);
  EpisodeKey key;
  key.context = context;
  const auto sensors = equipment.sensors_for(task);
  Episode episode(task, timed, key, nullptr, {}, {equipment.shipped, sensors.get()});
  const DataPtr bare = make_data(task.model());
  mj_copyData(bare.get(), &task.model(), &episode.data());

  EpisodeCost cost;
  const std::int64_t steps = task.info().control_period_ns / task.info().physics_step_ns;
  while (!episode.done()) {
    copy_state(task.model(), episode.data(), *bare);
    const auto start = SteadyClock::now();
    episode.tick();
    cost.tick_us.push_back(seconds_since(start) * 1e6);
    cost.harness += cost.tick_us.back() * 1e-6;

    // Without an action there is no target: the episode failed in its first tick.
    const Action target = episode.tick_view().executed;
    if (target.size() == task.info().action_size()) task.apply(target, *bare);
    const auto bare_start = SteadyClock::now();
    for (std::int64_t i = 0; i < steps; ++i) mj_step(&task.model(), bare.get());
    cost.bare_us.push_back(seconds_since(bare_start) * 1e6);
    cost.steps += cost.bare_us.back() * 1e-6;
  }
  cost.ticks = static_cast<double>(cost.tick_us.size());
  cost.network = timed.seconds();
  return cost;
}

// An episode on each of so many threads at the same time.
void measure_ticks(const Task& task, const Policy& policy, int workers, std::int64_t turn,
                   const Equipment& equipment, Samples& out) {
  std::vector<EpisodeCost> costs(static_cast<std::size_t>(workers));
  std::vector<std::exception_ptr> failures(costs.size());
  std::barrier together(workers);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < costs.size(); ++i) {
      threads.emplace_back([&, i] {
        together.arrive_and_wait();
        try {
          const auto place = turn * workers + static_cast<std::int64_t>(i);
          costs[i] = cost_of_episode(task, policy, kFirstTestStart + place, equipment);
        } catch (...) {
          failures[i] = std::current_exception();
        }
      });
    }
  }
  double ticks_per_s = 0, bare_per_s = 0, network_us = 0, overhead = 0;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (failures[i]) std::rethrow_exception(failures[i]);
    const EpisodeCost& cost = costs[i];
    ticks_per_s += cost.ticks / cost.harness;
    bare_per_s += cost.ticks / cost.steps;
    network_us += cost.network * 1e6 / cost.ticks / workers;
    overhead += (cost.harness / (cost.steps + cost.network) - 1) / workers;
    for (const auto& [name, of_ticks] :
         {std::pair("tick_us", &cost.tick_us), std::pair("bare_us", &cost.bare_us)}) {
      std::vector<double>& all = out[name];
      all.insert(all.end(), of_ticks->begin(), of_ticks->end());
    }
  }
  out["ticks_per_s"].push_back(ticks_per_s);
  out["bare_per_s"].push_back(bare_per_s);
  out["network_us"].push_back(network_us);
  out["overhead"].push_back(overhead);
}

std::vector<int> worker_counts(int workers) {
  return workers > 1 ? std::vector{1, workers} : std::vector{1};
}

// How episodes are run together; more ways to do so are further entries.
struct SweepCase {
  std::size_t rollout = 0;
  int workers = 1, batch = 1;
};

void measure_sweep(const Task& task, const Policy& policy, const SweepCase& one,
                   std::int64_t episodes, const std::stop_token& stop, const Equipment& equipment,
                   Samples& out) {
  const std::clock_t processor = std::clock();
  const auto start = SteadyClock::now();
  const auto results =
      evaluate(task, policy, kFirstTestStart, episodes, one.workers, stop, one.batch,
               equipment);
  const double wall = seconds_since(start);
  out["rate"].push_back(static_cast<double>(results.size()) / wall);
  out["cores"].push_back(static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC / wall);
}

}  // namespace

BenchSection environment_section(const BenchSetup& plan, const BenchOptions& options,
                                 const BenchHooks& hooks) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.1, 1} : BenchPace{0.7, 5};
  std::vector<EnvironmentRow> rows;
  for (const BenchRollout& rollout : plan.environment) {
    for (const int workers : worker_counts(options.workers)) {
      rows.push_back({.policy = rollout.policy, .workers = workers});
      const auto turn = std::make_shared<std::int64_t>(0);
      section.cases.push_back(
          {"environment/" + rollout.policy + "/" + std::to_string(workers),
           [&task = *plan.task, policy = rollout.made, workers, turn, &hooks](Samples& out) {
             measure_ticks(task, *policy, workers, (*turn)++, hooks.equipment, out);
           }});
    }
  }
  section.report = [rows](std::span<const Samples> samples, BenchReport& report) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EnvironmentRow row = rows[i];
      row.tick_us = quantiles(samples[i].at("tick_us"));
      row.bare_us = quantiles(samples[i].at("bare_us"));
      row.ticks_per_s = median(samples[i].at("ticks_per_s"));
      row.bare_per_s = median(samples[i].at("bare_per_s"));
      row.network_us = median(samples[i].at("network_us"));
      row.overhead = median(samples[i].at("overhead"));
      report.environment.push_back(row);
    }
  };
  return section;
}

BenchSection sweep_section(const BenchSetup& plan, const BenchOptions& options,
                           const BenchHooks& hooks) {
  BenchSection section;
  section.pace = options.quick ? BenchPace{0.1, 1} : BenchPace{1.5, 5};
  // Enough for every worker to have a whole batch.
  const int batch = options.quick ? 2 : 8;
  const std::int64_t episodes = batch * options.workers;
  std::vector<SweepCase> cases;
  for (std::size_t i = 0; i < plan.sweep.size(); ++i) {
    for (const int workers : worker_counts(options.workers)) cases.push_back({i, workers});
    // Without a network there is nothing to do together.
    const bool has_network = !plan.sweep[i].made->info().engine.empty();
    if (has_network) cases.push_back({i, options.workers, batch});
  }
  for (const SweepCase& one : cases) {
    const BenchRollout& rollout = plan.sweep[one.rollout];
    section.cases.push_back(
        {"sweep/" + rollout.policy + "/" + std::to_string(one.workers) + "x" +
             std::to_string(one.batch),
         [&task = *plan.task, policy = rollout.made, one, episodes, stop = options.stop,
          &hooks](Samples& out) {
           measure_sweep(task, *policy, one, episodes, stop, hooks.equipment, out);
         }});
  }
  section.report = [&plan, cases](std::span<const Samples> samples, BenchReport& report) {
    double alone = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
      const double rate = median(samples[i].at("rate"));
      // Each policy's first case is one worker without batches.
      if (i == 0 || cases[i].rollout != cases[i - 1].rollout) alone = rate;
      report.sweep.push_back({plan.sweep[cases[i].rollout].policy, cases[i].workers, cases[i].batch,
                              rate, rate / alone, median(samples[i].at("cores"))});
    }
  };
  return section;
}

}  // namespace streambed
