#include <fmt/core.h>

#include <memory>

#include "experiments/commands/commands.h"

namespace streambed {

void add_inspect_command(CLI::App& app, InspectHook inspect) {
  CLI::App* command = app.add_subcommand("inspect", "Say what a checkpoint holds");
  auto file = std::make_shared<std::string>();
  command->add_option("CHECKPOINT", *file, "A .safetensors file of streambed train")->required();
  command->callback([file, inspect] { fmt::print("{}", inspect(*file)); });
}

}  // namespace streambed
