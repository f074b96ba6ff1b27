#include <nlohmann/json.hpp>

#include "experiments/report/report_forms.h"
#include "experiments/results/csv.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using nlohmann::json;

json pair(const Interval& interval) { return {interval.low, interval.high}; }
json pair(const std::optional<Interval>& interval) {
  return interval ? pair(*interval) : json(nullptr);
}
template <class Value>
json or_null(const std::optional<Value>& value) {
  return value ? json(*value) : json(nullptr);
}

// Which columns of numbers a report makes one number of.
std::vector<const Column*> measured_columns() {
  std::vector<const Column*> out;
  for (const Column& column : columns()) {
    if (column.summary != Summary::kNone) out.push_back(&column);
  }
  return out;
}

json measures_json(const ReportRow& row) {
  json out = json::object();
  for (const Column* column : measured_columns()) out[column->name] = row.measure(column->name);
  return out;
}

const char* to_string(Summary summary) {
  return summary == Summary::kMean     ? "mean over episodes"
         : summary == Summary::kMedian ? "median over episodes"
                                       : "largest of all episodes";
}

json columns_json() {
  json out = json::object();
  for (const Column* column : measured_columns()) {
    out[column->name] = {{"unit", column->unit},
                         {"title", column->title},
                         {"summary", to_string(column->summary)},
                         {"meaning", column->meaning}};
  }
  return out;
}

json row_json(const ReportRow& row) {
  return {
      {"policy", row.policy},
      {"train_seed", row.train_seed},
      {"episodes", row.episodes},
      {"starts", row.starts},
      {"distinct_trajectories", or_null(row.distinct_trajectories)},
      {"score_bootstrap95", pair(row.score_interval)},
      {"successes", row.successes},
      {"success_wilson95", row.starts == row.episodes ? pair(row.success_interval) : json(nullptr)},
      {"success_exact95", pair(row.exact_interval)},
      {"success_bootstrap95",
       row.starts < row.episodes ? pair(row.success_interval) : json(nullptr)},
      {"measures", measures_json(row)},
      {"ends", row.ends}};
}

json method_json(const ReportGroup& group, const MethodRow& method) {
  json seeds = json::array();
  for (const std::size_t row : method.rows) seeds.push_back(group.rows[row].train_seed);
  return {{"method", method.name},
          {"train_seeds", seeds},
          {"best_train_seed", group.rows[method.best].train_seed},
          {"interval",
           method.crossed ? "crossed bootstrap over starts and seeds" : "t over training seeds"},
          {"mean_score", method.mean_score},
          {"mean_score95", pair(method.score_interval)},
          {"mean_success", method.mean_success},
          {"mean_success95", pair(method.success_interval)}};
}

json comparison_json(const Comparison& c) {
  return {{"task", c.task},
          {"clock", c.clock},
          {"events", c.events},
          {"first", c.first},
          {"second", c.second},
          {"starts", c.starts},
          {"starts_left_out", c.left_out},
          {"repeats", c.repeats},
          {"train_seeds", {c.first_seeds, c.second_seeds}},
          {"success", {c.first_success, c.second_success}},
          {"success_change95", pair(c.success_difference)},
          {"discordant", c.p_value ? json{c.first_only, c.second_only} : json(nullptr)},
          {"mcnemar_p", or_null(c.p_value)},
          {"mcnemar_p_holm", or_null(c.p_holm)},
          {"score", {c.first_score, c.second_score}},
          {"score_change95", pair(c.score_difference)},
          {"detectable_success", c.detectable_success},
          {"detectable_score", c.detectable_score}};
}

json share_json(const Share& share) { return {{"count", share.count}, {"of", share.of}}; }

json modes_json(const PolicyModes& policy) {
  const ModeMeasures& m = policy.measures;
  return {{"policy", policy.policy},
          {"train_seed", policy.train_seed},
          {"counts", m.counts},
          {"success", share_json(m.success)},
          {"spurious", share_json(m.spurious)},
          {"undecided", share_json(m.undecided)},
          {"changed", share_json(m.changed)},
          {"entropy", m.entropy},
          {"entropy95", pair(m.entropy_interval)},
          {"entropy_plug_in", m.entropy_plug_in},
          {"entropy_chao_shen", m.entropy_chao_shen},
          {"entropy_given_start_failed_as_0", m.conditional_zero},
          {"entropy_given_start_failed_dropped", m.conditional_dropped},
          {"divergence", m.divergence},
          {"divergence95", pair(m.divergence_interval)},
          {"modes_seen", m.modes_seen},
          {"top_share", m.top_share},
          {"effective_modes", m.effective_modes},
          {"effective_modes95", pair(m.effective_modes_interval)},
          {"design_effect", m.design_effect}};
}

template <class Rows, class ToJson>
json list(const Rows& rows, ToJson&& convert) {
  json out = json::array();
  for (const auto& row : rows) out.push_back(convert(row));
  return out;
}

std::string text_of(double value) { return to_text(value); }
std::string text_of(std::int64_t value) { return to_text(value); }
std::string text_of(const std::optional<double>& value) {
  return value ? to_text(*value) : std::string("nan");
}

// "low,high" as two fields; nan where there is no interval.
void add_interval(std::vector<std::string>& fields, const std::optional<Interval>& interval) {
  fields.push_back(interval ? to_text(interval->low) : "nan");
  fields.push_back(interval ? to_text(interval->high) : "nan");
}

}  // namespace

json to_json(const Report& report) {
  const json groups = list(report.groups, [](const ReportGroup& group) -> json {
    return {{"task", group.task},
            {"clock", group.clock},
            {"events", group.events},
            {"policies", list(group.rows, row_json)},
            {"methods", list(group.methods,
                             [&](const MethodRow& method) { return method_json(group, method); })}};
  });
  const json aggregates = list(report.aggregates, [](const AggregateRow& row) -> json {
    return {{"clock", row.clock},
            {"events", row.events},
            {"method", row.method},
            {"tasks", row.tasks},
            {"runs", row.runs},
            {"interquartile_mean", row.interquartile_mean},
            {"stratified_bootstrap95", pair(row.interval)}};
  });
  const json improvements = list(report.improvements, [](const ImprovementRow& row) -> json {
    return {{"clock", row.clock},
            {"events", row.events},
            {"first", row.first},
            {"second", row.second},
            {"probability", row.probability},
            {"stratified_bootstrap95", pair(row.interval)}};
  });
  const json modes = list(report.modes, [](const ModeGroup& group) -> json {
    return {{"task", group.task},
            {"clock", group.clock},
            {"events", group.events},
            {"modes", group.modes},
            {"demonstrations", group.prior},
            {"policies", list(group.policies, modes_json)}};
  });
  const json curves = list(report.delay_curves, [](const DelayCurve& curve) -> json {
    return {{"task", curve.task},     {"events", curve.events}, {"clock", curve.clock},
            {"policy", curve.policy}, {"delays", curve.delays}, {"success", curve.success},
            {"area", curve.area}};
  });
  const json learning = list(report.learning_curves, [](const LearningCurve& curve) -> json {
    return {{"policy", curve.label}, {"steps", curve.steps}, {"scores", curve.scores}};
  });
  const json notes = list(report.notes, [](const ReportNote& note) -> json {
    return {{"heading", note.heading}, {"text", note.text}};
  });
  const json sources = list(report.sources, [](const ResultsSource& source) -> json {
    return {{"folder", source.folder.string()},
            {"episodes", source.episodes},
            {"manifest", source.manifest}};
  });
  return {{"version", 4},
          {"columns", columns_json()},
          {"groups", groups},
          {"comparisons", to_json(std::span<const Comparison>(report.comparisons))},
          {"aggregates", aggregates},
          {"improvements", improvements},
          {"modes", modes},
          {"delay_curves", curves},
          {"learning_curves", learning},
          {"notes", notes},
          {"sources", sources}};
}

json to_json(std::span<const Comparison> comparisons) { return list(comparisons, comparison_json); }

std::string summary_csv(const Report& report) {
  const std::vector<const Column*> measures = measured_columns();
  std::vector<std::string> header{"task",
                                  "clock",
                                  "events",
                                  "policy",
                                  "train_seed",
                                  "columns_version",
                                  "episodes",
                                  "starts",
                                  "distinct_trajectories",
                                  "successes",
                                  "success_low",
                                  "success_high",
                                  "success_exact_low",
                                  "success_exact_high",
                                  "score_low",
                                  "score_high"};
  for (const Column* column : measures) header.emplace_back(column->name);
  std::string out = csv_line(header);
  for (const ReportGroup& group : report.groups) {
    for (const ReportRow& row : group.rows) {
      std::vector<std::string> fields{
          group.task,
          group.clock,
          group.events,
          row.policy,
          text_of(row.train_seed),
          std::to_string(kColumnsVersion),
          text_of(row.episodes),
          text_of(row.starts),
          row.distinct_trajectories ? text_of(*row.distinct_trajectories) : "nan",
          text_of(row.successes)};
      add_interval(fields, row.success_interval);
      add_interval(fields, row.exact_interval);
      add_interval(fields, row.score_interval);
      for (const Column* column : measures) fields.push_back(text_of(row.measure(column->name)));
      out += csv_line(fields);
    }
  }
  return out;
}

std::string comparisons_csv(std::span<const Comparison> comparisons) {
  std::string out = csv_line({"task",
                              "clock",
                              "events",
                              "first",
                              "second",
                              "starts",
                              "first_success",
                              "second_success",
                              "success_change_low",
                              "success_change_high",
                              "first_only",
                              "second_only",
                              "mcnemar_p",
                              "mcnemar_p_holm",
                              "first_score",
                              "second_score",
                              "score_change_low",
                              "score_change_high",
                              "detectable_success",
                              "detectable_score"});
  for (const Comparison& c : comparisons) {
    std::vector<std::string> fields{c.task,
                                    c.clock,
                                    c.events,
                                    c.first,
                                    c.second,
                                    text_of(c.starts),
                                    text_of(c.first_success),
                                    text_of(c.second_success)};
    add_interval(fields, c.success_difference);
    fields.push_back(c.p_value ? text_of(c.first_only) : "nan");
    fields.push_back(c.p_value ? text_of(c.second_only) : "nan");
    fields.push_back(text_of(c.p_value));
    fields.push_back(text_of(c.p_holm));
    fields.push_back(text_of(c.first_score));
    fields.push_back(text_of(c.second_score));
    add_interval(fields, c.score_difference);
    fields.push_back(text_of(c.detectable_success));
    fields.push_back(text_of(c.detectable_score));
    out += csv_line(fields);
  }
  return out;
}

}  // namespace streambed
