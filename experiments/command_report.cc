#include <fmt/core.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/commands.h"
#include "experiments/report.h"

namespace streambed {

void add_report_command(CLI::App& app, CommandContext&) {
  CLI::App* command = app.add_subcommand("report", "Print the table of a results folder");
  auto folder = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  command->add_option("DIR", *folder, "Results folder of a sweep")->required();
  command->add_flag("--json", *as_json, "Print JSON instead of Markdown");
  command->callback([folder, as_json] {
    const Report report = read_report(*folder);
    fmt::print("{}", *as_json ? to_json(report).dump(2) + "\n" : to_markdown(report));
  });
}

}  // namespace streambed
