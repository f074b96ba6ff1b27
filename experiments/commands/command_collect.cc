#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "experiments/commands/commands.h"
#include "experiments/commands/output_file.h"
#include "experiments/commands/progress_bar.h"
#include "experiments/demonstrations/collect.h"
#include "sim/data/demonstration_writer.h"

namespace streambed {
namespace {

struct CollectCommand {
  std::string policy, task;
  std::int64_t episodes = 0, seed = 0;
  bool keep_failures = false, no_model = false, compact = false;
  std::filesystem::path out;
};

void collect_file(const CommandContext& context, const CollectCommand& command) {
  const std::unique_ptr<const Task> task = context.registry.make_task(command.task);
  const std::unique_ptr<const Policy> policy = context.registry.make_policy(command.policy, *task);
  check_writable(command.out, "--out");

  ProgressBar bar("collect");
  CollectOptions options;
  options.episodes = command.episodes;
  options.first_context = command.seed;
  options.keep_failures = command.keep_failures;
  options.embed_model = !command.no_model;
  options.equipment = context.equipment;
  options.stop = context.stop.get_token();
  options.progress = bar.callback();
  DemonstrationWriter writer(command.out, task->info().label,
                             command.compact ? Hdf5Size::kCompact : Hdf5Size::kFull);
  const Collection collection = collect(*task, *policy, options, [&](Demonstration episode) {
    // The simulator's states take as much room as all the rest.
    if (command.compact) episode.obs.erase(kSimulatorState);
    writer.append(episode);
  });
  bar.finish();
  if (options.stop.stop_requested()) {
    fmt::print("stopped; nothing was written\n");
    return;
  }
  writer.finish(collection.origin);
  fmt::print("{}: {} episodes, {} ticks, task {}; {} of {} starts failed{}\n", command.out.string(),
             writer.size(), writer.ticks(), task->info().label, collection.failed,
             collection.tried,
             collection.failed > 0 && command.keep_failures ? " and were kept" : "");
}

}  // namespace

void add_collect_command(CLI::App& app, CommandContext& context) {
  CLI::App* sub = app.add_subcommand("collect", "Record a policy's episodes as demonstrations");
  auto command = std::make_shared<CollectCommand>();
  sub->add_option("POLICY", command->policy, "Policy, e.g. \"push_t/expert\"")->required();
  sub->add_option("--task", command->task, "Task, e.g. push_t")->required();
  sub->add_option("--episodes", command->episodes, "Number of episodes to keep")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
  sub->add_option("--seed", command->seed,
                  "First start; starts on which the policy fails are skipped")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 62))
      ->capture_default_str();
  sub->add_option("--out", command->out, "HDF5 file to write (.h5)")->required();
  sub->add_flag("--keep-failures", command->keep_failures, "Keep episodes without success, too");
  sub->add_flag("--no-model", command->no_model, "Leave out the scene's MJCF text");
  sub->add_flag(
      "--compact", command->compact,
      "A tenth of the size: deflated 32-bit numbers, the model once, no simulator states");
  sub->callback([&context, command] { collect_file(context, *command); });
}

}  // namespace streambed
