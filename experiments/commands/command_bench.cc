#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/commands/commands.h"
#include "experiments/commands/output_file.h"
#include "experiments/commands/progress_bar.h"
#include "sim/base/files.h"
#include "sim/base/processors.h"

namespace streambed {
namespace {

void bench(const CommandContext& context, BenchOptions options, const BenchHooks& hooks,
           const std::string& json) {
  if (!json.empty()) check_writable(json, "--json");
  // The machine is looked at before the bench itself makes it busy.
  const Machine machine = inspect_machine();
  const auto show_head = [&] {
    BenchReport head;
    head.machine = machine;
    head.workers = options.workers;
    head.warnings = timing_warnings(machine, options.workers);
    fmt::print("{}", bench_head(head));
    std::fflush(stdout);
  };

  // How much there is to do shows only when everything was found to be in order.
  ProgressBar bar("bench");
  bool begun = false;
  options.stop = context.stop.get_token();
  options.progress = [&](std::int64_t done, std::int64_t total, std::string_view note) {
    if (!begun) show_head();
    begun = true;
    bar.update(done, total, note);
  };
  const BenchReport report = run_bench(context.registry, options, hooks, machine);
  bar.finish();
  if (options.stop.stop_requested()) {
    fmt::print("stopped; half a benchmark is not reported\n");
    return;
  }
  fmt::print("{}", bench_tables(report));
  if (json.empty()) return;
  write_text_atomically(json, to_json(report).dump(2) + "\n");
  fmt::print("Written: {}\n", json);
}

}  // namespace

void add_bench_command(CLI::App& app, CommandContext& context, BenchHooks hooks) {
  CLI::App* command = app.add_subcommand("bench", "Measure speed, each figure beside its limit");
  auto options = std::make_shared<BenchOptions>();
  auto json = std::make_shared<std::string>();
  options->workers = usable_processors();
  command->add_option("--task", options->task, "Task")->capture_default_str();
  command->add_option("--policy", options->policies, "Policy [the shipped ones] (repeatable)")
      ->allow_extra_args(false);
  command
      ->add_option("--engine", options->engines,
                   "Engine, e.g. \"fused(weights=float16)\" [all] (repeatable)")
      ->allow_extra_args(false);
  command->add_option("--demos", options->demonstrations,
                      "Demonstrations to train on; without them training is not measured");
  command->add_option("--workers", options->workers, "Threads of the parallel cases [all cores]")
      ->check(CLI::Range(1, 1024));
  command->add_option("--filter", options->filter,
                      "Measure only what matches, e.g. \"inference/.*fused\" or \"^sweep\"");
  command->add_option("--json", *json, "Also write everything to this file");
  command->add_flag("--quick", options->quick, "A fast look: fewer repetitions, wider scatter");
  command
      ->add_option("--peer-python", options->peer_python,
                   "Compare with PyTorch, run by this interpreter [python3]")
      ->expected(0, 1)
      ->default_str("python3");
  command->callback([&context, options, json, hooks = std::move(hooks)] {
    bench(context, *options, hooks, *json);
  });
}

}  // namespace streambed
