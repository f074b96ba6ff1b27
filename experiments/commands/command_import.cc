#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "experiments/commands/commands.h"
#include "experiments/demonstrations/import_demonstrations.h"

namespace streambed {
namespace {

struct ImportOptions {
  std::filesystem::path source, out;
  std::string task;
};

void import_file(const CommandContext& context, const ImportOptions& options) {
  const DemonstrationSet set = load_demonstrations(options.source, context.registry, options.task);
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
  command->callback([&context, options] { import_file(context, *options); });
}

}  // namespace streambed
