#pragma once
// Results folders as one table in memory. Reads files only: no task, policy or model is needed, so
// results from anybody's machine can be looked at anywhere. Columns are found by the name that they
// have or had; what an older version did not write counts as not measured, and so do all times
// where a folder has no timing.csv. Either file may be packed (experiments/results/table_file.h).

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace streambed {

// The episodes of one checkpoint under one task, clock and events, in the order of the results.
struct ResultsCell {
  using Start = std::pair<std::int64_t, std::int64_t>;  // context, repeat

  std::string policy;
  std::int64_t train_seed = 0;
  std::vector<Start> starts;

  std::int64_t episodes() const { return static_cast<std::int64_t>(starts.size()); }
  // A column of numbers by its name (experiments/results/columns.h), one value per episode, NaN
  // where not measured; empty when no folder has the column.
  std::span<const double> column(const std::string& name) const;
  // A column of texts, one per episode; empty unless all episodes have it.
  std::span<const std::string> text(const std::string& name) const;

  std::map<std::string, std::vector<double>> columns;
  std::map<std::string, std::vector<std::string>> texts;
};

// What all policies in it met alike.
struct ResultsScene {
  std::string task, clock, events;
  std::vector<ResultsCell> cells;
};

// A folder that was read; `manifest` is null where there was none.
struct ResultsSource {
  std::filesystem::path folder;
  nlohmann::json manifest;
  std::int64_t episodes = 0;
};

struct ResultsTable {
  std::vector<ResultsScene> scenes;
  std::vector<ResultsSource> sources;
  std::vector<std::string> remarks;  // what the folders lack, how they were put together: sentences

  bool repeats() const;
};

// Rows of one checkpoint from several folders are put together where their starts differ (shards,
// an extension); where they meet the same starts they are two policies, named after their folders.
// Throws UserError for a folder without results or with columns of a newer version, naming the fix.
ResultsTable read_results(std::span<const std::filesystem::path> folders);

}  // namespace streambed
