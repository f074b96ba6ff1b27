#include "experiments/stats/aggregate.h"

#include <algorithm>
#include <cassert>

#include "experiments/stats/bootstrap.h"

namespace streambed {
namespace {

// Runs are drawn with replacement within each task.
void resample(const RunsByTask& runs, Rng& rng, RunsByTask& out) {
  for (std::size_t task = 0; task < runs.size(); ++task) {
    for (double& run : out[task]) run = runs[task][draw_index(rng, runs[task].size())];
  }
}

// Calls `visit` for each of `resamples` draws.
template <class Visit>
void for_each_resample(const RunsByTask& runs, Rng& rng, int resamples, Visit&& visit) {
  RunsByTask drawn = runs;
  for (int i = 0; i < resamples; ++i) {
    resample(runs, rng, drawn);
    visit(drawn);
  }
}

}  // namespace

double interquartile_mean(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t cut = sorted.size() / 4;
  return mean(std::span<const double>(sorted).subspan(cut, sorted.size() - 2 * cut));
}

double interquartile_mean(const RunsByTask& runs) {
  std::vector<double> all;
  for (const std::vector<double>& task : runs) all.insert(all.end(), task.begin(), task.end());
  return interquartile_mean(all);
}

Interval stratified_bootstrap(const RunsByTask& runs,
                              const std::function<double(const RunsByTask&)>& statistic, Rng rng,
                              int resamples) {
  std::vector<double> statistics;
  for_each_resample(runs, rng, resamples,
                    [&](const RunsByTask& drawn) { statistics.push_back(statistic(drawn)); });
  return percentile_interval(statistics);
}

double probability_of_improvement(const RunsByTask& first, const RunsByTask& second) {
  assert(first.size() == second.size());
  double sum = 0;
  for (std::size_t task = 0; task < first.size(); ++task) {
    double wins = 0;
    for (const double a : first[task]) {
      for (const double b : second[task]) wins += a > b ? 1 : a == b ? 0.5 : 0;
    }
    sum += wins / static_cast<double>(first[task].size() * second[task].size());
  }
  return sum / static_cast<double>(first.size());
}

Interval probability_of_improvement_interval(const RunsByTask& first, const RunsByTask& second,
                                             Rng rng, int resamples) {
  std::vector<double> statistics;
  RunsByTask drawn_second = second;
  for_each_resample(first, rng, resamples, [&](const RunsByTask& drawn_first) {
    resample(second, rng, drawn_second);
    statistics.push_back(probability_of_improvement(drawn_first, drawn_second));
  });
  return percentile_interval(statistics);
}

std::vector<double> performance_profile(const RunsByTask& runs,
                                        std::span<const double> thresholds) {
  std::vector<double> shares;
  for (const double threshold : thresholds) {
    double sum = 0;
    for (const std::vector<double>& task : runs) {
      const auto above =
          std::count_if(task.begin(), task.end(), [&](double score) { return score > threshold; });
      sum += static_cast<double>(above) / static_cast<double>(task.size());
    }
    shares.push_back(sum / static_cast<double>(runs.size()));
  }
  return shares;
}

std::vector<Interval> performance_band(const RunsByTask& runs, std::span<const double> thresholds,
                                       Rng rng, int resamples) {
  std::vector<std::vector<double>> shares(thresholds.size());
  for_each_resample(runs, rng, resamples, [&](const RunsByTask& drawn) {
    const std::vector<double> profile = performance_profile(drawn, thresholds);
    for (std::size_t i = 0; i < profile.size(); ++i) shares[i].push_back(profile[i]);
  });
  std::vector<Interval> band;
  for (const std::vector<double>& at : shares) band.push_back(percentile_interval(at));
  return band;
}

}  // namespace streambed
