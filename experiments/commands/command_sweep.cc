#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/commands/failure.h"
#include "experiments/commands/progress_bar.h"
#include "experiments/sweep/machine.h"
#include "experiments/sweep/sweep.h"
#include "sim/base/processors.h"

namespace streambed {
namespace {

// What the command line says; empty where it says nothing.
struct SweepCommand {
  std::string plan_file, out, shard;
  std::vector<std::string> tasks, policies, clocks, events;
  std::optional<std::int64_t> seed, episodes, repeats;
  int workers = 0, batch = 1;
  double action_limit_s = SweepOptions{}.action_limit_s;
};

// The sweep plan, with whatever the command line says instead.
SweepPlan plan_of(const SweepCommand& command, const Assets& shipped) {
  SweepPlan plan =
      command.plan_file.empty() ? SweepPlan{} : read_sweep_plan(command.plan_file, shipped);
  const auto replace = [](std::vector<std::string>& list, const std::vector<std::string>& given) {
    if (!given.empty()) list = given;
  };
  replace(plan.tasks, command.tasks);
  replace(plan.policies, command.policies);
  replace(plan.clocks, command.clocks);
  replace(plan.events, command.events);
  plan.seed = command.seed.value_or(plan.seed);
  plan.episodes = command.episodes.value_or(plan.episodes);
  plan.episodes_given = plan.episodes_given || command.episodes.has_value();
  plan.repeats = command.repeats.value_or(plan.repeats);
  return plan;
}

std::filesystem::path folder_of(const SweepCommand& command, const Shard& shard) {
  if (!command.out.empty()) return command.out;
  std::string stem = std::filesystem::path(command.plan_file).stem().string();
  if (stem.empty()) stem = "sweep";
  if (!shard.whole()) stem += fmt::format("-shard-{}-of-{}", shard.number, shard.count);
  return std::filesystem::path("results") / stem;
}

// What the policies want to be known, each remark once.
void print_remarks(const ResolvedSweep& plan) {
  std::set<std::string> said;
  for (const auto& policies : plan.policies()) {
    for (const auto& policy : policies) {
      for (const std::string& remark : policy->info().remarks) {
        if (said.insert(remark).second) fmt::print(stderr, "streambed: note: {}\n", remark);
      }
    }
  }
}

void warn_of_machine() {
  if (const auto set = inspect_machine().environment; set.contains("OPENBLAS_CORETYPE")) {
    fmt::print(
        stderr,
        "streambed: warning: OPENBLAS_CORETYPE={} changes the last digits of results, and slows "
        "policies down on a processor that OpenBLAS knows; unset it for results to be quoted\n",
        set.at("OPENBLAS_CORETYPE"));
  }
}

void sweep(CommandContext& context, const SweepCommand& command) {
  const Shard shard = command.shard.empty() ? Shard{} : parse_shard(command.shard);
  const ResolvedSweep plan(plan_of(command, context.equipment.shipped), context.registry,
                           context.equipment);
  warn_of_machine();
  print_remarks(plan);

  ProgressBar bar("sweep");
  SweepOptions options;
  options.out = folder_of(command, shard);
  options.shard = shard;
  // A world that moves in real time needs the machine for itself.
  const int most = plan.reproducible() ? usable_processors() : 1;
  options.workers = command.workers > 0 ? command.workers : most;
  options.batch = command.batch;
  options.action_limit_s = command.action_limit_s;
  options.stop = context.stop.get_token();
  options.progress = bar.callback();
  const SweepOutcome outcome = run_sweep(plan, options);
  bar.finish();

  const std::string folder = options.out.string();
  if (outcome.dropped > 0) {
    fmt::print(stderr, "streambed: {}: dropped {} incomplete rows that a killed sweep had left\n",
               folder, outcome.dropped);
  }
  if (outcome.before > 0) fmt::print("{} episodes were there already.\n", outcome.before);
  if (outcome.stored < outcome.total) {
    fmt::print("Stopped after {} of {} episodes; the same command goes on from there.\n",
               outcome.stored, outcome.total);
  } else {
    fmt::print("{} episodes in {}/results.csv\n", outcome.stored, folder);
  }
  fmt::print("The table: streambed report {}\n", folder);
  if (outcome.errors > 0) {
    fmt::print(stderr, "streambed: {} episodes ended with an error; see the column reason\n",
               outcome.errors);
    context.exit_status = kErrorRowsStatus;
  }
  if (outcome.abandoned > 0) {
    // Threads that never came back still use the plan, so nothing may be taken down.
    fmt::print(stderr, "streambed: {} threads were given up: their policy does not return\n",
               outcome.abandoned);
    std::quick_exit(close_output(context.stop.stop_requested() ? kInterruptedStatus
                                                               : context.exit_status));
  }
}

}  // namespace

void add_sweep_command(CLI::App& app, CommandContext& context) {
  CLI::App* sub = app.add_subcommand("sweep", "Run policies on many starts and store the results");
  auto command = std::make_shared<SweepCommand>();
  const auto repeatable = [&](const char* name, std::vector<std::string>& list, const char* help) {
    sub->add_option(name, list, help)->allow_extra_args(false);
  };
  sub->add_option("PLAN", command->plan_file, "Sweep plan (TOML file); options below override it");
  repeatable("--task", command->tasks, "Task, e.g. \"push_t(protocol=dp)\" (repeatable)");
  repeatable("--policy", command->policies,
             "Policy, e.g. \"diffusion(sampler=ddim)\" (repeatable)");
  repeatable("--clock", command->clocks, "Clock [frozen] (repeatable)");
  repeatable("--events", command->events, "Events [none] (repeatable)");
  sub->add_option("--episodes", command->episodes, "Number of starts [200; 20 with the wall clock]")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000'000}));
  sub->add_option("--seed", command->seed, "First start; start i is seed + i [100000]")
      ->check(CLI::NonNegativeNumber);
  sub->add_option("--repeats", command->repeats, "Episodes per start [1]")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{10'000'000}));
  sub->add_option("--out", command->out,
                  "Results folder [results/<plan>]; an unfinished sweep in it goes on");
  sub->add_option("--shard", command->shard,
                  "i/n: run the i-th of n parts of the plan only; see streambed merge");
  sub->add_option("--workers", command->workers,
                  "Threads [all processors that it may use]; use 1 if times are to be quoted")
      ->check(CLI::Range(1, 1024));
  sub->add_option("--batch", command->batch,
                  "Episodes that a thread carries at once, their network calls made together [1]")
      ->check(CLI::Range(1, 4096));
  sub->add_option("--action-limit-s", command->action_limit_s,
                  "Seconds of real time that a policy may take for one action; beyond, its episode "
                  "is an error [60]")
      ->check(CLI::Range(0.001, 1e6));
  sub->callback([&context, command] { sweep(context, *command); });
}

}  // namespace streambed
