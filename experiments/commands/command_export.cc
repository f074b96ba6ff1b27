#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "experiments/commands/commands.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/demonstrations/replay_buffer.h"

namespace streambed {
namespace {

struct ExportOptions {
  std::filesystem::path source, out;
};

void export_file(const ExportOptions& options) {
  const DemonstrationSet set = read_demonstrations(options.source);
  write_replay_buffer(options.out, set);
  fmt::print("{}: {} episodes\n", options.out.string(), set.episodes.size());
}

}  // namespace

void add_export_command(CLI::App& app, CommandContext&) {
  CLI::App* command = app.add_subcommand("export", "Write demonstrations as a zarr replay buffer");
  auto options = std::make_shared<ExportOptions>();
  command->add_option("IN", options->source, "HDF5, npz or zarr")->required();
  command->add_option("OUT", options->out, "zarr folder to write")->required();
  command->callback([options] { export_file(*options); });
}

}  // namespace streambed
