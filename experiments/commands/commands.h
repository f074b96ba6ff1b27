#pragma once
// The subcommands of `streambed`, one per file. Each function declares its options and sets a
// callback that runs after the whole command line was parsed and the plugins were loaded.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "experiments/bench/bench.h"
#include "experiments/report/report_hooks.h"
#include "sim/episode.h"
#include "sim/registry.h"

namespace streambed {

constexpr int kErrorRowsStatus = 3;      // rows with end=error
constexpr int kInterruptedStatus = 130;  // SIGINT, SIGTERM

// What main() shares with the commands; it outlives the parsing of the command line.
struct CommandContext {
  Registry registry;
  Equipment equipment = {};  // for those who run episodes
  int exit_status = 0;    // 0 done, kErrorRowsStatus, ...
  std::stop_source stop = {};  // SIGINT and SIGTERM request it; main() then exits with 130
};

// Describes a checkpoint. The function belongs to policies/, so the program hands it in.
using InspectHook = std::function<std::string(const std::filesystem::path&)>;

void add_list_command(CLI::App& app, CommandContext& context);
void add_sweep_command(CLI::App& app, CommandContext& context);
void add_merge_command(CLI::App& app, CommandContext& context);
void add_report_command(CLI::App& app, CommandContext& context, ReportHooks hooks);
void add_train_command(CLI::App& app, CommandContext& context);
void add_bench_command(CLI::App& app, CommandContext& context, BenchHooks hooks);
void add_latency_command(CLI::App& app, CommandContext& context);
void add_inspect_command(CLI::App& app, InspectHook inspect);
void add_import_command(CLI::App& app, CommandContext& context);
void add_collect_command(CLI::App& app, CommandContext& context);
void add_export_command(CLI::App& app, CommandContext& context);
void add_replay_command(CLI::App& app, CommandContext& context);
// Only in a build that draws (STREAMBED_RENDER).
void add_render_command(CLI::App& app, CommandContext& context);

}  // namespace streambed
