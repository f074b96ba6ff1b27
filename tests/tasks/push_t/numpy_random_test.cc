#include "tasks/push_t/numpy_random.h"

#include <array>
#include <cmath>
#include <numbers>

#include "tests/catch.h"

namespace streambed {
namespace {

// numpy.random.RandomState(seed), drawn from as Push-T's reset does.
struct Oracle {
  std::uint32_t seed;
  std::array<int, 4> position;
  double angle;
};

TEST_CASE("start states equal those of numpy's RandomState") {
  const Oracle oracles[] = {{0, {222, 97, 217, 292}, 3.0079994677219553},
                            {1, {87, 285, 172, 355}, -6.595749753457083},
                            {100000, {235, 124, 335, 128}, -0.9049274284249247}};
  for (const Oracle& oracle : oracles) {
    CAPTURE(oracle.seed);
    NumpyRandomState random(oracle.seed);
    for (int i = 0; i < 4; ++i)
      CHECK(random.randint(i < 2 ? 50 : 100, i < 2 ? 450 : 400) == oracle.position[i]);
    const double angle = random.randn() * 2 * std::numbers::pi - std::numbers::pi;
    CHECK(std::abs(angle - oracle.angle) <= 4e-15);
  }
}

TEST_CASE("randint stays in its range and reaches both ends") {
  NumpyRandomState random(7);
  std::array<int, 5> seen{};
  for (int i = 0; i < 1000; ++i) ++seen.at(static_cast<std::size_t>(random.randint(-2, 3) + 2));
  for (const int count : seen) CHECK(count > 100);
  CHECK(random.randint(4, 5) == 4);
  CHECK(random.randint(0, std::int64_t{1} << 32) >= 0);
}

TEST_CASE("randn gives the second value of a pair first") {
  // numpy.random.RandomState(0).randn(4)
  NumpyRandomState random(0);
  for (const double expected :
       {1.764052345967664, 0.4001572083672233, 0.9787379841057392, 2.240893199201458})
    CHECK(random.randn() == Approx(expected).epsilon(1e-14));
}

}  // namespace
}  // namespace streambed
