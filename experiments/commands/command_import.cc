#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/demonstrations/action_checks.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

struct ImportOptions {
  std::filesystem::path source, out;
  std::string task, actions = "absolute";
  ImportChoices choices;
};

void print_note(const ImportOptions& options, const std::string& what) {
  fmt::print(stderr, "streambed: note: {}: {}\n", options.source.string(), what);
}

void import_file(const CommandContext& context, ImportOptions options) {
  options.choices.increments = options.actions == "delta";
  const DemonstrationSet set =
      load_demonstrations(options.source, context.registry, options.task, options.choices);
  // What is lost or looks wrong is said now: training would not notice.
  const std::vector<std::string> filters = filters_of(options.source);
  if (options.choices.filter.empty() && !filters.empty()) {
    print_note(options, "its filters (" + join(filters, ", ") +
                            ") are lost; --filter NAME imports the demonstrations of one");
  }
  if (!set.task.empty()) {
    const auto task = context.registry.make_task(set.task);
    for (const std::string& doubt : action_doubts(set.episodes, *task)) print_note(options, doubt);
  }
  write_hdf5(options.out, set);
  Eigen::Index ticks = 0;
  for (const Demonstration& episode : set.episodes) ticks += episode.actions.rows();
  fmt::print("{}: {} episodes, {} ticks, task {}\n", options.out.string(), set.episodes.size(),
             ticks, set.task.empty() ? "none" : set.task);
}

}  // namespace

void add_import_command(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("import", "Read demonstrations into one HDF5 layout");
  auto options = std::make_shared<ImportOptions>();
  command->add_option("SRC", options->source, "zarr folder, robomimic HDF5 or npz")->required();
  command->add_option("OUT", options->out, "HDF5 file to write (.h5)")->required();
  command->add_option("--task", options->task,
                      "Task they were recorded on; none imports without one [the file's own]");
  command->add_option("--filter", options->choices.filter,
                      "Only the demonstrations that the file lists as mask/FILTER, e.g. train");
  command
      ->add_option("--actions", options->actions,
                   "What the file's actions are: absolute targets, or increments (delta) of the "
                   "observed position, which become targets")
      ->check(CLI::IsMember({"absolute", "delta"}))
      ->capture_default_str();
  command->callback([&context, options] { import_file(context, *options); });
}

}  // namespace streambed
