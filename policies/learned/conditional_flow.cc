#include "policies/learned/conditional_flow.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "sim/types.h"

namespace streambed {
namespace {

// First-order hold and its slope in flow time.
struct FirstOrderHold {
  std::array<float, kMaxActionSize> value, slope;
};

FirstOrderHold first_order_hold(std::span<const float> knots, double t, std::size_t size) {
  const std::size_t pieces = knots.size() / size - 1;
  assert(pieces >= 1 && t >= 0 && t <= 1);
  const double position = t * static_cast<double>(pieces);
  const std::size_t piece = std::min(static_cast<std::size_t>(position), pieces - 1);
  const double fraction = position - static_cast<double>(piece);
  FirstOrderHold out;
  assert(size <= out.value.size());
  for (std::size_t d = 0; d < size; ++d) {
    const double left = knots[piece * size + d];
    const double right = knots[(piece + 1) * size + d];
    out.value[d] = static_cast<float>(left + fraction * (right - left));
    out.slope[d] = static_cast<float>((right - left) * static_cast<double>(pieces));
  }
  return out;
}

}  // namespace

void ConditionalFlow::pair(std::span<const float> knots, double t, std::span<const float> eps,
                           std::span<float> action, std::span<float> velocity) const {
  const FirstOrderHold hold = first_order_hold(knots, t, action.size());
  const double spread = sigma0 * std::exp(-k * t);
  for (std::size_t d = 0; d < action.size(); ++d) {
    const double e = spread * eps[d];
    action[d] = static_cast<float>(hold.value[d] + e);
    velocity[d] = static_cast<float>(hold.slope[d] - k * e);
  }
}

double LatentFlow::added_deviation() const {
  const double left = action.sigma0 * std::exp(-action.k);
  return std::sqrt(sigma1 * sigma1 - left * left);
}

void LatentFlow::pair(std::span<const float> knots, double t, std::span<const float> eps,
                      std::span<const float> latent, std::span<float> x,
                      std::span<float> velocity) const {
  const std::size_t size = eps.size();
  const FirstOrderHold hold = first_order_hold(knots, t, size);
  const double spread = action.sigma0 * std::exp(-action.k * t), added = added_deviation();
  for (std::size_t d = 0; d < size; ++d) {
    const double z0 = latent[d], gap = spread * eps[d] + added * t * z0;
    x[d] = static_cast<float>(hold.value[d] + gap);
    velocity[d] =
        static_cast<float>(hold.slope[d] - action.k * gap + added * (1 + action.k * t) * z0);
    x[size + d] = static_cast<float>((1 - (1 - sigma1) * t) * z0 + t * hold.value[d]);
    velocity[size + d] = static_cast<float>(hold.value[d] + t * hold.slope[d] - (1 - sigma1) * z0);
  }
}

}  // namespace streambed
