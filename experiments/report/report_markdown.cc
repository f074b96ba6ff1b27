#include <fmt/core.h>

#include <algorithm>

#include "experiments/report/report_forms.h"
#include "experiments/results/table.h"
#include "experiments/stats/proportions.h"

namespace streambed {
namespace {

std::string measured(const ReportRow& row, const char* name) {
  return column_text(column(name), row.measure(name));
}

std::string group_table(const ReportGroup& group) {
  const bool show_ends = std::any_of(group.rows.begin(), group.rows.end(), went_wrong);
  std::vector<TableLine> lines{{"policy", "episodes", column_heading(column("score")),
                                "success k/n, 95 % interval",
                                column_heading(column("final_coverage")),
                                "first action p50 / p95 (ms)", "per action p50 / p95 (ms)"}};
  if (show_ends) lines[0].push_back("ends");
  for (const ReportRow& row : group.rows) {
    const auto pair = [](const LatencySummary& latency) {
      return milliseconds(latency.p50) + " / " + milliseconds(latency.p95);
    };
    lines.push_back({markdown_cell(row_name(group, row)), std::to_string(row.episodes),
                     measured(row, "score"), success_text(row), measured(row, "final_coverage"),
                     pair(row.times("first_action_us")), pair(row.times("per_action_us"))});
    if (show_ends) lines.back().push_back(ends_text(row));
  }
  return aligned_table(lines);
}

std::string method_lines(const ReportGroup& group) {
  std::string out;
  for (const MethodRow& method : group.methods) {
    out += fmt::format(
        "- Method {}, {} training seeds: mean score {:.3f} [{:.3f}, {:.3f}], success {:.1f} % {}; "
        "best seed {} ({:.3f}, picked after the fact).\n",
        markdown_cell(method.name), method.rows.size(), method.mean_score,
        method.score_interval.low, method.score_interval.high, 100 * method.mean_success,
        percent_interval(method.success_interval), group.rows[method.best].train_seed,
        group.rows[method.best].mean_score);
  }
  return out.empty() ? out : out + "\n";
}

// "45/50 = 90.0 % [78.6, 95.7]" where episodes can be counted, else a mean over seeds.
std::string rate(double share, std::int64_t starts, std::int64_t seeds, std::int64_t repeats) {
  if (seeds > 1 || repeats > 1) {
    return fmt::format("{:.1f} % ({} seeds, {} starts)", 100 * share, seeds, starts);
  }
  const auto successes = static_cast<std::int64_t>(share * static_cast<double>(starts) + 0.5);
  return fmt::format("{}/{} = {:.1f} % {}", successes, starts, 100 * share,
                     percent_interval(wilson_interval(successes, starts)));
}

}  // namespace

std::string to_markdown(const Report& report) {
  std::string out;
  for (const ReportGroup& group : report.groups) {
    out += fmt::format("### {}, clock {}, events {}\n\n{}\n{}", markdown_cell(group.task),
                       markdown_cell(group.clock), markdown_cell(group.events), group_table(group),
                       method_lines(group));
  }
  for (const ReportNote& note : report.notes) {
    out += note.heading.empty() ? "- " + note.text + "\n"
                                : fmt::format("- **{}**: {}\n", note.heading, note.text);
  }
  return out;
}

std::string to_markdown(std::span<const ReportTable> tables) {
  std::string out;
  for (const ReportTable& table : tables) {
    std::vector<TableLine> lines{table.header};
    for (const auto& row : table.rows) {
      TableLine& line = lines.emplace_back();
      for (const ReportCell& cell : row) line.push_back(markdown_cell(cell.text));
    }
    out += fmt::format("### {}\n\n{}\n{}\n\n", table.title, aligned_table(lines), table.caption);
  }
  return out;
}

std::string comparison_markdown(std::span<const Comparison> comparisons) {
  std::string out;
  for (const Comparison& c : comparisons) {
    out += fmt::format("### {}, clock {}, events {}\n\n", markdown_cell(c.task),
                       markdown_cell(c.clock), markdown_cell(c.events));
    out += fmt::format("- first: {}: {}\n- second: {}: {}\n", markdown_cell(c.first),
                       rate(c.first_success, c.starts, c.first_seeds, c.repeats),
                       markdown_cell(c.second),
                       rate(c.second_success, c.starts, c.second_seeds, c.repeats));
    if (c.left_out > 0) {
      out += fmt::format("- {} starts are left out, which only one of them met\n", c.left_out);
    }
    if (!c.p_value) {
      out += "- no McNemar test: it holds between two checkpoints without repeats\n";
    }
    out += "\n";
  }
  const ReportTable table = comparison_table(comparisons, {});
  return out + to_markdown(std::span(&table, 1));
}

}  // namespace streambed
