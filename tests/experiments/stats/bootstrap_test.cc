#include "experiments/stats/bootstrap.h"

#include <cmath>

#include "tests/catch.h"

using namespace streambed;

namespace {

const std::vector<double> kScores{0.1, 0.4, 0.5, 0.55, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0};

}  // namespace

TEST_CASE("a bootstrap interval agrees with NumPy's of the same list") {
  const Interval interval = bootstrap_mean(kScores, Rng{}, 20000);
  CHECK(interval.low == Approx(0.50).margin(0.006));
  CHECK(interval.high == Approx(0.83).margin(0.006));
}

TEST_CASE("equal keys give equal bootstraps, other keys nearly so") {
  const Interval once = bootstrap_mean(kScores, Rng{}.fork("a"));
  const Interval again = bootstrap_mean(kScores, Rng{}.fork("a"));
  CHECK(once.low == again.low);
  CHECK(once.high == again.high);
  const Interval other = bootstrap_mean(kScores, Rng{}.fork("b"));
  CHECK(other.low != once.low);
  CHECK(other.low == Approx(once.low).margin(0.03));
}

TEST_CASE("bootstraps of hardly anything") {
  CHECK(std::isnan(bootstrap_mean({}, Rng{}).low));
  CHECK(std::isnan(bootstrap_mean(std::vector<double>{std::nan("")}, Rng{}).low));
  CHECK(bootstrap_mean(std::vector<double>{3}, Rng{}).low == 3);
  CHECK(bootstrap_mean(std::vector<double>{3, std::nan("")}, Rng{}).high == 3);
}

TEST_CASE("pairing removes what the starts have in common") {
  std::vector<double> better = kScores;
  for (double& score : better) score += 0.05;
  const Interval interval = paired_bootstrap(kScores, better, Rng{});
  CHECK(interval.low == Approx(0.05));
  CHECK(interval.high == Approx(0.05));

  // A start that one of them did not finish is left out.
  better[3] = std::nan("");
  CHECK(paired_bootstrap(kScores, better, Rng{}).low == Approx(0.05));
}

TEST_CASE("a crossed bootstrap varies starts and seeds") {
  const SeedsByStarts values{{1, 0, 1, 1, 1, 0, 1, 1},
                             {0, 0, 1, 0, 1, 0, 1, 1},
                             {1, 0, 1, 1, 1, 1, 1, 1},
                             {0, 0, 0, 1, 1, 0, 1, 0},
                             {1, 1, 1, 1, 1, 0, 1, 1}};
  // The same in NumPy with 100,000 resamples: 0.375 to 0.925. Means come in steps of 1/40.
  const Interval interval = crossed_bootstrap(values, Rng{}, 20000);
  CHECK(interval.low == Approx(0.375).margin(0.026));
  CHECK(interval.high == Approx(0.925).margin(0.026));

  // Seeds that agree leave only the starts, and constant starts leave only the seeds.
  const SeedsByStarts one{values[0]};
  CHECK(crossed_bootstrap(one, Rng{}, 20000).low ==
        Approx(bootstrap_mean(values[0], Rng{}, 20000).low).margin(0.01));
  const Interval seeds = crossed_bootstrap({{0, 0, 0}, {1, 1, 1}}, Rng{});
  CHECK(seeds.low == 0);
  CHECK(seeds.high == 1);
  CHECK(std::isnan(crossed_bootstrap({}, Rng{}).low));
}

TEST_CASE("a crossed difference shares the starts but not the seeds") {
  const SeedsByStarts first{{0, 0.5, 1, 0.25}}, second{{0.1, 0.6, 1.1, 0.35}};
  const Interval shared = crossed_bootstrap_difference(first, second, Rng{});
  CHECK(shared.low == Approx(0.1));
  CHECK(shared.high == Approx(0.1));
  const Interval seeds =
      crossed_bootstrap_difference({{0, 0}, {1, 1}}, {{0, 0}, {1, 1}}, Rng{}, 4000);
  CHECK(seeds.low == -1);
  CHECK(seeds.high == 1);
}
