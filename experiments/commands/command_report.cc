#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/report/learning_curves.h"
#include "experiments/report/report_folder.h"
#include "experiments/report/report_forms.h"
#include "experiments/report/report_modes.h"
#include "experiments/report/report_short.h"
#include "experiments/results/columns.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

struct ReportCommand {
  std::vector<std::string> folders, compare, checkpoints;
  std::string out;
  bool as_json = false, columns = false, is_short = false;
};

using Paths = std::vector<std::filesystem::path>;

std::string as_text(const nlohmann::json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

void print_comparison(const ReportCommand& command) {
  if (!command.out.empty()) {
    throw UserError(
        "--compare prints one comparison, --out writes all of them: leave one of the two out");
  }
  std::vector<Comparison> comparisons;
  if (command.folders.empty()) {
    comparisons = compare_folders(command.compare[0], command.compare[1]);
  } else {
    const Paths folders(command.folders.begin(), command.folders.end());
    comparisons = compare_policies(read_results(folders), command.compare[0], command.compare[1]);
  }
  fmt::print("{}", command.as_json ? as_text(to_json(std::span<const Comparison>(comparisons)))
                                   : comparison_markdown(comparisons));
}

void report(const CommandContext& context, const ReportCommand& command,
            const ReportHooks& hooks) {
  if (command.columns) {
    fmt::print("{}", columns_markdown());
    return;
  }
  if (!command.compare.empty()) return print_comparison(command);
  if (command.folders.empty()) {
    throw UserError(
        "DIR is required: name the --out folder of a sweep (see streambed report --help)");
  }
  const Paths folders(command.folders.begin(), command.folders.end());
  const ResultsTable table = read_results(folders);
  Report report = make_report(table);
  add_modes(table, context.registry.assets(), report);
  if (command.is_short) {
    fmt::print("{}", short_table(report));
    return;
  }
  const Paths checkpoints(command.checkpoints.begin(), command.checkpoints.end());
  add_learning_curves(report, hooks, checkpoints);
  if (command.out.empty()) {
    fmt::print("{}", command.as_json ? as_text(to_json(report)) : to_markdown(report));
    return;
  }
  const WrittenReport written = write_report(report, command.out, context.stop.get_token(), hooks);
  for (const std::string& remark : written.remarks) {
    fmt::print(stderr, "streambed: note: left out: {}\n", remark);
  }
  fmt::print("{0}/index.html, {0}/main.tex, {1} figures in {0}/figures\n", command.out,
             written.figures);
}

}  // namespace

void add_report_command(CLI::App& app, CommandContext& context, ReportHooks hooks) {
  CLI::App* sub = app.add_subcommand("report",
                                     "Print the table of results, or write them as a page, "
                                     "LaTeX tables and figures");
  auto command = std::make_shared<ReportCommand>();
  CLI::Option* folders =
      sub->add_option("DIR", command->folders,
                      "Results folders of sweeps; results.csv and timing.csv may be packed as .gz");
  sub->add_option("--out", command->out,
                  "Folder for index.html, main.tex, tables, figures, Markdown, CSV and JSON");
  sub->add_option("--compare", command->compare,
                  "Two policies of the results, or without DIR two results folders: the paired "
                  "comparison on the same starts")
      ->expected(2);
  sub->add_option("--checkpoint", command->checkpoints,
                  "Also draw the learning curve of this checkpoint (repeatable)")
      ->allow_extra_args(false);
  sub->add_flag("--json", command->as_json, "Print JSON instead of Markdown");
  sub->add_flag("--short", command->is_short,
                "Print one small table only: a row per policy, a column per scene");
  sub->add_flag("--columns", command->columns,
                "Print what each column of results.csv and timing.csv is, and nothing else")
      ->excludes(folders);
  sub->callback([&context, command, hooks] { report(context, *command, hooks); });
}

}  // namespace streambed
