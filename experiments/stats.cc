#include "experiments/stats.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace streambed {
namespace {

std::vector<double> measured(std::span<const double> values) {
  std::vector<double> kept;
  for (const double value : values) {
    if (!std::isnan(value)) kept.push_back(value);
  }
  return kept;
}

}  // namespace

Interval wilson_interval(std::int64_t successes, std::int64_t trials) {
  assert(0 <= successes && successes <= trials);
  if (trials == 0) return {0, 1};
  constexpr double kZ = 1.959963984540054;  // normal quantile at 0.975
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double centre = p + kZ * kZ / (2 * n);
  const double spread = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n));
  const double scale = 1 + kZ * kZ / n;
  // At the ends the formula gives 0 and 1 but for rounding.
  return {successes == 0 ? 0 : (centre - spread) / scale,
          successes == trials ? 1 : (centre + spread) / scale};
}

double mcnemar_exact(std::int64_t first, std::int64_t second) {
  const std::int64_t n = first + second, least = std::min(first, second);
  // Twice the smaller tail, summed in logarithms so that large n do not underflow.
  double tail = 0;
  for (std::int64_t i = 0; i <= least; ++i) {
    const auto x = static_cast<double>(i), m = static_cast<double>(n);
    tail += std::exp(std::lgamma(m + 1) - std::lgamma(x + 1) - std::lgamma(m - x + 1) -
                     m * std::numbers::ln2);
  }
  return std::min(1.0, 2 * tail);
}

double mean(std::span<const double> values) {
  const std::vector<double> kept = measured(values);
  if (kept.empty()) return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (const double value : kept) sum += value;
  return sum / static_cast<double>(kept.size());
}

double quantile(std::span<const double> values, double q) {
  std::vector<double> kept = measured(values);
  if (kept.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(kept.begin(), kept.end());
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(kept.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, kept.size() - 1);
  return kept[below] + (rank - static_cast<double>(below)) * (kept[above] - kept[below]);
}

}  // namespace streambed
