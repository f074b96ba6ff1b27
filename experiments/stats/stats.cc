#include "experiments/stats/stats.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "sim/types.h"

namespace streambed {
namespace {

std::vector<double> measured(std::span<const double> values) {
  std::vector<double> kept;
  kept.reserve(values.size());
  for (const double value : values) {
    if (!std::isnan(value)) kept.push_back(value);
  }
  return kept;
}

}  // namespace

double mean(std::span<const double> values) {
  double sum = 0;
  std::int64_t count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count == 0 ? kNotMeasured : sum / static_cast<double>(count);
}

double quantile(std::span<const double> values, double q) {
  std::vector<double> kept = measured(values);
  if (kept.empty()) return kNotMeasured;
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(kept.size() - 1);
  const auto below = static_cast<std::size_t>(rank);

  // Two neighbours in order are wanted, not the whole order.
  const auto low = kept.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(kept.begin(), low, kept.end());
  if (low + 1 == kept.end()) return *low;
  const double above = *std::min_element(low + 1, kept.end());
  return *low + (rank - static_cast<double>(below)) * (above - *low);
}

double standard_deviation(std::span<const double> values) {
  const std::vector<double> kept = measured(values);
  if (kept.size() < 2) return kNotMeasured;
  const double centre = mean(kept);
  double squares = 0;
  for (const double value : kept) squares += (value - centre) * (value - centre);
  return std::sqrt(squares / static_cast<double>(kept.size() - 1));
}

Interval t_interval(std::span<const double> values) {
  const std::vector<double> kept = measured(values);
  if (kept.size() < 2) return {kNotMeasured, kNotMeasured};
  const auto n = static_cast<double>(kept.size());
  const boost::math::students_t_distribution<double> student(n - 1);
  const double half =
      boost::math::quantile(student, 0.975) * standard_deviation(kept) / std::sqrt(n);
  const double centre = mean(kept);
  return {centre - half, centre + half};
}

}  // namespace streambed
