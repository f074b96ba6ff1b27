#pragma once
// Summaries over several tasks and training runs, as rliable has them (Agarwal et al., "Deep
// reinforcement learning at the edge of the statistical precipice", NeurIPS 2021). A run is the
// mean score of one checkpoint on one task; single episodes are no runs. Pure functions.

#include <functional>
#include <span>
#include <vector>

#include "experiments/stats/stats.h"
#include "sim/rng.h"

namespace streambed {

// runs[task][run], scores in [0,1] or otherwise comparable between tasks. Tasks may have different
// numbers of runs.
using RunsByTask = std::vector<std::vector<double>>;

// The mean of what is left when a quarter of the values, rounded down, is cut off at either end.
// Unlike the mean it does not hang on outliers, unlike the median it uses half of the data. NaN for
// none.
double interquartile_mean(std::span<const double> values);
// Of all runs of all tasks together.
double interquartile_mean(const RunsByTask& runs);

// Of any statistic of the runs, 95 %: runs are resampled within each task (ibid., section 4.1).
Interval stratified_bootstrap(const RunsByTask& runs,
                              const std::function<double(const RunsByTask&)>& statistic, Rng rng,
                              int resamples);

// The chance that a run of `first` beats one of `second` on a task drawn at random, ties counting
// half (ibid., section 4.3; Mann and Whitney's U over the number of pairs). Both hold the same
// tasks.
double probability_of_improvement(const RunsByTask& first, const RunsByTask& second);
// 95 %, by the stratified bootstrap of both methods.
Interval probability_of_improvement_interval(const RunsByTask& first, const RunsByTask& second,
                                             Rng rng, int resamples);

// The share of runs above each threshold (ibid., section 4.2, the run-score distribution). Every
// task weighs the same.
std::vector<double> performance_profile(const RunsByTask& runs, std::span<const double> thresholds);
// Pointwise 95 % band, by the stratified bootstrap.
std::vector<Interval> performance_band(const RunsByTask& runs, std::span<const double> thresholds,
                                       Rng rng, int resamples);

}  // namespace streambed
