// How numbers look in every form of a report, and the table of comparisons.

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "experiments/report/report_tables.h"

namespace streambed {
namespace {

std::string signed_fixed(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:+.{}f}", value, digits);
}

std::string change(double value, const Interval& interval, double scale, int digits) {
  return fmt::format("{} [{}, {}]", signed_fixed(scale * value, digits),
                     signed_fixed(scale * interval.low, digits),
                     signed_fixed(scale * interval.high, digits));
}

std::string p_text(const std::optional<double>& p) {
  if (!p) return "-";
  return *p < 1e-4 ? "< 0.0001" : fmt::format("{:.4f}", *p);
}

int colour_in(const std::vector<std::string>& colours, const std::string& name) {
  const std::string bare = without_key(name, "execution_horizon");
  const auto found = std::find(colours.begin(), colours.end(), bare);
  return found == colours.end() ? -1 : static_cast<int>(found - colours.begin());
}

}  // namespace

std::string colour_hex(int colour) {
  // Okabe and Ito, "Color universal design", 2008; yellow last, since it hardly shows on white.
  constexpr std::array palette{"0072B2", "D55E00", "009E73", "CC79A7",
                               "E69F00", "56B4E9", "000000", "F0E442"};
  return palette[static_cast<std::size_t>(colour) % palette.size()];
}

std::string fixed(double value, int digits) {
  return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits);
}

std::string milliseconds(double microseconds) {
  return column_text(column("first_action_us_p50"), microseconds);
}

std::string percent_interval(const Interval& interval) {
  if (std::isnan(interval.low)) return "-";
  return fmt::format("[{:.1f}, {:.1f}]", 100 * interval.low, 100 * interval.high);
}

std::string success_text(const ReportRow& row) {
  const std::string rate =
      fmt::format("{}/{} = {:.1f} %", row.successes, row.episodes,
                  100.0 * static_cast<double>(row.successes) / static_cast<double>(row.episodes));
  if (row.success_interval) return rate + " " + percent_interval(*row.success_interval);
  return rate + fmt::format(" ({} distinct)", row.distinct_trajectories.value_or(0));
}

std::string ends_text(const ReportRow& row) {
  std::string text;
  for (const auto& [end, count] : row.ends) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, end);
  }
  return text;
}

bool went_wrong(const ReportRow& row) {
  return row.ends.contains("error") || row.ends.contains("diverged");
}

ReportTable comparison_table(std::span<const Comparison> comparisons,
                             const std::vector<std::string>& colours) {
  ReportTable table{
      "comparison",
      "Paired comparisons",
      "Second minus first on the same starts, 95 % paired bootstrap intervals; success "
      "in points of %. Discordant: starts that only the first / only the second solved. "
      "p: McNemar's exact test; Holm: adjusted for all comparisons listed. Detectable: "
      "what this many starts show with power 80 % (success: unpaired).",
      {"first", "second", "starts", "success (%)", "change", "discordant", "p", "p (Holm)", "score",
       "change of score", "detectable"},
      {},
      {}};
  // Scenes get columns where there are several.
  const auto differs = [&](const std::string Comparison::*part) {
    return std::any_of(comparisons.begin(), comparisons.end(), [&](const Comparison& comparison) {
      return comparison.*part != comparisons.front().*part;
    });
  };
  std::vector<const std::string Comparison::*> parts;
  std::vector<std::string> names;
  const auto add_part = [&](const std::string Comparison::*part, const char* name) {
    if (comparisons.empty() || !differs(part)) return;
    parts.push_back(part);
    names.push_back(name);
  };
  add_part(&Comparison::task, "task");
  add_part(&Comparison::clock, "clock");
  add_part(&Comparison::events, "events");
  table.header.insert(table.header.begin(), names.begin(), names.end());

  for (const Comparison& c : comparisons) {
    const bool tested = c.p_value.has_value();
    const auto value = [](const std::optional<double>& p) { return p.value_or(std::nan("")); };
    std::vector<ReportCell> cells;
    for (const auto part : parts) cells.push_back({c.*part});
    cells.insert(
        cells.end(),
        {{c.first, std::nan(""), colour_in(colours, c.first)},
         {c.second, std::nan(""), colour_in(colours, c.second)},
         {std::to_string(c.starts), static_cast<double>(c.starts), -1},
         {fixed(100 * c.first_success, 1) + " / " + fixed(100 * c.second_success, 1),
          c.second_success, -1},
         {change(c.success_change(), c.success_difference, 100, 1), c.success_change(), -1},
         {tested ? fmt::format("{} / {}", c.first_only, c.second_only) : "-",
          static_cast<double>(c.first_only + c.second_only), -1},
         {p_text(c.p_value), value(c.p_value), -1},
         {p_text(c.p_holm), value(c.p_holm), -1},
         {fixed(c.first_score, 3) + " / " + fixed(c.second_score, 3), c.second_score, -1},
         {change(c.score_change(), c.score_difference, 1, 3), c.score_change(), -1},
         {fixed(100 * c.detectable_success, 0) + " % / " + fixed(c.detectable_score, 3),
          c.detectable_score, -1}});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace streambed
