// The forms in which a report leaves the program.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "experiments/report.h"
#include "experiments/table.h"

namespace streambed {
namespace {

std::string fixed(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits);
}

// Three significant digits in milliseconds, as far as the clock can tell.
std::string milliseconds(double microseconds) {
  if (std::isnan(microseconds)) return "-";
  const double value = microseconds / 1000;
  const int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
  return fmt::format("{:.{}f}", value, digits);
}

std::string success(const ReportRow& row) {
  return fmt::format("{}/{} = {:.1f} % [{:.1f}, {:.1f}]", row.successes, row.episodes,
                     100.0 * static_cast<double>(row.successes) / static_cast<double>(row.episodes),
                     100 * row.success_interval.low, 100 * row.success_interval.high);
}

bool went_wrong(const ReportRow& row) {
  return row.ends.contains("error") || row.ends.contains("diverged");
}

std::string ends(const ReportRow& row) {
  std::string text;
  for (const auto& [end, count] : row.ends) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, end);
  }
  return text;
}

// One policy trained several times shows its seed; a single one need not.
std::string policy_name(const ReportGroup& group, const ReportRow& row) {
  const auto same = std::count_if(group.rows.begin(), group.rows.end(),
                                  [&](const ReportRow& r) { return r.policy == row.policy; });
  return same > 1 ? fmt::format("{}, train seed {}", row.policy, row.train_seed) : row.policy;
}

std::string group_table(const ReportGroup& group) {
  const bool show_ends = std::any_of(group.rows.begin(), group.rows.end(), went_wrong);
  std::vector<TableLine> lines{{"policy", "episodes", "mean max score",
                                "success k/n, 95 % interval", "final coverage",
                                "first action p50 / p95 (ms)", "per action p50 / p95 (ms)"}};
  if (show_ends) lines[0].push_back("ends");
  for (const ReportRow& row : group.rows) {
    const auto pair = [](double low, double high) {
      return milliseconds(low) + " / " + milliseconds(high);
    };
    lines.push_back({markdown_cell(policy_name(group, row)), std::to_string(row.episodes),
                     fixed(row.mean_score, 3), success(row), fixed(row.final_coverage, 3),
                     pair(row.first_action_p50, row.first_action_p95),
                     pair(row.per_action_p50, row.per_action_p95)});
    if (show_ends) lines.back().push_back(ends(row));
  }
  return aligned_table(lines);
}

}  // namespace

std::string to_markdown(const Report& report) {
  std::string out;
  for (const ReportGroup& group : report.groups) {
    out += fmt::format("### {}, clock {}, events {}\n\n{}\n", markdown_cell(group.task),
                       markdown_cell(group.clock), markdown_cell(group.events), group_table(group));
  }
  for (const std::string& note : report.notes) out += "- " + note + "\n";
  return out;
}

nlohmann::json to_json(const Report& report) {
  using nlohmann::json;
  json groups = json::array();
  for (const ReportGroup& group : report.groups) {
    json rows = json::array();
    for (const ReportRow& row : group.rows) {
      rows.push_back(
          {{"policy", row.policy},
           {"train_seed", row.train_seed},
           {"episodes", row.episodes},
           {"mean_score", row.mean_score},
           {"successes", row.successes},
           {"success_wilson95", {row.success_interval.low, row.success_interval.high}},
           {"final_coverage", row.final_coverage},
           {"first_action_us", {{"p50", row.first_action_p50}, {"p95", row.first_action_p95}}},
           {"per_action_us", {{"p50", row.per_action_p50}, {"p95", row.per_action_p95}}},
           {"ends", row.ends}});
    }
    groups.push_back({{"task", group.task},
                      {"clock", group.clock},
                      {"events", group.events},
                      {"policies", rows}});
  }
  return {{"version", 1}, {"groups", groups}, {"notes", report.notes}};
}

}  // namespace streambed
