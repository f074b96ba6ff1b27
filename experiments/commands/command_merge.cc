#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/sweep/merge.h"

namespace streambed {

void add_merge_command(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("merge", "Put the folders of a sharded sweep together");
  auto folders = std::make_shared<std::vector<std::string>>();
  auto out = std::make_shared<std::string>();
  command->add_option("DIR", *folders, "Results folders of sweeps with --shard")->required();
  command->add_option("--out", *out, "Folder of the whole sweep")->required();
  command->callback([&context, folders, out] {
    const MergeOutcome outcome = merge_results({folders->begin(), folders->end()}, *out);
    for (const std::string& note : outcome.notes) fmt::print(stderr, "streambed: note: {}\n", note);
    fmt::print("{} episodes of {} folders in {}/results.csv\nThe table: streambed report {}\n",
               outcome.rows, folders->size(), *out, *out);
    if (outcome.errors > 0) {
      fmt::print(stderr, "streambed: {} episodes ended with an error; see the column reason\n",
                 outcome.errors);
      context.exit_status = kErrorRowsStatus;
    }
  });
}

}  // namespace streambed
