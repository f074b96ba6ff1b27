#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

#include "experiments/commands/commands.h"
#include "experiments/commands/progress_bar.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/demonstrations/replay.h"
#include "sim/base/processors.h"

namespace streambed {
namespace {

struct ReplayOptions {
  std::string task;
  std::filesystem::path demonstrations;
  bool json = false;
  int workers = std::min(usable_processors(), 16);
};

void replay(CommandContext& context, const ReplayOptions& options) {
  const std::unique_ptr<const Task> task = context.registry.make_task(options.task);
  const DemonstrationSet set =
      load_demonstrations(options.demonstrations, context.registry, options.task);
  ProgressBar bar("replay");
  const ReplayReport report = measure_replay(*task, set, options.workers, context.stop.get_token(),
                                             bar.callback(), context.equipment);
  bar.finish();
  if (context.stop.stop_requested()) return;
  fmt::print("{}", options.json ? replay_json(report) : replay_table(report));
}

}  // namespace

void add_replay_command(CLI::App& app, CommandContext& context) {
  CLI::App* command =
      app.add_subcommand("replay", "Replay recorded actions open loop and print how far it drifts");
  auto options = std::make_shared<ReplayOptions>();
  command->add_option("TASK", options->task, "Task, e.g. \"push_t(goal_x=200)\"")->required();
  command->add_option("--demos", options->demonstrations, "Demonstrations (HDF5, zarr or npz)")
      ->required();
  command->add_flag("--json", options->json, "Print JSON instead of a table");
  command->add_option("--workers", options->workers, "Threads; the result does not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->callback([&context, options] { replay(context, *options); });
}

}  // namespace streambed
