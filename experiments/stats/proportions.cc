#include "experiments/stats/proportions.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "sim/types.h"

namespace streambed {
namespace {

constexpr double kZ975 = 1.959963984540054;  // normal quantiles
constexpr double kZ800 = 0.8416212335729143;
}  // namespace

Interval wilson_interval(std::int64_t successes, std::int64_t trials) {
  assert(0 <= successes && successes <= trials);
  if (trials == 0) return {0, 1};
  const auto n = static_cast<double>(trials);
  const double p = static_cast<double>(successes) / n;
  const double centre = p + kZ975 * kZ975 / (2 * n);
  const double spread = kZ975 * std::sqrt(p * (1 - p) / n + kZ975 * kZ975 / (4 * n * n));
  const double scale = 1 + kZ975 * kZ975 / n;
  // At the ends the formula gives 0 and 1 but for rounding.
  return {successes == 0 ? 0 : (centre - spread) / scale,
          successes == trials ? 1 : (centre + spread) / scale};
}

Interval clopper_pearson_interval(std::int64_t successes, std::int64_t trials) {
  assert(0 <= successes && successes <= trials);
  const auto k = static_cast<double>(successes), n = static_cast<double>(trials);
  const auto beta_quantile = [](double a, double b, double q) {
    return boost::math::quantile(boost::math::beta_distribution<double>(a, b), q);
  };
  return {successes == 0 ? 0 : beta_quantile(k, n - k + 1, 0.025),
          successes == trials ? 1 : beta_quantile(k + 1, n - k, 0.975)};
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

std::vector<double> holm(std::span<const double> p_values) {
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!std::isnan(p_values[i])) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });

  // Step down: the smallest is multiplied by the number of tests, the next by one less, and none
  // may fall below its predecessor.
  double largest = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const double scaled = static_cast<double>(order.size() - rank) * p_values[order[rank]];
    largest = std::max(largest, std::min(1.0, scaled));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

double episodes_per_arm(double first, double second) {
  if (first == second) return std::numeric_limits<double>::infinity();
  const double pooled = (first + second) / 2;
  const double root = kZ975 * std::sqrt(2 * pooled * (1 - pooled)) +
                      kZ800 * std::sqrt(first * (1 - first) + second * (1 - second));
  return root * root / ((first - second) * (first - second));
}

double detectable_rate_difference(double rate, std::int64_t episodes) {
  if (std::isnan(rate) || episodes <= 0) return kNotMeasured;
  const double sign = rate <= 0.5 ? 1 : -1;
  double low = 0, high = rate <= 0.5 ? 1 - rate : rate;
  const auto enough = [&](double difference) {
    return episodes_per_arm(rate, rate + sign * difference) <= static_cast<double>(episodes);
  };
  if (!enough(high)) return kNotMeasured;
  // The number needed falls with the distance; fifty halvings reach a double's last bits.
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

double detectable_score_difference(double deviation, std::int64_t pairs) {
  if (pairs <= 0) return kNotMeasured;
  return (kZ975 + kZ800) * deviation / std::sqrt(static_cast<double>(pairs));
}

}  // namespace streambed
