#include "experiments/stats/mode_entropy.h"

#include <cmath>
#include <string>
#include <vector>

#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

using Numbers = std::vector<std::int64_t>;

struct Prior {
  std::string name;
  std::vector<double> shares;
};

// Uniform, nearly uniform, falling, and one mode that takes most, for each number of modes.
std::vector<Prior> known_priors() {
  std::vector<Prior> priors;
  for (const std::size_t modes : {2u, 6u, 24u}) {
    std::vector<double> uniform(modes, 1), near(modes, 1), falling, top(modes, 0.3);
    for (std::size_t i = 0; i < modes; ++i) {
      if (i >= modes / 2) near[i] = 0.5;
      falling.push_back(std::pow(modes < 24 ? 0.7 : 0.85, i));
    }
    top[0] = 0.7 * static_cast<double>(modes);
    const std::string suffix = " of " + std::to_string(modes);
    priors.push_back({"uniform" + suffix, uniform});
    priors.push_back({"near" + suffix, near});
    priors.push_back({"falling" + suffix, falling});
    priors.push_back({"top" + suffix, top});
  }
  for (Prior& prior : priors) {
    double sum = 0;
    for (const double share : prior.shares) sum += share;
    for (double& share : prior.shares) share /= sum;
  }
  return priors;
}

Numbers draw(const std::vector<double>& shares, int episodes, Rng rng) {
  Numbers counts(shares.size(), 0);
  for (int i = 0; i < episodes; ++i) {
    double left = rng.uniform();
    std::size_t mode = 0;
    while (mode + 1 < shares.size() && left >= shares[mode]) left -= shares[mode++];
    ++counts[mode];
  }
  return counts;
}

// The share of intervals from 50 episodes that hold the true entropy.
double coverage(const Prior& prior, int draws) {
  double truth = 0;
  for (const double p : prior.shares) truth -= p * std::log(p);
  truth /= std::log(static_cast<double>(prior.shares.size()));
  int held = 0;
  for (int i = 0; i < draws; ++i) {
    const Interval interval =
        entropy_interval(draw(prior.shares, 50, Rng{}.fork(prior.name).fork(i)));
    held += interval.low <= truth + 1e-9 && truth <= interval.high + 1e-9;
  }
  return static_cast<double>(held) / draws;
}

}  // namespace

TEST_CASE("Entropies of known counts") {
  CHECK(std::isnan(entropy(Numbers{0, 0})));
  CHECK(entropy(Numbers{7}) == 0);
  CHECK(entropy(Numbers{4, 0}) == 0);
  CHECK(entropy_miller_madow(Numbers{4, 0}) == 0);
  CHECK(entropy(Numbers{5, 5}) == Approx(1));
  // log2(4) - 3/4 log2(3), and 1 / (2 * 4 ln 2) more.
  CHECK(entropy(Numbers{3, 1}) == Approx(0.811278));
  CHECK(entropy_miller_madow(Numbers{3, 1}) == Approx(0.991615));
  CHECK(entropy(Numbers{2, 2, 0, 0}) == Approx(0.5));
  CHECK(entropy_miller_madow(Numbers{2, 2, 0, 0}) == Approx(0.590168));
  CHECK(entropy_miller_madow(Numbers{2, 2, 0, 0}, 2) == Approx(0.680337));
  CHECK(entropy_miller_madow(Numbers{1, 1}) == 1);
}

TEST_CASE("Chao and Shen's estimate looks beyond the modes that were seen") {
  // Coverage 7/8; the three terms of the sum by hand.
  CHECK(entropy_chao_shen(Numbers{5, 2, 1, 0}) == Approx(0.805986));
  CHECK(entropy_chao_shen(Numbers{50, 50}) == Approx(1));
  CHECK(entropy_chao_shen(Numbers{1, 1, 1, 0}) == 1);
  CHECK(entropy_chao_shen(Numbers{9, 0}) == Approx(0));
}

TEST_CASE("Divergence from a prior") {
  const std::vector<double> uniform{0.5, 0.5};
  // 1 - 0.811278, less the bias 0.180337.
  CHECK(mode_divergence(Numbers{3, 1}, uniform) == Approx(0.008385).margin(1e-6));
  CHECK(mode_divergence(Numbers{3, 1}, uniform, 0) == Approx(0.188722));
  CHECK(mode_divergence(Numbers{10, 10}, uniform) == 0);
  CHECK(mode_divergence(Numbers{10, 0}, uniform) == Approx(1));
  CHECK(std::isinf(mode_divergence(Numbers{3, 1}, std::vector<double>{1, 0})));
}

TEST_CASE("The interval of the entropy at its ends") {
  // One mode only: the top mode's share may still be as low as 0.025^(1/50).
  const Interval one = entropy_interval(Numbers{50, 0});
  CHECK(one.low == 0);
  CHECK(one.high == Approx(0.3701).margin(0.05));
  // Even counts never exclude the uniform distribution, which a bootstrap of them would.
  CHECK(entropy_interval(Numbers{25, 25}).high == Approx(1));
  const Interval even = entropy_interval(Numbers{3, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2, 2,
                                                 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2});
  CHECK(even.high == Approx(1));
  CHECK(even.low > 0.9);
  CHECK(entropy_interval(Numbers{0, 0}).high == 1);

  // More episodes say more, dependent ones less.
  const auto width = [](const Interval& interval) { return interval.high - interval.low; };
  const Interval small = entropy_interval(Numbers{8, 2}), large = entropy_interval(Numbers{80, 20});
  CHECK(width(large) < width(small));
  CHECK(width(entropy_interval(Numbers{80, 20}, 10)) == Approx(width(small)).margin(0.1));
  CHECK(large.low < entropy(Numbers{80, 20}));
  CHECK(large.high > entropy(Numbers{80, 20}));
}

TEST_CASE("The interval covers the entropy of 2 modes, 40 draws") {
  for (const Prior& prior : known_priors()) {
    if (prior.shares.size() > 2) continue;
    INFO(prior.name);
    CHECK(coverage(prior, 40) >= 0.85);
  }
}

TEST_CASE("The interval covers the entropy of 2, 6 and 24 modes", "[.slow]") {
  for (const Prior& prior : known_priors()) {
    const double covered = coverage(prior, 1000);
    INFO(prior.name << ": " << covered);
    CHECK(covered >= 0.90);
    CHECK(covered <= 0.985);
  }
}
