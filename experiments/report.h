#pragma once
// A results folder as a table. Reads files only: no task, policy or model is needed, so results
// from anybody's machine can be looked at anywhere.

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "experiments/stats.h"

namespace streambed {

// One policy under one task, clock and events. Times in microseconds, NaN where not measured.
struct ReportRow {
  std::string policy;
  std::int64_t train_seed = 0;
  std::int64_t episodes = 0;
  double mean_score = 0;       // mean over episodes of the best score within each
  std::int64_t successes = 0;  // at any tick
  Interval success_interval;   // Wilson, 95 %
  double final_coverage = 0;   // mean
  double first_action_p50 = 0, first_action_p95 = 0;
  double per_action_p50 = 0, per_action_p95 = 0;
  std::map<std::string, std::int64_t> ends;  // how the episodes ended
};

struct ReportGroup {
  std::string task, clock, events;
  std::vector<ReportRow> rows;  // in the order of the results
};

struct Report {
  std::vector<ReportGroup> groups;
  std::vector<std::string> notes;  // what a reader must know, one sentence or two each
};

// Throws UserError when the folder holds no results.
Report read_report(const std::filesystem::path& folder);

std::string to_markdown(const Report& report);
nlohmann::json to_json(const Report& report);

}  // namespace streambed
