#include "experiments/report/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "experiments/stats/bootstrap.h"
#include "experiments/stats/proportions.h"
#include "sim/types.h"

namespace streambed {
namespace {

constexpr std::int64_t kFewSeeds = 5;  // below it, a bootstrap over seeds knows too little

double largest(std::span<const double> values) {
  double most = kNotMeasured;
  for (const double value : values) {
    if (std::isnan(most) || value > most) most = value;
  }
  return most;
}

double summarise(const Column& column, std::span<const double> values) {
  switch (column.summary) {
    case Summary::kNone: break;
    case Summary::kMean: return mean(values);
    case Summary::kMedian: return median(values);
    case Summary::kLargest: return largest(values);
  }
  return kNotMeasured;
}

// The mean over repeats of each start: the unit that intervals resample.
std::vector<double> start_means(const ResultsCell& cell, std::span<const double> values) {
  std::map<std::int64_t, std::vector<double>> lists;
  for (std::size_t i = 0; i < values.size(); ++i) {
    lists[cell.starts[i].first].push_back(values[i]);
  }
  std::vector<double> means;
  for (const auto& [start, list] : lists) means.push_back(mean(list));
  return means;
}

void add_success(const ResultsCell& cell, ReportRow& row) {
  const std::span<const double> success = cell.column("success");
  row.successes = std::count(success.begin(), success.end(), 1.0);
  if (const auto trajectories = cell.text("trajectory"); !trajectories.empty()) {
    // An empty digest is none: the episode is its own.
    std::set<std::string> distinct(trajectories.begin(), trajectories.end());
    distinct.erase("");
    row.distinct_trajectories = static_cast<std::int64_t>(distinct.size()) +
                                std::count(trajectories.begin(), trajectories.end(), "");
  }

  // Copies of an episode are not trials, and repeats of one start are not independent trials.
  if (row.has_duplicates()) return;
  if (row.starts < row.episodes) {
    row.success_interval = bootstrap_mean(start_means(cell, success), Rng{}.fork("report"));
    return;
  }
  row.success_interval = wilson_interval(row.successes, row.episodes);
  row.exact_interval = clopper_pearson_interval(row.successes, row.episodes);
}

ReportRow summarise(const ResultsCell& cell) {
  ReportRow row;
  row.policy = cell.policy;
  row.train_seed = cell.train_seed;
  row.episodes = cell.episodes();
  std::set<std::int64_t> starts;
  for (const ResultsCell::Start& start : cell.starts) starts.insert(start.first);
  row.starts = static_cast<std::int64_t>(starts.size());

  const std::span<const double> scores = cell.column("score");
  row.scores.assign(scores.begin(), scores.end());
  row.mean_score = mean(scores);
  row.score_deviation = standard_deviation(scores);
  row.score_interval = bootstrap_mean(start_means(cell, scores), Rng{}.fork("report"));
  add_success(cell, row);

  for (const Column& column : columns()) {
    const double value = summarise(column, cell.column(column.name));
    if (!std::isnan(value)) row.measures[column.name] = value;
  }
  const auto ends = cell.text("end"), reasons = cell.text("reason");
  for (std::size_t i = 0; i < ends.size(); ++i) {
    ++row.ends[ends[i]];
    const bool wrong = ends[i] == "error" || ends[i] == "diverged";
    if (wrong && row.reason.empty() && i < reasons.size()) row.reason = reasons[i];
  }
  return row;
}

// Both measures of a method, at the starts that all of its seeds met.
SeedsByStarts at_common_starts(const PolicyMethod& method, const char* column) {
  std::map<std::int64_t, SeedsByStarts> lists;  // start -> seed -> repeats
  for (std::size_t seed = 0; seed < method.cells.size(); ++seed) {
    const ResultsCell& cell = *method.cells[seed];
    const std::span<const double> values = cell.column(column);
    for (std::size_t i = 0; i < values.size(); ++i) {
      SeedsByStarts& seeds = lists[cell.starts[i].first];
      seeds.resize(method.cells.size());
      seeds[seed].push_back(values[i]);
    }
  }
  SeedsByStarts out(method.cells.size());
  for (const auto& [start, seeds] : lists) {
    const bool common = std::none_of(seeds.begin(), seeds.end(),
                                     [](const std::vector<double>& list) { return list.empty(); });
    if (!common) continue;
    for (std::size_t seed = 0; seed < seeds.size(); ++seed) out[seed].push_back(mean(seeds[seed]));
  }
  return out;
}

MethodRow summarise(const PolicyMethod& method, const ReportGroup& group) {
  MethodRow out;
  out.name = method.name;
  std::vector<double> scores, successes;
  for (const ResultsCell* cell : method.cells) {
    const auto row = std::find_if(group.rows.begin(), group.rows.end(), [&](const ReportRow& r) {
      return r.policy == cell->policy && r.train_seed == cell->train_seed;
    });
    out.rows.push_back(static_cast<std::size_t>(row - group.rows.begin()));
    scores.push_back(row->mean_score);
    successes.push_back(static_cast<double>(row->successes) / static_cast<double>(row->episodes));
  }
  const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
  out.best = out.rows[static_cast<std::size_t>(best)];
  out.mean_score = mean(scores);
  out.mean_success = mean(successes);
  out.crossed = static_cast<std::int64_t>(scores.size()) >= kFewSeeds;
  const auto interval = [&](const std::vector<double>& means, const char* column) {
    if (!out.crossed) {
      const Interval student = t_interval(means);
      // Scores and rates lie in [0, 1]; std::clamp keeps a NaN.
      return Interval{std::clamp(student.low, 0.0, 1.0), std::clamp(student.high, 0.0, 1.0)};
    }
    return crossed_bootstrap(at_common_starts(method, column), Rng{}.fork("report"));
  };
  out.score_interval = interval(scores, "score");
  out.success_interval = interval(successes, "success");
  return out;
}

}  // namespace

double ReportRow::measure(const std::string& column) const {
  const auto found = measures.find(column);
  return found == measures.end() ? kNotMeasured : found->second;
}

LatencySummary ReportRow::times(const std::string& stem) const {
  return {measure(stem + "_p50"), measure(stem + "_p95"), measure(stem + "_p99"),
          measure(stem + "_max")};
}

int colour_of(Report& report, const std::string& method) {
  const std::string name = without_key(method, "execution_horizon");
  const auto found = std::find(report.colours.begin(), report.colours.end(), name);
  const auto colour = static_cast<int>(found - report.colours.begin());
  if (found == report.colours.end()) report.colours.push_back(name);
  return colour;
}

std::string row_name(const ReportGroup& group, const ReportRow& row) {
  const auto same = std::count_if(group.rows.begin(), group.rows.end(),
                                  [&](const ReportRow& r) { return r.policy == row.policy; });
  return same > 1 ? fmt::format("{}, train seed {}", row.policy, row.train_seed) : row.policy;
}

Report make_report(const ResultsTable& table) {
  Report report;
  for (const ResultsScene& scene : table.scenes) {
    ReportGroup group{scene.task, scene.clock, scene.events, {}, {}};
    const std::vector<PolicyMethod> methods = methods_of(scene);
    for (const ResultsCell& cell : scene.cells) {
      ReportRow row = summarise(cell);
      for (const PolicyMethod& method : methods) {
        const auto& cells = method.cells;
        if (std::find(cells.begin(), cells.end(), &cell) == cells.end()) continue;
        row.method = method.name;
        row.colour = colour_of(report, method.name);
      }
      group.rows.push_back(std::move(row));
    }
    for (const PolicyMethod& method : methods) {
      if (method.cells.size() < 2) continue;
      group.methods.push_back(summarise(method, group));
      group.methods.back().colour = colour_of(report, method.name);
    }
    report.groups.push_back(std::move(group));
  }
  report.comparisons = compare_all(table.scenes);
  add_aggregates(report);
  add_delay_curves(report);
  add_notes(table, report);
  report.sources = table.sources;
  return report;
}

}  // namespace streambed
