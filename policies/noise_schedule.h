#pragma once
// The squared-cosine noise schedule of denoising diffusion (Nichol & Dhariwal 2021) and its two
// samplers' update rules.

#include <vector>

namespace streambed {

class NoiseSchedule {
 public:
  // alpha_bar(s) = cos^2((s + 0.008) / 1.008 * pi / 2); beta_i = min(1 - alpha_bar((i+1)/n) /
  // alpha_bar(i/n), 0.999).
  explicit NoiseSchedule(int steps);

  int steps() const { return static_cast<int>(alpha_bar_.size()); }
  // Product of (1 - beta) up to and including step i; 1 for i < 0.
  double alpha_bar(int i) const { return i < 0 ? 1.0 : alpha_bar_[static_cast<std::size_t>(i)]; }

  // x_0 from x_i and the predicted noise, clipped to [-1, 1].
  float clean(float x, float noise, int i) const;
  // DDPM's posterior mean of x_{i-1} given x_0 and x_i (Ho et al. 2020, eq. 7) and its fixed-small
  // standard deviation (0 at i = 0).
  float posterior_mean(float x, float clean, int i) const;
  double posterior_deviation(int i) const;
  // DDIM with eta 0 from step i to step `to` (Song et al. 2021, eq. 12); to < 0 ends at x_0.
  float implicit_step(float clean, float noise, int to) const;

 private:
  std::vector<double> alpha_bar_;
};

}  // namespace streambed
