#include "experiments/report/report_modes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "experiments/report/markup.h"

namespace streambed {
namespace {

// More bars than this are too thin side by side: every policy gets a figure of its own.
constexpr std::size_t kFewModes = 8;
constexpr std::size_t kMaxPolicies = 16;

std::string scene_text(const ModeGroup& group) {
  return fmt::format("{}, clock {}, events {}", group.task, group.clock, group.events);
}

// The same policy's row among the report's own, for its colour and times; null when there is none.
const ReportRow* row_of(const Report& report, const ModeGroup& group, const PolicyModes& policy) {
  for (const ReportGroup& other : report.groups) {
    if (other.task != group.task || other.clock != group.clock || other.events != group.events) {
      continue;
    }
    for (const ReportRow& row : other.rows) {
      if (row.policy == policy.policy && row.train_seed == policy.train_seed) return &row;
    }
  }
  return nullptr;
}

int colour_of(const ReportRow* row) { return row ? row->colour : -1; }

ReportCell number(double value) { return {fixed(value, 2), value, -1}; }
ReportCell with_interval(double value, const Interval& interval) {
  if (std::isnan(value)) return {"-"};
  return {fmt::format("{:.2f} [{:.2f}, {:.2f}]", value, interval.low, interval.high), value, -1};
}
ReportCell share(const Share& share) {
  if (share.of == 0) return {"-"};
  return {fixed(100 * share.value(), 1), share.value(), -1};
}

// Two numbers in each direction: what a policy achieves and what it keeps.
Figure success_and_entropy(const Report& report, const ModeGroup& group) {
  Figure figure;
  figure.x_label = "entropy of the modes (1: as even as can be)";
  figure.y_label = "success (%)";
  figure.y_low = -2;
  figure.y_high = 102;
  figure.x_low = -0.02;
  figure.x_high = 1.02;
  figure.caption =
      "Success and mode coverage: " + scene_text(group) +
      ". The legend has the median time to the first action. Bars: 95 % intervals. A policy in the "
      "upper right corner succeeds and keeps every demonstrated way.";
  for (const PolicyModes& policy : group.policies) {
    if (figure.series.size() == kMaxPolicies) break;
    const ReportRow* row = row_of(report, group, policy);
    FigureSeries series;
    series.label = mode_row_name(policy, group);
    const double time = row ? row->measure("first_action_us_p50") : std::nan("");
    if (time >= 1) {
      series.label = shortened(series.label, 34) + fmt::format(" ({} ms)", milliseconds(time));
    }
    series.colour = colour_of(row);
    series.style = FigureSeries::Style::kPoints;
    const ModeMeasures& m = policy.measures;
    // Without success there is no mode to count.
    const bool any = !std::isnan(m.entropy);
    series.x = {any ? m.entropy : 0};
    series.y = {100 * m.success.value()};
    series.intervals = {in_percent(row && row->success_interval ? *row->success_interval
                                                                : m.success.interval())};
    if (any) series.x_intervals = {m.entropy_interval};
    figure.series.push_back(std::move(series));
  }
  return figure;
}

// Grey bars, wide and behind: what was demonstrated.
void add_prior(const ModeGroup& group, Figure& figure) {
  if (group.prior.empty()) return;
  FigureSeries prior;
  prior.label = "demonstrations";
  prior.colour = -1;
  prior.style = FigureSeries::Style::kBars;
  prior.bar_width = 0.92;
  for (std::size_t mode = 0; mode < group.modes.size(); ++mode) {
    prior.x.push_back(static_cast<double>(mode));
    prior.y.push_back(100 * group.prior[mode]);
  }
  figure.series.push_back(std::move(prior));
}

void add_bars(const Report& report, const ModeGroup& group, std::size_t policy,
              std::size_t position, std::size_t of, Figure& figure) {
  const double width = 0.8 / static_cast<double>(of);
  FigureSeries bars;
  bars.label = mode_row_name(group.policies[policy], group);
  bars.colour = colour_of(row_of(report, group, group.policies[policy]));
  bars.style = FigureSeries::Style::kBars;
  bars.bar_width = 0.85 * width;
  for (std::size_t mode = 0; mode < group.modes.size(); ++mode) {
    const Share share = share_of_mode(group.policies[policy].measures, mode);
    if (share.of == 0) return;
    bars.x.push_back(static_cast<double>(mode) - 0.4 +
                     width * (static_cast<double>(position) + 0.5));
    bars.y.push_back(100 * share.value());
    bars.intervals.push_back(in_percent(share.interval()));
  }
  // At the right: what no demonstration does, of all episodes.
  const Share spurious = group.policies[policy].measures.spurious;
  bars.x.push_back(bars.x.back() + 1);
  bars.y.push_back(100 * spurious.value());
  bars.intervals.push_back(in_percent(spurious.interval()));
  figure.series.push_back(std::move(bars));
}

Figure histogram(const ModeGroup& group, const std::string& of_policy) {
  Figure figure;
  figure.x_label = "mode";
  figure.y_label = "share of successful episodes (%)";
  figure.y_high = 0;  // as the data want it
  figure.caption = "Modes of the successful episodes" + of_policy + ": " + scene_text(group) +
                   ". Bars: Wilson's 95 % intervals" +
                   (group.prior.empty() ? "" : "; grey: the demonstrations") +
                   ". Spurious: of all episodes, in a mode that no demonstration has.";
  for (std::size_t mode = 0; mode < group.modes.size(); ++mode) {
    figure.x_marks.emplace_back(static_cast<double>(mode), group.modes[mode]);
  }
  figure.x_marks.emplace_back(static_cast<double>(group.modes.size()), "spurious");
  add_prior(group, figure);
  return figure;
}

std::vector<Figure> histograms(const Report& report, const ModeGroup& group) {
  std::vector<Figure> figures;
  const std::size_t policies = std::min(group.policies.size(), kMaxPolicies);
  if (group.modes.size() <= kFewModes) {
    figures.push_back(histogram(group, ""));
    for (std::size_t i = 0; i < policies; ++i) {
      add_bars(report, group, i, i, policies, figures.back());
    }
    return figures;
  }
  for (std::size_t i = 0; i < policies; ++i) {
    figures.push_back(histogram(group, " of " + mode_row_name(group.policies[i], group)));
    add_bars(report, group, i, 0, 1, figures.back());
  }
  return figures;
}

}  // namespace

void add_modes(const ResultsTable& table, const Assets& assets, Report& report) {
  report.modes = mode_groups(table, assets);
}

std::vector<ReportTable> mode_tables(const Report& report) {
  std::vector<ReportTable> tables;
  for (const ModeGroup& group : report.modes) {
    ReportTable table;
    table.name = fmt::format("modes_{}", tables.size() + 1);
    table.title = "Modes: " + scene_text(group);
    table.caption = fmt::format(
        "{} modes. Entropy: of successful episodes, in units of log of the number of modes, "
        "corrected after Miller and Madow. Effective modes: number of modes to the power of the "
        "entropy, times success. Given start: over repeats of one start, where starts without "
        "success count as 0, or are dropped. Divergence: Kullback-Leibler from the "
        "demonstrations{}. Spurious: in a mode that no demonstration has; undecided: in none; "
        "changed: went from one mode to another.",
        group.modes.size(), group.prior.empty() ? ", which do not tell their modes" : "");
    table.header = {"policy", "episodes", "success (%)", "entropy 95 %", "modes seen", "top share",
                    "effective modes 95 %", "given start, failed as 0",
                    "given start, failed dropped", "divergence 95 %", "spurious (%)",
                    "undecided (%)", "changed (%)"};
    for (const PolicyModes& policy : group.policies) {
      const ModeMeasures& m = policy.measures;
      table.rows.push_back({{mode_row_name(policy, group), std::nan(""),
                             colour_of(row_of(report, group, policy))},
                            {std::to_string(m.success.of), static_cast<double>(m.success.of), -1},
                            share(m.success),
                            with_interval(m.entropy, m.entropy_interval),
                            {fmt::format("{}/{}", m.modes_seen, m.modes.size()),
                             static_cast<double>(m.modes_seen), -1},
                            number(m.top_share),
                            with_interval(m.effective_modes, m.effective_modes_interval),
                            number(m.conditional_zero),
                            number(m.conditional_dropped),
                            with_interval(m.divergence, m.divergence_interval),
                            share(m.spurious),
                            share(m.undecided),
                            share(m.changed)});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<Figure> mode_figures(const Report& report, std::size_t max_scenes) {
  const bool any_frozen = std::ranges::any_of(
      report.modes, [](const ModeGroup& group) { return group.clock == "frozen"; });
  std::vector<Figure> figures;
  std::size_t scenes = 0;
  for (const ModeGroup& group : report.modes) {
    if ((any_frozen && group.clock != "frozen") || scenes == max_scenes) continue;
    ++scenes;
    figures.push_back(success_and_entropy(report, group));
    figures.back().name = "success_modes";
    for (Figure& figure : histograms(report, group)) {
      figure.name = "modes";
      figures.push_back(std::move(figure));
    }
  }
  return figures;
}

}  // namespace streambed
