#pragma once
// Summaries of a list of numbers, as pure functions. What needs proportions, resampling or several
// tasks stands in proportions.h, bootstrap.h and aggregate.h.

#include <cstdint>
#include <span>

namespace streambed {

// Two-sided, 95 % unless said otherwise.
struct Interval {
  double low = 0;
  double high = 0;
};

inline Interval in_percent(const Interval& share) { return {100 * share.low, 100 * share.high}; }

// NaN entries stand for "not measured" and are left out; NaN when nothing is left.
double mean(std::span<const double> values);
// Linear interpolation between order statistics (Hyndman and Fan's type 7), q in [0,1].
double quantile(std::span<const double> values, double q);
inline double median(std::span<const double> values) { return quantile(values, 0.5); }

// Of a sample: divides by n - 1. NaN entries are left out; NaN for fewer than two values.
double standard_deviation(std::span<const double> values);

// Student's interval of the mean: mean +- t(0.975, n - 1) sd / sqrt(n) (Student, Biometrika 1908).
// Meant for a handful of training seeds, of which a bootstrap would know too little. NaN entries
// are left out; NaN ends for fewer than two values.
Interval t_interval(std::span<const double> values);

}  // namespace streambed
