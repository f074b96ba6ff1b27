#pragma once
// The part of NumPy's legacy random generator with which published start states were drawn, bit for
// bit.

#include <cstdint>
#include <random>

namespace streambed {

// numpy.random.RandomState(seed): MT19937 seeded by one 32-bit integer, which is std::mt19937.
class NumpyRandomState {
 public:
  explicit NumpyRandomState(std::uint32_t seed) : engine_(seed) {}

  // randint(low, high): uniform in [low, high) by masked rejection. 0 < high - low <= 2^32.
  std::int64_t randint(std::int64_t low, std::int64_t high);
  // randn(): Marsaglia's polar method; of each pair of numbers NumPy returns the second one first.
  double randn();

 private:
  double random_double();

  std::mt19937 engine_;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace streambed
