#pragma once
// Statistics as pure functions.

#include <cstdint>
#include <span>

namespace streambed {

struct Interval {
  double low = 0;
  double high = 0;
};

// Wilson's score interval of a proportion k/n, two-sided 95 % (Wilson, JASA 1927). [0,1] for n = 0.
Interval wilson_interval(std::int64_t successes, std::int64_t trials);

// McNemar's exact test of two policies on the same starts: two-sided p-value of `first` starts at
// which only the first succeeds and `second` at which only the second does (binomial with 1/2; 1 when
// there are none).
double mcnemar_exact(std::int64_t first, std::int64_t second);

// NaN entries stand for "not measured" and are left out; NaN when nothing is left.
double mean(std::span<const double> values);
// Linear interpolation between order statistics (Hyndman and Fan's type 7), q in [0,1].
double quantile(std::span<const double> values, double q);
inline double median(std::span<const double> values) { return quantile(values, 0.5); }

}  // namespace streambed
