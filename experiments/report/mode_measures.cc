#include "experiments/report/mode_measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "experiments/stats/mode_entropy.h"
#include "sim/rng.h"
#include "sim/types.h"

namespace streambed {
namespace {

constexpr int kModeResamples = 1000;

// What happened from one start: episodes in each mode of B that succeeded.
using StartCounts = std::vector<std::int64_t>;
using Starts = std::vector<const StartCounts*>;

std::int64_t total(const StartCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

StartCounts sum_of(const Starts& starts, std::size_t modes) {
  StartCounts sum(modes, 0);
  for (const StartCounts* start : starts) {
    for (std::size_t i = 0; i < modes; ++i) sum[i] += (*start)[i];
  }
  return sum;
}

double top_share(const StartCounts& counts) {
  const std::int64_t n = total(counts);
  if (n == 0) return kNotMeasured;
  return static_cast<double>(*std::ranges::max_element(counts)) / static_cast<double>(n);
}

double mean_entropy(const Starts& starts, bool drop_failed) {
  std::vector<double> values;
  for (const StartCounts* start : starts) {
    if (total(*start) > 0) {
      values.push_back(entropy_miller_madow(*start));
    } else if (!drop_failed) {
      values.push_back(0);
    }
  }
  return mean(values);
}

// 1 + (m - 1) rho; rho compares how often two episodes of one start agree with how often two of
// different starts do.
double design_effect_of(const Starts& starts, const StartCounts& sum) {
  double same_pairs = 0, pairs = 0, episodes = 0, squares = 0, all_same = 0;
  for (const StartCounts* start : starts) {
    const auto m = static_cast<double>(total(*start));
    episodes += m;
    squares += m * m;
    pairs += m * (m - 1) / 2;
    for (const std::int64_t k : *start) {
      same_pairs += static_cast<double>(k) * static_cast<double>(k - 1) / 2;
    }
  }
  for (const std::int64_t k : sum)
    all_same += static_cast<double>(k) * static_cast<double>(k - 1) / 2;
  const double other_pairs = episodes * (episodes - 1) / 2 - pairs;
  if (pairs == 0 || other_pairs == 0) return 1;
  const double within = same_pairs / pairs, between = (all_same - same_pairs) / other_pairs;
  if (between >= 1) return 1;
  const double rho = (within - between) / (1 - between);
  return std::max(1.0, 1 + (squares / episodes - 1) * rho);
}

// Values of a statistic over starts drawn again with replacement; the same draws on every call.
std::vector<double> bootstrap(const Starts& starts,
                              const std::function<double(const Starts&)>& statistic) {
  std::vector<double> values;
  Rng rng = Rng{}.fork("mode_measures");
  Starts drawn(starts.size());
  for (int i = 0; i < kModeResamples; ++i) {
    for (const StartCounts*& start : drawn) start = starts[rng.below(starts.size())];
    values.push_back(statistic(drawn));
  }
  return values;
}

Interval percentile_interval(const std::vector<double>& values) {
  return {quantile(values, 0.025), quantile(values, 0.975)};
}

std::string warning_of(std::int64_t successes, std::size_t modes, double design_effect) {
  const double worth = static_cast<double>(successes) / design_effect;
  const double wanted = std::max(50.0, 5.0 * static_cast<double>(modes));
  if (modes < 2 || worth >= wanted) return {};
  return fmt::format(
      "Only {} successful episodes{} for {} modes: entropies are rough; {:.0f} or more say enough.",
      successes, design_effect > 1.05 ? fmt::format(" (worth {:.0f} independent ones)", worth) : "",
      modes, std::ceil(wanted * design_effect));
}

}  // namespace

double Share::value() const {
  return of == 0 ? kNotMeasured : static_cast<double>(count) / static_cast<double>(of);
}

ModeMeasures mode_measures(std::span<const ModeRow> rows, const std::vector<std::string>& modes,
                           std::span<const double> prior) {
  ModeMeasures out;
  out.modes = modes;
  const std::size_t size = out.modes.size();
  assert(prior.empty() || prior.size() == size);

  // Every start is one cluster, also one at which nothing succeeded.
  std::map<std::int64_t, StartCounts> of_start;
  for (const ModeRow& row : rows) {
    StartCounts& counts = of_start.try_emplace(row.context, size, 0).first->second;
    const auto mode = std::ranges::find(out.modes, row.mode) - out.modes.begin();
    const bool known = mode < std::ssize(out.modes);
    out.success.count += row.success;
    out.undecided.count += row.mode.empty();
    out.spurious.count += !row.mode.empty() && !known;
    out.changed.count += !row.mode.empty() && row.mode_changes > 0;
    if (row.success && known) ++counts[static_cast<std::size_t>(mode)];
  }
  out.success.of = out.spurious.of = out.undecided.of = std::ssize(rows);
  out.changed.of = std::ssize(rows) - out.undecided.count;
  Starts starts;
  for (const auto& [context, counts] : of_start) starts.push_back(&counts);

  out.counts = sum_of(starts, size);
  const std::int64_t successes = total(out.counts);
  out.design_effect = design_effect_of(starts, out.counts);
  out.entropy = entropy_miller_madow(out.counts, out.design_effect);
  out.entropy_plug_in = entropy(out.counts);
  out.entropy_chao_shen = entropy_chao_shen(out.counts);
  out.entropy_interval = entropy_interval(out.counts, out.design_effect);
  out.modes_seen = std::ranges::count_if(out.counts, [](std::int64_t n) { return n > 0; });
  out.top_share = size == 0 ? kNotMeasured : top_share(out.counts);
  out.warning = warning_of(successes, size, out.design_effect);

  const auto covered = [&](double h, double success) {
    return std::pow(static_cast<double>(size), h) * success;
  };
  const Interval success = out.success.interval();
  out.effective_modes = successes == 0 ? 0 : covered(out.entropy, out.success.value());
  out.effective_modes_interval = {covered(out.entropy_interval.low, success.low),
                                  covered(out.entropy_interval.high, success.high)};

  const bool repeated =
      std::ranges::any_of(starts, [](const StartCounts* s) { return total(*s) > 1; });
  const auto conditional = [&](bool drop, double& value, Interval& interval) {
    const auto statistic = [drop](const Starts& drawn) { return mean_entropy(drawn, drop); };
    value = repeated ? statistic(starts) : kNotMeasured;
    interval = repeated ? percentile_interval(bootstrap(starts, statistic))
                        : Interval{kNotMeasured, kNotMeasured};
  };
  conditional(false, out.conditional_zero, out.conditional_zero_interval);
  conditional(true, out.conditional_dropped, out.conditional_dropped_interval);

  out.divergence = kNotMeasured;
  out.divergence_interval = out.top_share_interval = {kNotMeasured, kNotMeasured};
  if (successes == 0 || size < 2) return out;
  out.top_share_interval = percentile_interval(bootstrap(
      starts, [&](const Starts& drawn) { return top_share(sum_of(drawn, size)); }));
  if (prior.empty()) return out;

  // Drawing again adds the same bias once more, so the interval is mirrored at the plug-in value.
  const auto biased = [&](const Starts& drawn) {
    const StartCounts counts = sum_of(drawn, size);
    return total(counts) == 0 ? kNotMeasured : mode_divergence(counts, prior, 0);
  };
  const double plug_in = biased(starts);
  const Interval drawn = percentile_interval(bootstrap(starts, biased));
  out.divergence = mode_divergence(out.counts, prior, out.design_effect);
  out.divergence_interval = {std::max(0.0, 2 * plug_in - drawn.high),
                             std::max(0.0, 2 * plug_in - drawn.low)};
  return out;
}

std::vector<double> demonstrated_prior(const DemonstrationSet& demonstrations,
                                       const std::vector<std::string>& modes) {
  std::vector<double> prior(modes.size(), 0.5);
  double known = 0;
  for (const Demonstration& episode : demonstrations.episodes) {
    const auto mode = std::ranges::find(modes, episode.mode) - modes.begin();
    if (mode == std::ssize(modes)) continue;
    ++prior[static_cast<std::size_t>(mode)];
    ++known;
  }
  if (known == 0) return {};
  for (double& share : prior) share /= known + 0.5 * static_cast<double>(modes.size());
  return prior;
}

}  // namespace streambed
