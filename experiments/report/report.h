#pragma once
// What results say: tables, comparisons, caveats. Made from a ResultsTable alone; report_folder.h
// writes it as files.

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "experiments/report/comparison.h"
#include "experiments/report/mode_table.h"
#include "experiments/results/columns.h"
#include "experiments/results/results_table.h"
#include "experiments/stats/stats.h"

namespace streambed {

// Of wall-clock times in microseconds; NaN where not measured. Each episode has its own quantiles;
// p50, p95 and p99 are their medians over episodes, max is the largest of all.
struct LatencySummary {
  double p50 = 0, p95 = 0, p99 = 0, max = 0;
};

// One checkpoint under one task, clock and events.
struct ReportRow {
  std::string policy;
  std::int64_t train_seed = 0;
  std::int64_t episodes = 0;
  std::int64_t starts = 0;                            // different ones; fewer with repeats
  std::optional<std::int64_t> distinct_trajectories;  // where the results tell
  double mean_score = 0;       // mean over episodes of the best score within each
  Interval score_interval;     // bootstrap over starts
  double score_deviation = 0;  // over episodes
  std::int64_t successes = 0;  // at any tick
  // Over the episodes of this checkpoint: Wilson, 95 %; with repeats of a start, bootstrap over
  // starts. None where episodes are duplicates of each other.
  std::optional<Interval> success_interval;
  std::optional<Interval> exact_interval;  // Clopper and Pearson; none with repeats either
  // Every column of numbers as one number over the episodes (Column::summary), by the column's name
  // and in its unit; only what was measured.
  std::map<std::string, double> measures;
  std::map<std::string, std::int64_t> ends;  // how the episodes ended
  std::string reason;                        // of the first episode that went wrong
  std::string method;                        // that it is a checkpoint of
  int colour = 0;                            // of its method, see Report::colours
  std::vector<double> scores;                // of the episodes

  // NaN where not measured.
  double measure(const std::string& column) const;
  // Of one of time_kinds(), by its stem.
  LatencySummary times(const std::string& stem) const;
  bool has_duplicates() const { return distinct_trajectories && *distinct_trajectories < episodes; }
};

// A method trained with several seeds. Intervals speak about the method: t over the seeds' means
// under five seeds, else bootstrap over starts and seeds, crossed.
struct MethodRow {
  std::string name;
  std::vector<std::size_t> rows;  // of the group, one per training seed
  double mean_score = 0, mean_success = 0;
  Interval score_interval, success_interval;
  bool crossed = false;  // which of the two intervals
  std::size_t best =
      0;  // row with the best mean score; it was picked, so its interval is optimistic
  int colour = 0;
};

struct ReportGroup {
  std::string task, clock, events;
  std::vector<ReportRow> rows;     // in the order of the results
  std::vector<MethodRow> methods;  // those with several training seeds
};

// Over tasks and training seeds, under one clock and events. Only where a method has several runs.
struct AggregateRow {
  std::string clock, events, method;
  std::int64_t tasks = 0, runs = 0;
  double interquartile_mean = 0;
  Interval interval;                        // stratified bootstrap
  std::vector<std::vector<double>> scores;  // [task][seed]
  int colour = 0;
};
struct ImprovementRow {
  std::string clock, events, first, second;
  double probability = 0;  // that a run of `second` beats one of `first`
  Interval interval;
};

// Success against delay in control ticks, where a sweep has several; `clock` is without its delay.
struct DelayCurve {
  std::string task, events, clock, policy;
  std::string execution_horizon;  // the policy's key, empty for its default
  std::vector<double> delays, success;
  std::vector<Interval> intervals;  // NaN where there is none
  double area = 0;  // under the curve over its range of delays, divided by that range
  int colour = 0;
};

// How a checkpoint learned, from its own record.
struct LearningCurve {
  std::string label;
  std::vector<double> steps, scores;  // mean score on validation starts
  double chosen_step = 0;             // NaN where the record does not say
  int colour = 0;
};

// What a reader must know. `heading` is empty for a definition, a few words for a caveat.
struct ReportNote {
  std::string heading, text;
};

struct Report {
  std::vector<ReportGroup> groups;
  std::vector<Comparison> comparisons;
  std::vector<AggregateRow> aggregates;
  std::vector<ImprovementRow> improvements;
  std::vector<DelayCurve> delay_curves;
  std::vector<LearningCurve> learning_curves;
  std::vector<ModeGroup> modes;  // of tasks that have some: add_modes()
  std::vector<ReportNote> notes;
  // Names of methods; the position is the colour. Methods that differ in their execution horizon
  // only share one.
  std::vector<std::string> colours;
  std::vector<ResultsSource> sources;
};

Report make_report(const ResultsTable& table);

// The pieces of make_report(): means over tasks and seeds, success against delay, caveats.
void add_aggregates(Report& report);
void add_delay_curves(Report& report);
void add_notes(const ResultsTable& table, Report& report);

// The position of a method's name in report.colours, appended when it is new.
int colour_of(Report& report, const std::string& method);
// One policy trained several times shows its seed; a single one need not.
std::string row_name(const ReportGroup& group, const ReportRow& row);

}  // namespace streambed
