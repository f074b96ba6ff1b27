#pragma once
// Success rates: intervals, tests of two policies, and which differences an experiment of a given
// size can show. Pure functions. The intervals are for one checkpoint: episodes of several training
// seeds together are not independent.

#include <cstdint>
#include <span>
#include <vector>

#include "experiments/stats/stats.h"

namespace streambed {

// Wilson's score interval of a proportion k/n, two-sided 95 % (Wilson, JASA 1927). [0,1] for n = 0.
Interval wilson_interval(std::int64_t successes, std::int64_t trials);

// The exact interval of a proportion, two-sided 95 %: quantiles of the beta distribution (Clopper
// and Pearson, Biometrika 1934). It covers at least 95 %, so it is wider than Wilson's. [0,1] for n
// = 0.
Interval clopper_pearson_interval(std::int64_t successes, std::int64_t trials);

// McNemar's exact test of two policies on the same starts: two-sided p-value of `first` starts at
// which only the first succeeds and `second` at which only the second does (binomial with 1/2; 1
// when there are none). McNemar, Psychometrika 1947.
double mcnemar_exact(std::int64_t first, std::int64_t second);

// Adjusts the p-values of a family of tests so that comparing each with 0.05 keeps the chance of
// any false alarm at 5 % (Holm, Scand. J. Statist. 1979). Same order as given; NaN entries are no
// tests and stay NaN.
std::vector<double> holm(std::span<const double> p_values);

// Episodes per arm at which two independent arms with success rates `first` and `second` are told
// apart with power 80 % by a two-sided test at 5 %: normal approximation with the pooled variance
// under the null (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed.,
// eq. 4.14 without continuity correction). Not rounded; infinite for equal rates.
double episodes_per_arm(double first, double second);

// The smallest difference from `rate`, towards the farther end of [0,1], that `episodes` per arm
// can show with power 80 %; NaN if even the largest possible difference is too small.
double detectable_rate_difference(double rate, std::int64_t episodes);

// The smallest mean of paired score differences that `pairs` starts detect with power 80 % at 5 %,
// `deviation` being the standard deviation of the paired differences: n = 7.85 sd^2 / delta^2,
// where 7.85 = (z(0.975) + z(0.8))^2. NaN for no pairs.
double detectable_score_difference(double deviation, std::int64_t pairs);

}  // namespace streambed
