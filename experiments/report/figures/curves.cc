// Summaries over several groups: over tasks and training seeds, and along the clock's delay.

#include <algorithm>

#include "experiments/report/report.h"
#include "experiments/stats/aggregate.h"
#include "experiments/stats/bootstrap.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {
namespace {

AggregateRow& aggregate_of(std::vector<AggregateRow>& rows, const ReportGroup& group,
                           const std::string& method, int colour) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const AggregateRow& row) {
    return row.clock == group.clock && row.events == group.events && row.method == method;
  });
  if (found != rows.end()) return *found;
  AggregateRow row;
  row.clock = group.clock;
  row.events = group.events;
  row.method = method;
  row.colour = colour;
  rows.push_back(std::move(row));
  return rows.back();
}

void add_runs(std::vector<AggregateRow>& rows, const ReportGroup& group) {
  std::vector<bool> in_method(group.rows.size(), false);
  for (const MethodRow& method : group.methods) {
    std::vector<double> runs;
    for (const std::size_t row : method.rows) {
      in_method[row] = true;
      runs.push_back(group.rows[row].mean_score);
    }
    aggregate_of(rows, group, method.name, method.colour).scores.push_back(std::move(runs));
  }
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    if (in_method[i]) continue;
    const ReportRow& row = group.rows[i];
    aggregate_of(rows, group, row.policy, row.colour).scores.push_back({row.mean_score});
  }
}

bool same_setting(const AggregateRow& a, const AggregateRow& b) {
  return a.clock == b.clock && a.events == b.events;
}

// Delay in control ticks, and the clock but for it; frozen is no delay of any clock.
struct Delay {
  double ticks = 0;
  std::string clock;
  bool frozen = false;
};
std::optional<Delay> delay_of(const std::string& clock) try {
  Spec spec = parse_spec(clock);
  if (spec.name == "frozen") return Delay{0, "", true};
  const auto delay = spec.values.find("delay");
  if (spec.name != "virtual" || delay == spec.values.end()) return std::nullopt;
  const auto ticks = to_number(delay->second);
  if (!ticks) return std::nullopt;
  spec.values.erase(delay);
  return Delay{*ticks, format_spec(spec), false};
} catch (const UserError&) {
  return std::nullopt;
}

std::string execution_horizon(const std::string& policy) try {
  const Spec spec = parse_spec(policy);
  const auto found = spec.values.find("execution_horizon");
  return found == spec.values.end() ? "" : found->second;
} catch (const UserError&) {
  return "";
}

struct DelayPoint {
  double delay = 0, success = 0;
  Interval interval;
};

// Success of a policy by its name in a group: of a method over its seeds, else of a checkpoint.
std::optional<DelayPoint> point_in(const ReportGroup& group, const std::string& policy) {
  for (const MethodRow& method : group.methods) {
    if (method.name == policy) return DelayPoint{0, method.mean_success, method.success_interval};
  }
  for (const ReportRow& row : group.rows) {
    if (row.policy != policy) continue;
    return DelayPoint{0, static_cast<double>(row.successes) / static_cast<double>(row.episodes),
                      row.success_interval.value_or(Interval{kNotMeasured, kNotMeasured})};
  }
  return std::nullopt;
}

// By trapezoids, as a mean over the range.
double area_under(const DelayCurve& curve) {
  double area = 0;
  for (std::size_t i = 1; i < curve.delays.size(); ++i) {
    area += (curve.delays[i] - curve.delays[i - 1]) * (curve.success[i] + curve.success[i - 1]) / 2;
  }
  return area / (curve.delays.back() - curve.delays.front());
}

std::vector<std::pair<std::string, int>> names_in(const ReportGroup& group) {
  std::vector<std::pair<std::string, int>> names;
  std::vector<bool> in_method(group.rows.size(), false);
  for (const MethodRow& method : group.methods) {
    names.emplace_back(method.name, method.colour);
    for (const std::size_t row : method.rows) in_method[row] = true;
  }
  for (std::size_t i = 0; i < group.rows.size(); ++i) {
    if (!in_method[i]) names.emplace_back(group.rows[i].policy, group.rows[i].colour);
  }
  return names;
}

}  // namespace

void add_aggregates(Report& report) {
  std::vector<AggregateRow> rows;
  for (const ReportGroup& group : report.groups) add_runs(rows, group);

  // A method with one run of one task has no distribution over runs.
  const auto statistic = [](const RunsByTask& runs) { return interquartile_mean(runs); };
  const Rng rng = Rng{}.fork("report");
  for (AggregateRow& row : rows) {
    row.tasks = static_cast<std::int64_t>(row.scores.size());
    for (const auto& task : row.scores) row.runs += static_cast<std::int64_t>(task.size());
    if (row.runs < 2) continue;
    row.interquartile_mean = interquartile_mean(row.scores);
    row.interval = stratified_bootstrap(row.scores, statistic, rng, kResamples);
    report.aggregates.push_back(row);
  }
  for (std::size_t i = 0; i < report.aggregates.size(); ++i) {
    for (std::size_t j = i + 1; j < report.aggregates.size(); ++j) {
      const AggregateRow &a = report.aggregates[i], &b = report.aggregates[j];
      if (!same_setting(a, b) || a.tasks != b.tasks) continue;
      report.improvements.push_back(
          {a.clock, a.events, a.method, b.method, probability_of_improvement(a.scores, b.scores),
           probability_of_improvement_interval(a.scores, b.scores, rng, kResamples)});
    }
  }
}

void add_delay_curves(Report& report) {
  // A curve is known by its task, events, clock and policy; a frozen clock begins those of every
  // other.
  std::vector<DelayCurve> curves;
  for (const ReportGroup& group : report.groups) {
    const auto delay = delay_of(group.clock);
    if (!delay || delay->frozen) continue;
    for (const auto& [policy, colour] : names_in(group)) {
      const auto same = [&, name = policy](const DelayCurve& curve) {
        return curve.task == group.task && curve.events == group.events &&
               curve.clock == delay->clock && curve.policy == name;
      };
      if (std::any_of(curves.begin(), curves.end(), same)) continue;
      DelayCurve curve;
      curve.task = group.task;
      curve.events = group.events;
      curve.clock = delay->clock;
      curve.policy = policy;
      curve.execution_horizon = execution_horizon(policy);
      curve.colour = colour;
      curves.push_back(std::move(curve));
    }
  }

  for (DelayCurve& curve : curves) {
    std::vector<DelayPoint> points;
    for (const ReportGroup& group : report.groups) {
      const auto delay = delay_of(group.clock);
      if (group.task != curve.task || group.events != curve.events || !delay) continue;
      if (!delay->frozen && delay->clock != curve.clock) continue;
      auto point = point_in(group, curve.policy);
      if (!point) continue;
      point->delay = delay->ticks;
      points.push_back(*point);
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const DelayPoint& a, const DelayPoint& b) { return a.delay < b.delay; });
    for (const DelayPoint& point : points) {
      // A declared delay of zero repeats the frozen clock.
      if (!curve.delays.empty() && curve.delays.back() == point.delay) continue;
      curve.delays.push_back(point.delay);
      curve.success.push_back(point.success);
      curve.intervals.push_back(point.interval);
    }
    if (curve.delays.size() < 2) continue;
    curve.area = area_under(curve);
    report.delay_curves.push_back(std::move(curve));
  }
}

}  // namespace streambed
