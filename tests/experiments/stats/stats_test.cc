#include "experiments/stats/stats.h"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.h"

using namespace streambed;

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
  CHECK(standard_deviation(values) == Approx(std::sqrt(2.0)));
  CHECK(std::isnan(mean(std::vector<double>{nan})));
  CHECK(std::isnan(median({})));
  CHECK(std::isnan(standard_deviation(std::vector<double>{1, nan})));
  CHECK(std::isnan(t_interval(std::vector<double>{1, nan}).low));
}

TEST_CASE("Student's interval of a few seeds matches SciPy's") {
  const Interval interval = t_interval(std::vector<double>{0.81, 0.86, 0.90});
  CHECK(interval.low == Approx(0.7446506930).epsilon(1e-8));
  CHECK(interval.high == Approx(0.9686826403).epsilon(1e-8));
  // Two seeds: t(0.975, 1) = 12.7062 times half their distance.
  CHECK(t_interval(std::vector<double>{0, 2}).high == Approx(1 + 12.706204736));
}
