#include "experiments/stats.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.h"

using namespace streambed;

TEST_CASE("Wilson's interval matches published values") {
  const auto check = [](std::int64_t k, std::int64_t n, double low, double high) {
    const Interval interval = wilson_interval(k, n);
    CHECK(interval.low == Approx(low).margin(0.0005));
    CHECK(interval.high == Approx(high).margin(0.0005));
  };
  check(45, 50, 0.786, 0.957);
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  check(81, 263, 0.2553, 0.3662);
  check(15, 148, 0.0624, 0.1605);
  check(0, 20, 0.0, 0.1611);
  check(1, 29, 0.0061, 0.1718);
}

TEST_CASE("Wilson's interval at the ends of its range") {
  CHECK(wilson_interval(0, 0).low == 0);
  CHECK(wilson_interval(0, 0).high == 1);
  CHECK(wilson_interval(0, 7).low == 0);
  CHECK(wilson_interval(7, 7).high == 1);
  CHECK(wilson_interval(7, 7).low == Approx(1 - wilson_interval(0, 7).high));
}

TEST_CASE("quantiles interpolate between order statistics") {
  const std::vector<double> values{4, 1, 3, 2};
  CHECK(median(values) == Approx(2.5));
  CHECK(quantile(values, 0) == 1);
  CHECK(quantile(values, 1) == 4);
  CHECK(quantile(values, 0.25) == Approx(1.75));
  CHECK(quantile(values, 0.95) == Approx(3.85));
  CHECK(mean(values) == Approx(2.5));
}

TEST_CASE("what was not measured is left out") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> values{nan, 2, nan, 4};
  CHECK(mean(values) == 3);
  CHECK(median(values) == 3);
  CHECK(std::isnan(mean(std::vector<double>{nan})));
  CHECK(std::isnan(median({})));
}

TEST_CASE("McNemar's exact p-value is a doubled binomial tail") {
  CHECK(mcnemar_exact(0, 0) == 1);
  CHECK(mcnemar_exact(5, 5) == 1);
  CHECK(mcnemar_exact(10, 2) == Approx(158.0 / 4096));
  CHECK(mcnemar_exact(2, 10) == Approx(158.0 / 4096));
  CHECK(mcnemar_exact(0, 6) == Approx(2.0 / 64));
  // 300 against 200 of 500 discordant starts; a normal approximation with continuity gives 9.5e-6.
  CHECK(mcnemar_exact(300, 200) == Approx(9.5e-6).epsilon(0.1));
}
