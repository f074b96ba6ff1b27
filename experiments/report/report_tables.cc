#include "experiments/report/report_tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "experiments/report/report_modes.h"

namespace streambed {
namespace {

std::string percent(double share) { return fixed(100 * share, 1); }
ReportCell number(double value, int digits) { return {fixed(value, digits), value, -1}; }
ReportCell share(double value) { return {percent(value), value, -1}; }
ReportCell count(std::int64_t value) {
  return {std::to_string(value), static_cast<double>(value), -1};
}
// What a report makes of a column.
ReportCell measured(const Column& column, const ReportRow& row) {
  const double value = row.measure(column.name);
  return {column_text(column, value), value, -1};
}
ReportCell range(const Interval& interval, int digits) {
  if (std::isnan(interval.low)) return {"-"};
  return {fmt::format("[{:.{}f}, {:.{}f}]", interval.low, digits, interval.high, digits),
          interval.low, -1};
}

// Which of a scene's three parts differ between groups and so need a column.
class SceneColumns {
 public:
  explicit SceneColumns(const std::vector<std::array<std::string, 3>>& scenes) {
    for (std::size_t part = 0; part < 3; ++part) {
      for (const auto& scene : scenes) shown_[part] |= scene[part] != scenes[0][part];
    }
  }
  void add_header(std::vector<std::string>& header) const {
    constexpr std::array names{"task", "clock", "events"};
    for (std::size_t part = 0; part < 3; ++part) {
      if (shown_[part]) header.push_back(names[part]);
    }
  }
  void add_cells(std::vector<ReportCell>& row, const std::array<std::string, 3>& scene) const {
    for (std::size_t part = 0; part < 3; ++part) {
      if (shown_[part]) row.push_back({scene[part]});
    }
  }

 private:
  std::array<bool, 3> shown_{};
};

std::array<std::string, 3> scene_of(const ReportGroup& group) {
  return {group.task, group.clock, group.events};
}

// A table with a line for every row of every group, whose scene comes first where scenes differ.
class GroupTable {
 public:
  GroupTable(const Report& report, ReportTable table)
      : report_(report), table_(std::move(table)), columns_(scenes(report)) {
    std::vector<std::string> header;
    columns_.add_header(header);
    table_.header.insert(table_.header.begin(), header.begin(), header.end());
  }
  template <class Fill>
  ReportTable fill(Fill&& fill_row) {
    for (const ReportGroup& group : report_.groups) {
      if (!table_.rows.empty()) table_.rules.push_back(table_.rows.size());
      for (const ReportRow& row : group.rows) {
        std::vector<ReportCell> cells;
        columns_.add_cells(cells, scene_of(group));
        cells.push_back({row_name(group, row), std::nan(""), row.colour});
        fill_row(row, cells);
        table_.rows.push_back(std::move(cells));
      }
    }
    return std::move(table_);
  }

 private:
  static std::vector<std::array<std::string, 3>> scenes(const Report& report) {
    std::vector<std::array<std::string, 3>> list;
    for (const ReportGroup& group : report.groups) list.push_back(scene_of(group));
    return list;
  }
  const Report& report_;
  ReportTable table_;
  SceneColumns columns_;
};

template <class Predicate>
bool any_row(const Report& report, Predicate&& predicate) {
  return std::any_of(report.groups.begin(), report.groups.end(), [&](const ReportGroup& group) {
    return std::any_of(group.rows.begin(), group.rows.end(), predicate);
  });
}

// The columns of a table that somebody measured.
std::vector<const Column*> shown_columns(const Report& report, Shown table) {
  std::vector<const Column*> out;
  for (const Column& column : columns()) {
    const auto measured = [&](const ReportRow& row) { return row.measures.contains(column.name); };
    if (column.shown == table && any_row(report, measured)) out.push_back(&column);
  }
  return out;
}

ReportTable success_table(const Report& report) {
  const bool distinct =
      any_row(report, [](const ReportRow& row) { return row.distinct_trajectories.has_value(); });
  const bool ends = any_row(report, went_wrong);
  ReportTable table{"success",
                    "Success and score",
                    "Score: mean of the best score of each episode, interval by bootstrap over "
                    "starts. Success: at any tick, checkpoint intervals over episodes (Wilson; "
                    "Clopper and Pearson), in %.",
                    {"policy", "episodes", column_heading(column("score")), "95 %", "k/n",
                     column_heading(column("success")), "Wilson 95 %", "exact 95 %"},
                    {},
                    {}};
  std::vector<const Column*> others = shown_columns(report, Shown::kSuccess);
  std::erase_if(others, [](const Column* other) {
    return other->name == std::string_view("score") || other->name == std::string_view("success");
  });
  for (const Column* other : others) table.header.push_back(column_heading(*other));
  if (distinct) table.header.push_back("distinct");
  if (ends) table.header.push_back("ends");
  return GroupTable(report, std::move(table)).fill([&](const ReportRow& row, auto& cells) {
    const double rate = static_cast<double>(row.successes) / static_cast<double>(row.episodes);
    const auto interval = [](const std::optional<Interval>& value) {
      return value ? ReportCell{percent_interval(*value), value->low, -1} : ReportCell{"-"};
    };
    cells.insert(cells.end(), {count(row.episodes),
                               measured(column("score"), row),
                               range(row.score_interval, column("score").digits),
                               {fmt::format("{}/{}", row.successes, row.episodes), rate, -1},
                               share(rate),
                               interval(row.success_interval),
                               interval(row.exact_interval)});
    for (const Column* other : others) cells.push_back(measured(*other, row));
    if (distinct) cells.push_back(count(row.distinct_trajectories.value_or(row.episodes)));
    if (ends) cells.push_back({ends_text(row)});
  });
}

// A table of columns alone; without rows when nobody measured any.
ReportTable measure_table(const Report& report, Shown shown, const char* name, const char* title,
                          const char* caption) {
  ReportTable table{name, title, caption, {"policy"}, {}, {}};
  const std::vector<const Column*> list = shown_columns(report, shown);
  if (list.empty()) return table;
  for (const Column* column : list) {
    // Twelve times have no room for their unit, which stands in the title.
    table.header.push_back(shown == Shown::kLatency ? column->title : column_heading(*column));
  }
  return GroupTable(report, std::move(table)).fill([&](const ReportRow& row, auto& cells) {
    for (const Column* column : list) cells.push_back(measured(*column, row));
  });
}

ReportTable latency_table(const Report& report) {
  return measure_table(
      report, Shown::kLatency, "latency", "Latency on the wall clock (ms)",
      "Medians over episodes of each episode's quantiles; max over all episodes. First action: "
      "from the observation to the first action of a plan. Per action: thinking time of a plan "
      "over its actions. Per chunk: all of a plan.");
}

ReportTable behaviour_table(const Report& report) {
  return measure_table(
      report, Shown::kBehaviour, "behaviour", "Behaviour in the closed loop",
      "Means over episodes, of those in which the measure exists. Stalled: physics steps that "
      "repeated the last target because no action was ready.");
}

ReportTable method_table(const Report& report) {
  ReportTable table{"methods",
                    "Methods over their training seeds",
                    "Means over training seeds with the method's 95 % interval. The best seed was "
                    "picked after the fact and is no fair estimate.",
                    {"task", "clock", "events", "method", "seeds", "score", "method 95 %",
                     "success (%)", "method 95 % (success)", "each seed: score, success"},
                    {},
                    {}};
  for (const ReportGroup& group : report.groups) {
    for (const MethodRow& method : group.methods) {
      std::string each;
      for (const std::size_t index : method.rows) {
        const ReportRow& row = group.rows[index];
        each += fmt::format("{}seed {}{}: {:.3f}, {}/{}", each.empty() ? "" : "; ", row.train_seed,
                            index == method.best ? " (best)" : "", row.mean_score, row.successes,
                            row.episodes);
      }
      table.rows.push_back({{group.task},
                            {group.clock},
                            {group.events},
                            {method.name, std::nan(""), method.colour},
                            count(static_cast<std::int64_t>(method.rows.size())),
                            number(method.mean_score, 3),
                            range(method.score_interval, 3),
                            share(method.mean_success),
                            {percent_interval(method.success_interval)},
                            {each}});
    }
  }
  return table;
}

ReportTable delay_table(const Report& report) {
  std::set<double> delays;
  for (const DelayCurve& curve : report.delay_curves) {
    delays.insert(curve.delays.begin(), curve.delays.end());
  }
  ReportTable table{
      "delay",
      "Success against injected delay",
      "Success in % when every action arrives so many control ticks late; area: under "
      "the curve, as a mean over its range of delays.",
      {"task", "events", "clock", "policy"},
      {},
      {}};
  for (const double delay : delays) {
    table.header.push_back(fmt::format("{:g} tick{}", delay, delay == 1 ? "" : "s"));
  }
  table.header.push_back("area (%)");
  for (const DelayCurve& curve : report.delay_curves) {
    std::vector<ReportCell> cells{{curve.task},
                                  {curve.events},
                                  {curve.clock},
                                  {curve.policy, std::nan(""), curve.colour}};
    for (const double delay : delays) {
      const auto found = std::find(curve.delays.begin(), curve.delays.end(), delay);
      cells.push_back(
          found == curve.delays.end()
              ? ReportCell{"-"}
              : share(curve.success[static_cast<std::size_t>(found - curve.delays.begin())]));
    }
    cells.push_back(share(curve.area));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

ReportTable aggregate_table(const Report& report) {
  ReportTable table{
      "aggregate",
      "Over tasks and training seeds",
      "Interquartile mean of the runs' mean scores with a stratified bootstrap interval "
      "(Agarwal et al. 2021). A run is one checkpoint on one task.",
      {"clock", "events", "method", "tasks", "runs", "interquartile mean", "95 %"},
      {},
      {}};
  for (const AggregateRow& row : report.aggregates) {
    table.rows.push_back({{row.clock},
                          {row.events},
                          {row.method, std::nan(""), row.colour},
                          count(row.tasks),
                          count(row.runs),
                          number(row.interquartile_mean, 3),
                          range(row.interval, 3)});
  }
  return table;
}

ReportTable improvement_table(const Report& report) {
  ReportTable table{
      "improvement",
      "Probability of improvement",
      "Chance that a run of the second method beats one of the first on a task drawn at "
      "random (Agarwal et al. 2021), with a stratified bootstrap interval.",
      {"clock", "events", "first", "second", "probability", "95 %"},
      {},
      {}};
  for (const ImprovementRow& row : report.improvements) {
    table.rows.push_back({{row.clock},
                          {row.events},
                          {row.first},
                          {row.second},
                          number(row.probability, 3),
                          range(row.interval, 3)});
  }
  return table;
}

}  // namespace

std::vector<ReportTable> report_tables(const Report& report) {
  std::vector<ReportTable> tables;
  for (ReportTable& table : std::vector<ReportTable>{
           success_table(report), method_table(report), delay_table(report),
           comparison_table(report.comparisons, report.colours), aggregate_table(report),
           improvement_table(report), latency_table(report), behaviour_table(report)}) {
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  for (ReportTable& table : mode_tables(report)) tables.push_back(std::move(table));
  return tables;
}

}  // namespace streambed
