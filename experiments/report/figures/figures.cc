#include "experiments/report/figures/figures.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "experiments/report/report_modes.h"
#include "experiments/stats/aggregate.h"
#include "sim/types.h"

namespace streambed {
namespace {

constexpr std::size_t kMaxSeries = 16;                  // more cannot be told apart
constexpr double kPercentLow = -2, kPercentHigh = 102;  // marks at the ends stay whole
constexpr std::size_t kMaxModeScenes = 12;
constexpr double kInstant = 1;  // us; what answers faster does not think

double success_percent(const ReportRow& row) {
  return 100 * static_cast<double>(row.successes) / static_cast<double>(row.episodes);
}

std::string scene_text(const ReportGroup& group) {
  return fmt::format("{}, clock {}, events {}", group.task, group.clock, group.events);
}

// Those that get figures of their own: frozen clocks first, since they show what a policy can do.
std::vector<const ReportGroup*> chosen_scenes(const Report& report, std::size_t max_scenes) {
  std::vector<const ReportGroup*> scenes;
  for (const ReportGroup& group : report.groups) scenes.push_back(&group);
  std::stable_sort(scenes.begin(), scenes.end(), [](const ReportGroup* a, const ReportGroup* b) {
    return (a->clock == "frozen") > (b->clock == "frozen");
  });
  const bool has_frozen = !scenes.empty() && scenes[0]->clock == "frozen";
  if (has_frozen) {
    std::erase_if(scenes, [](const ReportGroup* group) { return group->clock != "frozen"; });
  }
  if (scenes.size() > max_scenes) scenes.resize(max_scenes);
  return scenes;
}

class Builder {
 public:
  Builder(const Report& report, std::size_t max_scenes)
      : report_(report), scenes_(chosen_scenes(report, max_scenes)) {
    for (const ReportNote& note : report.notes) {
      if (note.heading.starts_with("Times") || note.heading.starts_with("Several")) {
        times_caveat_ = " " + note.heading + ": see the caveats.";
      }
    }
  }

  ReportFigures build() {
    against_delay();
    against_latency("success_first_action", "time to first action, p50 (ms, log scale)",
                    "first_action_us");
    against_latency("success_per_action", "time per action, p50 (ms, log scale)", "per_action_us");
    latencies();
    for (Figure& figure : mode_figures(report_, kMaxModeScenes)) add(std::move(figure));
    scores();
    profiles();
    learning();
    return std::move(out_);
  }

 private:
  // Numbers a figure where there are several of its kind.
  void add(Figure figure) {
    if (figure.series.empty()) return;
    if (figure.series.size() > kMaxSeries) {
      figure.caption +=
          fmt::format(" Only the first {} of {} are drawn.", kMaxSeries, figure.series.size());
      figure.series.resize(kMaxSeries);
    }
    const int number = ++numbers_[figure.name];
    if (number > 1) figure.name += fmt::format("_{}", number);
    out_.figures.push_back(std::move(figure));
  }
  void note_missing(const std::string& name, std::string why) {
    if (numbers_[name] == 0) out_.left_out.push_back(std::move(why));
  }

  // Checkpoints of one method share its colour and its line of the legend.
  static std::string legend_name(const Figure& figure, const ReportRow& row) {
    const bool named =
        std::any_of(figure.series.begin(), figure.series.end(),
                    [&](const FigureSeries& series) { return series.label == row.method; });
    return named ? "" : row.method;
  }

  void against_delay() {
    // One figure per task, events, clock and execution horizon; methods keep their colours.
    std::set<std::array<std::string, 4>> drawn;
    for (const DelayCurve& first : report_.delay_curves) {
      if (!drawn.insert({first.task, first.events, first.clock, first.execution_horizon}).second) {
        continue;
      }
      Figure figure;
      figure.name = "success_delay";
      figure.x_label = "delay of every action (control ticks)";
      figure.y_label = "success (%)";
      figure.y_low = kPercentLow;
      figure.y_high = kPercentHigh;
      figure.whole_x = true;
      figure.caption = fmt::format(
          "Success against injected delay: {}, events {}{}{}. Bars: 95 % intervals; points are "
          "moved aside a little.",
          first.task, first.events, ", clock " + first.clock,
          first.execution_horizon.empty() ? "" : ", execution horizon " + first.execution_horizon);
      for (const DelayCurve& curve : report_.delay_curves) {
        if (curve.task != first.task || curve.events != first.events ||
            curve.clock != first.clock || curve.execution_horizon != first.execution_horizon) {
          continue;
        }
        FigureSeries series;
        series.label = curve.policy;
        series.colour = curve.colour;
        series.x = curve.delays;
        for (const double success : curve.success) series.y.push_back(100 * success);
        for (const Interval& at : curve.intervals) series.intervals.push_back(in_percent(at));
        figure.series.push_back(std::move(series));
      }
      add(std::move(figure));
    }
    note_missing("success_delay",
                 "success against delay: sweep with several --clock \"virtual(delay=N)\"");
  }

  // The policies that no other one beats in both time and success.
  static FigureSeries pareto_front(const std::vector<FigureSeries>& points) {
    std::vector<std::pair<double, double>> sorted;
    for (const FigureSeries& series : points) sorted.emplace_back(series.x[0], -series.y[0]);
    std::sort(sorted.begin(), sorted.end());
    FigureSeries front;
    front.label = "Pareto front";
    front.colour = -1;
    front.style = FigureSeries::Style::kSteps;
    for (const auto& [x, minus_y] : sorted) {
      if (!front.y.empty() && -minus_y <= front.y.back()) continue;
      front.x.push_back(x);
      front.y.push_back(-minus_y);
    }
    return front;
  }

  void against_latency(const std::string& name, const std::string& x_label,
                       const std::string& stem) {
    for (const ReportGroup* group : scenes_) {
      Figure figure;
      figure.name = name;
      figure.x_label = x_label;
      figure.y_label = "success (%)";
      figure.y_low = kPercentLow;
      figure.y_high = kPercentHigh;
      figure.log_x = true;
      figure.caption = "Success against measured latency: " + scene_text(*group) +
                       ". Bars: 95 % intervals over episodes. Policies that answer within 1 us are "
                       "left out." +
                       times_caveat_;
      for (const ReportRow& row : group->rows) {
        const double time = row.times(stem).p50;
        if (std::isnan(time) || time < kInstant) continue;
        FigureSeries series;
        series.label = legend_name(figure, row);
        series.colour = row.colour;
        series.style = FigureSeries::Style::kPoints;
        series.x = {time / 1000};
        series.y = {success_percent(row)};
        series.intervals = {
            in_percent(row.success_interval.value_or(Interval{kNotMeasured, kNotMeasured}))};
        figure.series.push_back(std::move(series));
      }
      if (figure.series.size() > kMaxSeries) figure.series.resize(kMaxSeries);
      if (figure.series.size() > 1) {
        FigureSeries front = pareto_front(figure.series);
        if (front.x.size() > 1) figure.series.insert(figure.series.begin(), std::move(front));
      }
      add(std::move(figure));
    }
    note_missing(name, name == "success_first_action"
                           ? "success against latency: no policy's thinking was timed"
                           : "success against time per action: none was timed");
  }

  void latencies() {
    const std::span<const TimeKind> kinds = time_kinds();
    for (const ReportGroup* group : scenes_) {
      Figure figure;
      figure.name = "latency";
      figure.x_label = "time (ms, log scale)";
      figure.log_x = true;
      std::vector<const ReportRow*> rows;
      for (const ReportRow& row : group->rows) {
        const double time = row.times(kinds[0].stem).p50;
        if (time >= kInstant && rows.size() < kMaxSeries) rows.push_back(&row);
      }
      bool any_max = false;
      std::vector<double> marks;
      const double step = 0.8 / static_cast<double>(std::max<std::size_t>(rows.size(), 1));
      for (std::size_t i = 0; i < rows.size(); ++i) {
        FigureSeries series;
        series.label = legend_name(figure, *rows[i]);
        series.colour = rows[i]->colour;
        series.style = FigureSeries::Style::kSpread;
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
          const LatencySummary latency = rows[i]->times(kinds[kind].stem);
          if (std::isnan(latency.p50)) continue;
          // The first kind and the first policy stand on top.
          series.x.push_back(latency.p50 / 1000);
          series.y.push_back(static_cast<double>(kinds.size() - kind) + 0.4 -
                             step * (static_cast<double>(i) + 0.5));
          const double p95 = std::isnan(latency.p95) ? latency.p50 : latency.p95;
          series.to_p95.push_back(p95 / 1000);
          series.to_max.push_back((std::isnan(latency.max) ? p95 : latency.max) / 1000);
          any_max = any_max || !std::isnan(latency.max);
          marks.push_back(static_cast<double>(kind));
        }
        figure.series.push_back(std::move(series));
      }
      for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        if (std::find(marks.begin(), marks.end(), static_cast<double>(kind)) == marks.end()) {
          continue;
        }
        figure.y_marks.emplace_back(static_cast<double>(kinds.size() - kind), kinds[kind].title);
      }
      const double lowest = figure.y_marks.empty() ? 0 : figure.y_marks.back().first;
      figure.y_low = lowest - 0.5;
      figure.y_high = static_cast<double>(kinds.size()) + 0.5;
      figure.caption = "Latency on the wall clock: " + scene_text(*group) +
                       ". Dot: p50, thick line: to p95" +
                       (any_max ? ", thin line: to the largest" : "") + "." + times_caveat_;
      add(std::move(figure));
    }
    note_missing("latency", "latency distributions: no policy's thinking was timed");
  }

  void scores() {
    for (const ReportGroup* group : scenes_) {
      Figure figure;
      figure.name = "score_distribution";
      figure.x_label = "score threshold";
      figure.y_label = "episodes with a higher score (%)";
      figure.y_low = kPercentLow;
      figure.y_high = kPercentHigh;
      figure.caption =
          "Share of episodes whose best score exceeds a threshold: " + scene_text(*group) +
          ". Episodes of one checkpoint, not training runs.";
      for (const ReportRow& row : group->rows) {
        std::vector<double> scores;
        for (const double score : row.scores) {
          if (!std::isnan(score)) scores.push_back(score);
        }
        if (scores.empty()) continue;
        std::sort(scores.begin(), scores.end());
        FigureSeries series;
        series.label = legend_name(figure, row);
        series.colour = row.colour;
        series.style = FigureSeries::Style::kSteps;
        const double step = 100 / static_cast<double>(scores.size());
        series.x = {0};
        series.y = {100};
        for (std::size_t i = 0; i < scores.size(); ++i) {
          if (i + 1 < scores.size() && scores[i + 1] == scores[i]) continue;
          series.x.push_back(scores[i]);
          series.y.push_back(100 - step * static_cast<double>(i + 1));
        }
        series.x.push_back(std::max(1.0, scores.back()));
        series.y.push_back(0);
        figure.series.push_back(std::move(series));
      }
      add(std::move(figure));
    }
  }

  void profiles() {
    std::set<std::array<std::string, 2>> drawn;
    std::vector<double> thresholds;
    for (int i = 0; i <= 100; ++i) thresholds.push_back(i / 100.0);
    for (const AggregateRow& first : report_.aggregates) {
      const bool chosen =
          std::any_of(scenes_.begin(), scenes_.end(),
                      [&](const ReportGroup* group) { return group->clock == first.clock; });
      if (!chosen || !drawn.insert({first.clock, first.events}).second) continue;
      Figure figure;
      figure.name = "performance_profile";
      figure.x_label = "score threshold";
      figure.y_label = "runs with a higher score (%)";
      figure.y_low = kPercentLow;
      figure.y_high = kPercentHigh;
      figure.caption = fmt::format(
          "Performance profiles (Agarwal et al. 2021): clock {}, events {}. A run is the mean "
          "score "
          "of one checkpoint on one task; bands: 95 %, stratified bootstrap.",
          first.clock, first.events);
      for (const AggregateRow& row : report_.aggregates) {
        if (row.clock != first.clock || row.events != first.events) continue;
        FigureSeries series;
        series.label = fmt::format("{} ({} runs)", row.method, row.runs);
        series.colour = row.colour;
        series.style = FigureSeries::Style::kSteps;
        series.x = thresholds;
        for (const double share : performance_profile(row.scores, thresholds)) {
          series.y.push_back(100 * share);
        }
        constexpr int kBandResamples = 500;
        for (const Interval& at :
             performance_band(row.scores, thresholds, Rng{}.fork("report"), kBandResamples)) {
          series.intervals.push_back(in_percent(at));
        }
        figure.series.push_back(std::move(series));
      }
      add(std::move(figure));
    }
    note_missing("performance_profile",
                 "performance profiles: they need several training seeds or tasks of one method");
  }

  void learning() {
    Figure figure;
    figure.name = "learning_curves";
    figure.x_label = "gradient steps";
    figure.y_label = "mean score on validation starts";
    figure.caption = "Learning curves, from the checkpoints' own records.";
    for (const LearningCurve& curve : report_.learning_curves) {
      FigureSeries series;
      series.label = curve.label;
      series.colour = curve.colour;
      series.x = curve.steps;
      series.y = curve.scores;
      figure.series.push_back(std::move(series));
    }
    add(std::move(figure));
    note_missing("learning_curves",
                 "learning curves: name the checkpoints with --checkpoint, or keep them where the "
                 "sweep found them");
  }

  const Report& report_;
  std::vector<const ReportGroup*> scenes_;
  std::map<std::string, int> numbers_;
  std::string times_caveat_;
  ReportFigures out_;
};

}  // namespace

ReportFigures report_figures(const Report& report, std::size_t max_scenes) {
  return Builder(report, max_scenes).build();
}

}  // namespace streambed
