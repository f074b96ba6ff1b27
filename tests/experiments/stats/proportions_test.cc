#include "experiments/stats/proportions.h"

#include <cmath>

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

TEST_CASE("Clopper and Pearson's interval matches published values") {
  const auto check = [](std::int64_t k, std::int64_t n, double low, double high) {
    const Interval interval = clopper_pearson_interval(k, n);
    CHECK(interval.low == Approx(low).margin(0.0005));
    CHECK(interval.high == Approx(high).margin(0.0005));
  };
  check(45, 50, 0.782, 0.967);
  check(90, 100, 0.824, 0.951);
  check(450, 500, 0.870, 0.925);
  check(50, 50, 0.929, 1);
  check(63, 70, 0.805, 0.959);
  // Newcombe, ibid., method 5.
  check(81, 263, 0.2527, 0.3676);
  check(15, 148, 0.0578, 0.1617);
  check(0, 20, 0.0, 0.1684);
  check(1, 29, 0.0009, 0.1776);
  check(0, 0, 0, 1);
}

TEST_CASE("McNemar's exact p-value is a doubled binomial tail") {
  CHECK(mcnemar_exact(0, 0) == 1);
  CHECK(mcnemar_exact(5, 5) == 1);
  CHECK(mcnemar_exact(10, 2) == Approx(158.0 / 4096));
  CHECK(mcnemar_exact(2, 10) == Approx(158.0 / 4096));
  CHECK(mcnemar_exact(0, 6) == Approx(2.0 / 64));
  // scipy.stats.binomtest(300, 500).
  CHECK(mcnemar_exact(300, 200) == Approx(8.940066542e-6).epsilon(1e-8));
}

TEST_CASE("Holm's step-down adjustment") {
  // Sorted: 4 * 0.005, 3 * 0.01, 2 * 0.03, 1 * 0.04 which may not fall below its predecessor.
  const std::vector<double> adjusted = holm(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  CHECK(adjusted[0] == Approx(0.03));
  CHECK(adjusted[1] == Approx(0.06));
  CHECK(adjusted[2] == Approx(0.06));
  CHECK(adjusted[3] == Approx(0.02));
  CHECK(holm(std::vector<double>{0.7, 0.6})[0] == 1);

  const std::vector<double> gaps = holm(std::vector<double>{std::nan(""), 0.02});
  CHECK(std::isnan(gaps[0]));
  CHECK(gaps[1] == Approx(0.02));
}

TEST_CASE("the number of episodes that tells two success rates apart") {
  CHECK(std::round(episodes_per_arm(0.80, 0.90)) == 199);
  CHECK(std::round(episodes_per_arm(0.90, 0.95)) == 434);
  CHECK(std::round(episodes_per_arm(0.50, 0.60)) == 387);
  CHECK(episodes_per_arm(0.60, 0.50) == episodes_per_arm(0.50, 0.60));
  CHECK(std::isinf(episodes_per_arm(0.5, 0.5)));
}

TEST_CASE("the difference that a number of episodes detects is the inverse of that number") {
  CHECK(detectable_rate_difference(0.5, 387) == Approx(0.1).margin(0.0005));
  CHECK(detectable_rate_difference(0.9, 199) == Approx(0.1).margin(0.0005));
  CHECK(detectable_rate_difference(0.1, 199) == Approx(0.1).margin(0.0005));
  CHECK(std::isnan(detectable_rate_difference(0.5, 2)));
  CHECK(std::isnan(detectable_rate_difference(0.5, 0)));

  // n = 7.85 sd^2 / delta^2: sd 0.2 and 785 pairs give 0.02.
  CHECK(detectable_score_difference(0.2, 785) == Approx(0.02).epsilon(0.001));
  CHECK(std::isnan(detectable_score_difference(0.2, 0)));
}
