#include "policies/learned/noise_schedule.h"

#include <cmath>

#include "tests/catch.h"

using namespace streambed;

TEST_CASE("the squared-cosine schedule has its closed form until the last clip", "[diffusion]") {
  const NoiseSchedule schedule(100);
  const auto signal = [](double s) {
    return std::pow(std::cos((s + 0.008) / 1.008 * 3.14159265358979323846 / 2), 2);
  };
  CHECK(schedule.alpha_bar(-1) == 1);
  for (const int i : {0, 1, 49, 98}) {
    CHECK(schedule.alpha_bar(i) == Approx(signal((i + 1) / 100.0) / signal(0)).epsilon(1e-9));
  }
  // The last beta would be 1 and is clipped to 0.999.
  CHECK(schedule.alpha_bar(99) / schedule.alpha_bar(98) == Approx(0.001).epsilon(1e-9));
}

TEST_CASE("the true noise gives back the clean value", "[diffusion]") {
  const NoiseSchedule schedule(100);
  const float clean = -0.35f, noise = 1.7f;
  for (const int i : {0, 10, 60, 90}) {
    const double a = schedule.alpha_bar(i);
    const auto x = static_cast<float>(std::sqrt(a) * clean + std::sqrt(1 - a) * noise);
    CHECK(schedule.clean(x, noise, i) == Approx(clean).margin(1e-4));
    // DDIM lands on the same noise at a lower level, and on the clean value at the end.
    const double b = schedule.alpha_bar(i - 5);
    CHECK(schedule.implicit_step(clean, noise, i - 5) ==
          Approx(std::sqrt(b) * clean + std::sqrt(1 - b) * noise).margin(1e-6));
    CHECK(schedule.implicit_step(clean, noise, -1) == Approx(clean));
  }
}

TEST_CASE("the DDPM posterior preserves the marginals", "[diffusion]") {
  // With x_i ~ N(sqrt(abar_i) x0, 1 - abar_i), mean and variance of the posterior draw must be
  // those of x_{i-1}: the law of total expectation and variance, both closed-form because the mean
  // is linear.
  const NoiseSchedule schedule(100);
  const float clean = 0.4f;
  for (const int i : {1, 20, 50, 99}) {
    const double a = schedule.alpha_bar(i), before = schedule.alpha_bar(i - 1);
    const double centre =
        schedule.posterior_mean(static_cast<float>(std::sqrt(a)) * clean, clean, i);
    CHECK(centre == Approx(std::sqrt(before) * clean).margin(1e-5));
    const double slope = schedule.posterior_mean(1, 0, i) - schedule.posterior_mean(0, 0, i);
    const double variance = slope * slope * (1 - a) + std::pow(schedule.posterior_deviation(i), 2);
    CHECK(variance == Approx(1 - before).margin(1e-5));
  }
  CHECK(schedule.posterior_deviation(0) == 0);
}

TEST_CASE("the clean estimate is clipped", "[diffusion]") {
  const NoiseSchedule schedule(100);
  CHECK(schedule.clean(5, 0, 50) == 1);
  CHECK(schedule.clean(-5, 0, 50) == -1);
}
