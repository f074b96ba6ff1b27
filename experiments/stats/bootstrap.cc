#include "experiments/stats/bootstrap.h"

#include <cassert>
#include <cmath>

namespace streambed {
namespace {

// Seeds are drawn first, then starts; the mean of the drawn cells.
double crossed_mean(const SeedsByStarts& values, std::span<const std::size_t> starts, Rng& rng) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::vector<double>& seed = values[draw_index(rng, values.size())];
    for (const std::size_t start : starts) sum += seed[start];
  }
  return sum / static_cast<double>(values.size() * starts.size());
}

void draw_starts(std::vector<std::size_t>& starts, Rng& rng) {
  for (std::size_t& start : starts) start = draw_index(rng, starts.size());
}

}  // namespace

Interval percentile_interval(std::span<const double> statistics) {
  return {quantile(statistics, 0.025), quantile(statistics, 0.975)};
}

Interval bootstrap_mean(std::span<const double> values, Rng rng, int resamples) {
  std::vector<double> kept;
  for (const double value : values) {
    if (!std::isnan(value)) kept.push_back(value);
  }
  if (kept.empty()) return {std::nan(""), std::nan("")};

  std::vector<double> means(static_cast<std::size_t>(resamples));
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) sum += kept[draw_index(rng, kept.size())];
    mean = sum / static_cast<double>(kept.size());
  }
  return percentile_interval(means);
}

Interval paired_bootstrap(std::span<const double> first, std::span<const double> second, Rng rng,
                          int resamples) {
  assert(first.size() == second.size());
  // Resampling pairs is resampling their differences.
  std::vector<double> differences(first.size());
  for (std::size_t i = 0; i < first.size(); ++i) differences[i] = second[i] - first[i];
  return bootstrap_mean(differences, rng, resamples);
}

Interval crossed_bootstrap(const SeedsByStarts& values, Rng rng, int resamples) {
  if (values.empty() || values[0].empty()) return {std::nan(""), std::nan("")};
  std::vector<double> means(static_cast<std::size_t>(resamples));
  std::vector<std::size_t> starts(values[0].size());
  for (double& mean : means) {
    draw_starts(starts, rng);
    mean = crossed_mean(values, starts, rng);
  }
  return percentile_interval(means);
}

Interval crossed_bootstrap_difference(const SeedsByStarts& first, const SeedsByStarts& second,
                                      Rng rng, int resamples) {
  if (first.empty() || second.empty() || first[0].empty()) return {std::nan(""), std::nan("")};
  assert(first[0].size() == second[0].size());
  std::vector<double> differences(static_cast<std::size_t>(resamples));
  std::vector<std::size_t> starts(first[0].size());
  for (double& difference : differences) {
    draw_starts(starts, rng);
    const double before = crossed_mean(first, starts, rng);
    difference = crossed_mean(second, starts, rng) - before;
  }
  return percentile_interval(differences);
}

}  // namespace streambed
