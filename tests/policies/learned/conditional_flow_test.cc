#include "policies/learned/conditional_flow.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

// The knots of the published oracle: T = 4, D = 2.
const std::vector<float> kKnots = {0.1f, -0.2f, 0.3f, 0, 0.2f, 0.4f, -0.1f, 0.5f, 0, 0.6f};

struct Pair {
  std::vector<float> action = std::vector<float>(2), velocity = std::vector<float>(2);
};

Pair pair_at(double t, std::vector<float> eps) {
  Pair out;
  ConditionalFlow{10, 0.4}.pair(kKnots, t, eps, out.action, out.velocity);
  return out;
}

void check(const std::vector<float>& value, double x, double y) {
  CHECK(value[0] == Approx(x).margin(2e-6));
  CHECK(value[1] == Approx(y).margin(2e-6));
}

// xi = +-t in one dimension, equally likely.
const std::vector<std::vector<float>> kTwoModes = {{0, 1}, {0, -1}};

// The exact minimiser of the training loss, what a network of unlimited size would learn:
//   v*(a, t) = sum_j w_j (xi_j' - k (a - xi_j)),
//   w = softmax_j(-(a - xi_j)^2 / (2 sigma0^2 e^{-2kt})).
// The pair without noise tells xi_j and xi_j'.
double bimodal(double action, double t, double sigma0, double k) {
  const double variance = sigma0 * sigma0 * std::exp(-2 * k * t);
  std::vector<double> logits, velocities;
  for (const std::vector<float>& knots : kTwoModes) {
    const std::vector<float> no_noise = {0};
    std::vector<float> place(1), slope(1);
    ConditionalFlow{k, sigma0}.pair(knots, t, no_noise, place, slope);
    const double gap = action - place[0];
    logits.push_back(-gap * gap / (2 * variance));
    velocities.push_back(slope[0] - k * gap);
  }
  // Relative to the larger one, so that a far mode underflows to zero.
  const double larger = std::max(logits[0], logits[1]);
  double sum = 0, total = 0;
  for (std::size_t j = 0; j < logits.size(); ++j) {
    const double weight = std::exp(logits[j] - larger);
    sum += weight * velocities[j];
    total += weight;
  }
  return sum / total;
}

}  // namespace

TEST_CASE("training pairs match the computed oracle", "[streaming_flow]") {
  const Pair start = pair_at(0, {1, -1});
  check(start.action, 0.5, -0.6);
  check(start.velocity, -3.2, 4.8);

  const Pair middle = pair_at(0.37, {0.5f, 2});
  check(middle.action, 0.2569447, 0.2117788);
  check(middle.velocity, -0.4494471, 1.4022118);

  const Pair end = pair_at(1, {1, 1});
  check(end.action, 1.82e-5, 0.6000182);
  check(end.velocity, 0.3998184, 0.3998184);
}

TEST_CASE("a sample of the conditional flow follows its own velocity field", "[streaming_flow]") {
  // Integrating v(a, t) = xi' - k (a - xi) from a(0) must land on a(t) as the pair states it.
  const std::vector<float> eps = {0.7f, -1.3f};
  Pair at = pair_at(0, eps);
  constexpr int kSteps = 40000;
  for (int i = 0; i < kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    // The field at the point reached: the stated velocity, corrected for where we really are.
    const Pair stated = pair_at(t, eps);
    for (std::size_t d = 0; d < 2; ++d) {
      const double field = stated.velocity[d] - 10 * (at.action[d] - stated.action[d]);
      at.action[d] += static_cast<float>(field / kSteps);
    }
  }
  const Pair end = pair_at(1, eps);
  CHECK(at.action[0] == Approx(end.action[0]).margin(2e-3));
  CHECK(at.action[1] == Approx(end.action[1]).margin(2e-3));
}

TEST_CASE("the exact minimiser matches the bimodal oracle", "[streaming_flow]") {
  CHECK(bimodal(0, 0, 0.05, 2) == Approx(0).margin(1e-6));
  CHECK(bimodal(0.03, 0, 0.05, 2) == Approx(-0.06).margin(1e-6));
  CHECK(bimodal(0.02, 0.05, 0.05, 2) == Approx(0.458381).margin(1e-5));
  CHECK(bimodal(0.1, 0.2, 0.05, 2) == Approx(1.2).margin(1e-5));
  CHECK(bimodal(-0.3, 0.3, 0.05, 2) == Approx(-1).margin(1e-5));
  CHECK(bimodal(0, 0.5, 0.05, 2) == Approx(0).margin(1e-6));
}

TEST_CASE("the minimiser carries the start distribution into the mixture", "[streaming_flow]") {
  // Integrated from N(0, sigma0^2), the share of samples below a threshold must match that of the
  // mixture of N(+-t, sigma0^2 e^{-2kt}) at every t (Kolmogorov-Smirnov at the 0.1 % level).
  constexpr double kSigma = 0.2, kGain = 1;
  constexpr int kSamples = 1000, kSteps = 200;
  Rng rng = Rng{}.fork("marginals");
  std::vector<double> samples(kSamples);
  for (double& a : samples) a = kSigma * rng.normal();
  const auto mixture_below = [&](double a, double t) {
    const double spread = kSigma * std::exp(-kGain * t) * std::sqrt(2.0);
    return 0.25 * (std::erfc((t - a) / spread) + std::erfc((-t - a) / spread));
  };
  for (int step = 0; step < kSteps; ++step) {
    const double t = static_cast<double>(step) / kSteps;
    for (double& a : samples) a += bimodal(a, t, kSigma, kGain) / kSteps;
    if ((step + 1) % 50 != 0) continue;
    const double now = static_cast<double>(step + 1) / kSteps;
    std::sort(samples.begin(), samples.end());
    double distance = 0;
    for (int i = 0; i < kSamples; ++i) {
      const double share = (i + 0.5) / kSamples;
      distance = std::max(
          distance, std::abs(share - mixture_below(samples[static_cast<std::size_t>(i)], now)));
    }
    INFO("t = " << now);
    CHECK(distance < 1.95 / std::sqrt(kSamples));
  }
}

TEST_CASE("the latent flow ends with its published moments", "[streaming_flow]") {
  // xi = 0 throughout: k 2.5, sigma0 0.1, sigma1 0.3; at t = 1 both deviations are sigma1 and their
  // covariance is sigma_r sigma1.
  const LatentFlow flow{{2.5, 0.1}, 0.3};
  const std::vector<float> knots = {0, 0};
  Rng rng = Rng{}.fork("latent");
  constexpr int kDraws = 200000;
  double aa = 0, zz = 0, az = 0;
  for (int i = 0; i < kDraws; ++i) {
    std::vector<float> eps(1), z0(1), x(2), v(2);
    rng.fill_normal(eps);
    rng.fill_normal(z0);
    flow.pair(knots, 1, eps, z0, x, v);
    aa += x[0] * x[0];
    zz += x[1] * x[1];
    az += x[0] * x[1];
  }
  CHECK(std::sqrt(aa / kDraws) == Approx(0.3).epsilon(0.01));
  CHECK(std::sqrt(zz / kDraws) == Approx(0.3).epsilon(0.01));
  CHECK(az / kDraws == Approx(0.09).epsilon(0.02));
  CHECK(flow.added_deviation() * 0.3 == Approx(0.09).epsilon(0.01));
}

TEST_CASE("the latent flow's velocity is the slope of its path", "[streaming_flow]") {
  const LatentFlow flow{{2.5, 0.1}, 0.3};
  const std::vector<float> eps = {0.7f, -1.3f}, z0 = {-0.4f, 1.1f};
  const auto at = [&](double t) {
    std::pair<std::vector<float>, std::vector<float>> out{std::vector<float>(4),
                                                          std::vector<float>(4)};
    flow.pair(kKnots, t, eps, z0, out.first, out.second);
    return out;
  };
  for (const double t : {0.1, 0.4, 0.9}) {
    constexpr double kStep = 1e-3;
    const auto before = at(t - kStep).first, after = at(t + kStep).first;
    const auto velocity = at(t).second;
    for (std::size_t d = 0; d < 4; ++d) {
      CHECK(velocity[d] == Approx((after[d] - before[d]) / (2 * kStep)).margin(5e-3));
    }
  }
}
