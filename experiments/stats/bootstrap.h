#pragma once
// Intervals by resampling (Efron, Annals of Statistics 1979): percentile intervals, two-sided 95 %.
// Pure functions; the Rng is the seed, so equal inputs give equal bytes.
//
// What is resampled is what the interval makes a statement about: other starts, for one checkpoint;
// other starts and other training seeds, for a method. Repeats of one start are averaged first.

#include <cstdint>
#include <span>
#include <vector>

#include "experiments/stats/stats.h"
#include "sim/rng.h"

namespace streambed {

constexpr int kResamples = 2000;

// Of the mean. NaN entries are left out; NaN ends for an empty list, both ends equal for one value.
Interval bootstrap_mean(std::span<const double> values, Rng rng, int resamples = kResamples);

// Of mean(second) - mean(first), the same starts in the same order: starts are resampled in pairs.
// A pair with a NaN is left out.
Interval paired_bootstrap(std::span<const double> first, std::span<const double> second, Rng rng,
                          int resamples = kResamples);

// values[seed][start]; every seed has the same starts.
using SeedsByStarts = std::vector<std::vector<double>>;

// Of the mean over seeds and starts, both resampled with replacement and crossed (Owen, "The
// pigeonhole bootstrap", Annals of Applied Statistics 2007). It covers both what the starts and
// what the training seeds would have varied.
Interval crossed_bootstrap(const SeedsByStarts& values, Rng rng, int resamples = kResamples);

// Of mean(second) - mean(first): starts are shared, seeds of either method resampled on their own.
Interval crossed_bootstrap_difference(const SeedsByStarts& first, const SeedsByStarts& second,
                                      Rng rng, int resamples = kResamples);

// The ends of the middle 95 % of resampled statistics.
Interval percentile_interval(std::span<const double> statistics);

// A position in [0, size) from 32 random bits; the bias, below size / 2^32, cannot show in a
// percentile.
inline std::size_t draw_index(Rng& rng, std::size_t size) {
  return static_cast<std::size_t>((std::uint64_t{rng.next_u32()} * size) >> 32);
}

}  // namespace streambed
