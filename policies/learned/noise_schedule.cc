#include "policies/learned/noise_schedule.h"

#include <cmath>
#include <numbers>

namespace streambed {

NoiseSchedule::NoiseSchedule(int steps) {
  const auto signal = [](double s) {
    const double c = std::cos((s + 0.008) / 1.008 * std::numbers::pi / 2);
    return c * c;
  };
  levels_.emplace_back();
  for (int i = 0; i < steps; ++i) {
    const double before = levels_.back().alpha_bar;
    const double beta =
        std::min(1 - signal((i + 1.0) / steps) / signal(static_cast<double>(i) / steps), 0.999);
    const double now = before * (1 - beta);
    levels_.push_back({.alpha_bar = now,
                       .signal = std::sqrt(now),
                       .spread = std::sqrt(1 - now),
                       .mean_clean = std::sqrt(before) * beta / (1 - now),
                       .mean_x = std::sqrt(1 - beta) * (1 - before) / (1 - now),
                       .deviation = std::sqrt((1 - before) / (1 - now) * beta)});
  }
}

}  // namespace streambed
