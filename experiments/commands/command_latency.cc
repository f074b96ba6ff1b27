#include <fmt/core.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/bench/latency.h"
#include "experiments/commands/commands.h"
#include "experiments/commands/output_file.h"
#include "experiments/commands/progress_bar.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

void latency(const CommandContext& context, LatencyOptions options, const std::string& out) {
  if (!out.empty()) check_writable(out, "--out");
  // The machine is looked at before measuring makes it busy.
  BenchReport head;
  head.machine = inspect_machine();
  head.warnings = timing_warnings(head.machine, 1);

  ProgressBar bar("latency");
  bool begun = false;
  options.equipment = context.equipment;
  options.stop = context.stop.get_token();
  options.progress = [&](std::int64_t done, std::int64_t total, std::string_view note) {
    if (!begun) {
      fmt::print("{}", bench_head(head));
      std::fflush(stdout);
    }
    begun = true;
    bar.update(done, total, note);
  };
  const LatencyReport report = measure_latency(context.registry, options, head.machine);
  bar.finish();
  if (options.stop.stop_requested()) {
    fmt::print("stopped; half a measurement is not reported\n");
    return;
  }
  fmt::print("{}", latency_table(report));
  if (out.empty()) return;
  write_text_atomically(out, latency_profile(report).dump() + "\n");
  fmt::print("Written: {0}; sweep with --clock \"virtual(profile={0})\"\n", out);
}

}  // namespace

void add_latency_command(CLI::App& app, CommandContext& context) {
  CLI::App* command =
      app.add_subcommand("latency", "Measure what thinking costs, for the virtual clock");
  auto options = std::make_shared<LatencyOptions>();
  auto out = std::make_shared<std::string>();
  command->add_option("POLICY", options->policies, "Policies; they take turns")->required();
  command->add_option("--task", options->task, "Task")->capture_default_str();
  command->add_option("--out", *out, "Also write a profile (.json) for virtual(profile=FILE)");
  command->add_flag("--quick", options->quick, "A fast look: fewer repetitions, wider scatter");
  command->callback([&context, options, out] { latency(context, *options, *out); });
}

}  // namespace streambed
