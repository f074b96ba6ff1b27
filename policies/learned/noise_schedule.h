#pragma once
// The squared-cosine noise schedule of denoising diffusion (Nichol & Dhariwal 2021) and its two
// samplers' update rules.

#include <algorithm>
#include <vector>

namespace streambed {

class NoiseSchedule {
 public:
  // alpha_bar(s) = cos^2((s + 0.008) / 1.008 * pi / 2); beta_i = min(1 - alpha_bar((i+1)/n) /
  // alpha_bar(i/n), 0.999).
  explicit NoiseSchedule(int steps);

  int steps() const { return static_cast<int>(levels_.size()) - 1; }
  // Product of (1 - beta) up to and including step i; 1 for i < 0.
  double alpha_bar(int i) const { return level(i).alpha_bar; }

  // The clean value x_0 that follows from x_i and the predicted noise, clipped to [-1, 1].
  float clean(float x, float noise, int i) const {
    const Level& l = level(i);
    return static_cast<float>(std::clamp((x - l.spread * noise) / l.signal, -1.0, 1.0));
  }
  // DDPM's posterior mean of x_{i-1} given x_0 and x_i (Ho et al. 2020, eq. 7) and its fixed-small
  // standard deviation (0 at i = 0).
  float posterior_mean(float x, float clean, int i) const {
    const Level& l = level(i);
    return static_cast<float>(l.mean_clean * clean + l.mean_x * x);
  }
  double posterior_deviation(int i) const { return level(i).deviation; }
  // DDIM with eta 0 to step `to` (Song et al. 2021, eq. 12); to < 0 ends at x_0.
  float implicit_step(float clean, float noise, int to) const {
    const Level& l = level(to);
    return static_cast<float>(l.signal * clean + l.spread * noise);
  }

 private:
  // What the samplers need of one step, computed once.
  struct Level {
    double alpha_bar = 1;
    double signal = 1, spread = 0;  // x_i = signal x_0 + spread noise
    double mean_clean = 1, mean_x = 0, deviation = 0;
  };
  const Level& level(int i) const { return levels_[static_cast<std::size_t>(std::max(i, -1) + 1)]; }

  std::vector<Level> levels_;  // step -1, which is the clean one, and up
};

}  // namespace streambed
