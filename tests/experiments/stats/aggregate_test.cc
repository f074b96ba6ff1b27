#include "experiments/stats/aggregate.h"

#include <cmath>

#include "tests/catch.h"

using namespace streambed;

TEST_CASE("the interquartile mean is SciPy's trim_mean of a quarter") {
  CHECK(interquartile_mean(std::vector<double>{1, 4, 9, 16, 25, 36, 49, 64, 81, 100}) ==
        Approx(33.1666666667));
  CHECK(interquartile_mean(std::vector<double>{3, 1, 2, 10, 5, 7, 8}) == 5);
  CHECK(interquartile_mean(std::vector<double>{2}) == 2);
  CHECK(interquartile_mean(RunsByTask{{3, 1, 2}, {10, 5, 7, 8}}) == 5);
  CHECK(std::isnan(interquartile_mean(std::vector<double>{})));
}

TEST_CASE("the stratified bootstrap never mixes tasks") {
  // Within a task all runs agree, so whatever is drawn, the mean of the two tasks stays.
  const RunsByTask runs{{0.2, 0.2, 0.2, 0.2}, {0.8, 0.8, 0.8, 0.8}};
  const auto statistic = [](const RunsByTask& drawn) { return interquartile_mean(drawn); };
  const Interval interval = stratified_bootstrap(runs, statistic, Rng{}, 200);
  CHECK(interval.low == Approx(0.5));
  CHECK(interval.high == Approx(0.5));

  const RunsByTask spread{{0, 1}, {0, 1}};
  const Interval wide = stratified_bootstrap(spread, statistic, Rng{}, 2000);
  CHECK(wide.low == 0);
  CHECK(wide.high == 1);
}

TEST_CASE("the probability of improvement is Mann and Whitney's U over all pairs") {
  // SciPy: mannwhitneyu([.1,.5,.7,.7], [.2,.5,.6]).statistic / 12 = 0.625.
  const RunsByTask first{{0.1, 0.5, 0.7, 0.7}}, second{{0.2, 0.5, 0.6}};
  CHECK(probability_of_improvement(first, second) == Approx(0.625));
  CHECK(probability_of_improvement(second, first) == Approx(0.375));
  CHECK(probability_of_improvement({{1}, {0}}, {{0}, {1}}) == 0.5);
  const Interval sure = probability_of_improvement_interval({{0.8, 0.9}}, {{0.1, 0.2}}, Rng{}, 100);
  CHECK(sure.low == 1);
  CHECK(sure.high == 1);
}

TEST_CASE("a performance profile counts runs above a threshold, tasks alike") {
  const RunsByTask runs{{0.1, 0.5, 0.9, 1.0}, {0.5}};
  const std::vector<double> thresholds{0, 0.3, 0.5, 1};
  const std::vector<double> profile = performance_profile(runs, thresholds);
  CHECK(profile[0] == 1);
  CHECK(profile[1] == Approx((0.75 + 1) / 2));
  CHECK(profile[2] == Approx(0.5 / 2));
  CHECK(profile[3] == 0);

  const std::vector<Interval> band = performance_band(runs, thresholds, Rng{}, 500);
  CHECK(band[0].low == 1);
  CHECK(band[1].low < profile[1]);
  CHECK(band[1].high > profile[1]);
}
