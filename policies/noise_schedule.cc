#include "policies/noise_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace streambed {

NoiseSchedule::NoiseSchedule(int steps) {
  const auto signal = [](double s) {
    const double c = std::cos((s + 0.008) / 1.008 * std::numbers::pi / 2);
    return c * c;
  };
  double product = 1;
  for (int i = 0; i < steps; ++i) {
    const double beta =
        std::min(1 - signal((i + 1.0) / steps) / signal(static_cast<double>(i) / steps), 0.999);
    alpha_bar_.push_back(product *= 1 - beta);
  }
}

float NoiseSchedule::clean(float x, float noise, int i) const {
  const double a = alpha_bar(i);
  const double value = (x - std::sqrt(1 - a) * noise) / std::sqrt(a);
  return static_cast<float>(std::clamp(value, -1.0, 1.0));
}

float NoiseSchedule::posterior_mean(float x, float clean, int i) const {
  const double a = alpha_bar(i), before = alpha_bar(i - 1);
  const double alpha = a / before, beta = 1 - alpha;
  return static_cast<float>(
      (std::sqrt(before) * beta * clean + std::sqrt(alpha) * (1 - before) * x) / (1 - a));
}

double NoiseSchedule::posterior_deviation(int i) const {
  if (i == 0) return 0;
  const double a = alpha_bar(i), before = alpha_bar(i - 1);
  return std::sqrt((1 - before) / (1 - a) * (1 - a / before));
}

float NoiseSchedule::implicit_step(float clean, float noise, int to) const {
  const double a = alpha_bar(to);
  return static_cast<float>(std::sqrt(a) * clean + std::sqrt(1 - a) * noise);
}

}  // namespace streambed
