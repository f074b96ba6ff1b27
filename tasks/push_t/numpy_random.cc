#include "tasks/push_t/numpy_random.h"

#include <bit>
#include <cassert>
#include <cmath>

namespace streambed {

std::int64_t NumpyRandomState::randint(std::int64_t low, std::int64_t high) {
  assert(low < high && high - low <= (std::int64_t{1} << 32));
  const auto largest = static_cast<std::uint32_t>(high - low - 1);
  // NumPy draws nothing when there is nothing to choose.
  if (largest == 0) return low;
  const std::uint32_t mask = 0xFFFFFFFFu >> std::countl_zero(largest);
  std::uint32_t draw;
  do {
    draw = static_cast<std::uint32_t>(engine_()) & mask;
  } while (draw > largest);
  return low + draw;
}

// 53 random bits from two 32-bit draws, as MT19937's authors do it.
double NumpyRandomState::random_double() {
  const auto high = static_cast<double>(engine_() >> 5);
  const auto low = static_cast<double>(engine_() >> 6);
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

double NumpyRandomState::randn() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double a, b, square;
  do {
    a = 2.0 * random_double() - 1.0;
    b = 2.0 * random_double() - 1.0;
    square = a * a + b * b;
  } while (square >= 1.0 || square == 0.0);
  const double factor = std::sqrt(-2.0 * std::log(square) / square);
  spare_ = factor * a;
  has_spare_ = true;
  return factor * b;
}

}  // namespace streambed
