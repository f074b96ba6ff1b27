#pragma once
// The modes of results, as a table and as a histogram beside that of the demonstrations. The
// manifest has the task's modes, the demonstrations' file tells their shares (the prior).

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/report/mode_measures.h"
#include "experiments/results/results_table.h"
#include "sim/base/assets.h"

namespace streambed {

struct PolicyModes {
  std::string policy;
  std::int64_t train_seed = 0;
  ModeMeasures measures;
};

// All policies under one task, clock and events. Only tasks that have modes.
struct ModeGroup {
  std::string task, clock, events;
  std::vector<std::string> modes;    // the demonstrated ones
  std::vector<double> prior;         // shares in the demonstrations; empty if not known
  std::vector<PolicyModes> policies; // in the order of the results
};

// Scenes without modes are left out; rows that diverged or ended with an error are, too. A task's
// prior is read from the file that ships for it, demonstrations/TASK-expert.h5 of `assets`, or from
// `prior_file` instead. Throws UserError when that file, given or shipped, is none.
std::vector<ModeGroup> mode_groups(const ResultsTable& table, const Assets& assets,
                                   const std::filesystem::path& prior_file = {});

// "POLICY", or "POLICY seed N" where a policy was trained several times.
std::string mode_row_name(const PolicyModes& policy, const ModeGroup& group);
// Of the successful episodes, those in the mode with this position in ModeGroup::modes.
Share share_of_mode(const ModeMeasures& measures, std::size_t mode);

// A Markdown table with one row per policy, and the notes that its columns need.
std::string mode_table(const ModeGroup& group);

// Shares of the successful episodes with their Wilson intervals: one line per mode, the prior in
// the first columns ("mode,demonstrations,POLICY,POLICY low,POLICY high,...") as CSV.
std::string mode_histogram_csv(const ModeGroup& group);

}  // namespace streambed
