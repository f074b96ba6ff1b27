#include "experiments/report/report_short.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "experiments/report/report_tables.h"
#include "experiments/results/table.h"

namespace streambed {
namespace {

const ModeGroup* modes_of(const Report& report, const ReportGroup& group) {
  const auto found =
      std::find_if(report.modes.begin(), report.modes.end(), [&](const ModeGroup& m) {
        return m.task == group.task && m.clock == group.clock && m.events == group.events;
      });
  return found == report.modes.end() ? nullptr : &*found;
}

// "virtual(delay=2)" says "delay=2".
std::string short_clock(const std::string& clock) {
  constexpr std::string_view kVirtual = "virtual(";
  if (!clock.starts_with(kVirtual) || !clock.ends_with(")")) return clock;
  return clock.substr(kVirtual.size(), clock.size() - kVirtual.size() - 1);
}

class ShortTable {
 public:
  explicit ShortTable(const Report& report) : report_(report) {
    for (const ReportGroup& group : report.groups) {
      tasks_.insert(group.task);
      clocks_.insert(group.clock);
      events_.insert(group.events);
    }
  }

  std::string text() {
    const bool one_task = tasks_.size() == 1;
    const bool timed = one_task && has_times();
    TableLine header{"policy"};
    if (one_task) header.push_back("score");
    if (timed) header.insert(header.end(), {"first action (ms)", "per action (ms)"});
    for (const ReportGroup& group : report_.groups) {
      header.push_back(heading(group));
      if (has_invented_ways(group)) header.push_back("invented ways");
    }
    std::vector<TableLine> lines{header};
    for (const std::string& name : names()) {
      TableLine line{markdown_cell(name)};
      if (one_task) line.push_back(score(report_.groups.front(), name));
      if (timed) {
        for (const char* stem : {"first_action_us", "per_action_us"}) {
          line.push_back(median_time(report_.groups.front(), name, stem));
        }
      }
      for (const ReportGroup& group : report_.groups) {
        line.push_back(cell(group, name));
        if (has_invented_ways(group)) line.push_back(invented(group, name));
      }
      lines.push_back(std::move(line));
    }
    return aligned_table(lines) + "\n" + sentence();
  }

 private:
  // All policies, in the order in which they come.
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const ReportGroup& group : report_.groups) {
      for (const ReportRow& row : group.rows) {
        std::string name = row_name(group, row);
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
      }
    }
    return out;
  }

  // What tells this scene from the others.
  std::string heading(const ReportGroup& group) const {
    std::string out;
    const auto add = [&out](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (tasks_.size() > 1 || (clocks_.size() == 1 && events_.size() == 1)) add(group.task);
    if (clocks_.size() > 1) add(short_clock(group.clock));
    if (events_.size() > 1) add(group.events == "none" ? "no events" : group.events);
    if (const ModeGroup* modes = modes_of(report_, group); modes && shows_ways()) {
      add(fmt::format("{} ways", modes->modes.size()));
    }
    return markdown_cell(out);
  }

  static const ReportRow* find(const ReportGroup& group, const std::string& name) {
    for (const ReportRow& row : group.rows) {
      if (row_name(group, row) == name) return &row;
    }
    return nullptr;
  }

  static std::string score(const ReportGroup& group, const std::string& name) {
    const ReportRow* row = find(group, name);
    return row == nullptr ? "" : fixed(row->mean_score, 3);
  }

  // Delays and disturbances are compared by success alone.
  bool shows_ways() const { return clocks_.size() == 1 && events_.size() == 1; }

  // What a policy did in one scene; null where its task has no modes.
  const ModeMeasures* ways(const ReportGroup& group, const ReportRow& row) const {
    const ModeGroup* modes = shows_ways() ? modes_of(report_, group) : nullptr;
    if (modes == nullptr) return nullptr;
    for (const PolicyModes& policy : modes->policies) {
      if (policy.policy == row.policy && policy.train_seed == row.train_seed) {
        return &policy.measures;
      }
    }
    return nullptr;
  }

  // Does somebody take a way that nobody demonstrated?
  bool has_invented_ways(const ReportGroup& group) const {
    return std::any_of(group.rows.begin(), group.rows.end(), [&](const ReportRow& row) {
      const ModeMeasures* measures = ways(group, row);
      return measures != nullptr && measures->spurious.count > 0;
    });
  }

  std::string invented(const ReportGroup& group, const std::string& name) const {
    const ReportRow* row = find(group, name);
    const ModeMeasures* measures = row == nullptr ? nullptr : ways(group, *row);
    return measures == nullptr ? "" : fixed(100 * measures->spurious.value(), 1) + " %";
  }

  // Folders without timing.csv measured none.
  bool has_times() const {
    const auto& rows = report_.groups.front().rows;
    return std::any_of(rows.begin(), rows.end(), [](const ReportRow& row) {
      return std::isfinite(row.times("first_action_us").p50);
    });
  }

  static std::string median_time(const ReportGroup& group, const std::string& name,
                                 const char* stem) {
    const ReportRow* row = find(group, name);
    return row == nullptr ? "" : milliseconds(row->times(stem).p50);
  }

  std::string cell(const ReportGroup& group, const std::string& name) {
    const ReportRow* row = find(group, name);
    if (row == nullptr) return "";
    episodes_.insert(row->episodes);
    if (row->success_interval) {
      widest_ = std::max(widest_, row->success_interval->high - row->success_interval->low);
    }
    const double rate = static_cast<double>(row->successes) / static_cast<double>(row->episodes);
    std::string text = fixed(100 * rate, 1) + " %";
    if (const ModeMeasures* measures = ways(group, *row)) {
      has_modes_ = true;
      text += " / " + fixed(measures->effective_modes, 1);
    }
    return text;
  }

  std::string sentence() const {
    std::string text;
    for (const std::int64_t episodes : episodes_) {
      text += (text.empty() ? "" : ", ") + std::to_string(episodes);
    }
    text = "Success" + std::string(has_modes_ ? " / effective ways" : "") + " of " + text +
           " episodes per cell, one checkpoint each; 95 % intervals over starts reach " +
           fixed(50 * widest_, 1) + " points to either side.\n";
    return text;
  }

  const Report& report_;
  std::set<std::string> tasks_, clocks_, events_;
  std::set<std::int64_t> episodes_;
  double widest_ = 0;
  bool has_modes_ = false;
};

}  // namespace

std::string short_table(const Report& report) { return ShortTable(report).text(); }

}  // namespace streambed
