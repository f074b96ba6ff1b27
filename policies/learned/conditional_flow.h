#pragma once
// The flow that streaming flow policy (Jiang et al., CoRL 2025, arXiv 2505.21851, section 4) learns
// from one demonstration. xi(t) is the demonstrated path, straight between its knots:
//
//   a(0) ~ N(xi(0), sigma0^2 I),   v(a, t) = xi'(t) - k (a - xi(t)),
//
// so that a(t) - xi(t) = e^{-kt} (a(0) - xi(0)) and p(a | t) = N(xi(t), sigma0^2 e^{-2kt} I).

#include <span>
#include <vector>

namespace streambed {

struct ConditionalFlow {
  double k = 0;
  double sigma0 = 0;

  // The training pair at flow time t in [0,1] for standard normal eps (D floats):
  //   e = sigma0 e^{-kt} eps,  action = xi(t) + e,  velocity = xi'(t) - k e.
  // `knots` holds T + 1 actions of D floats at t = 0, 1/T, ..., 1; at a knot the slope is that of
  // the piece to its right, at t = 1 that of the last piece.
  void pair(std::span<const float> knots, double t, std::span<const float> eps,
            std::span<float> action, std::span<float> velocity) const;
};

// The latent variant (the same paper, appendix on stochastic policies): a latent z, drawn at t = 0,
// decides where the chunk goes. With sigma_r = sqrt(sigma1^2 - sigma0^2 e^{-2k}) and standard
// normal eps, z0:
//
//   a = xi + sigma0 e^{-kt} eps + sigma_r t z0,   v_a = xi' - k (a - xi) + sigma_r (1 + k t) z0,
//   z = (1 - (1 - sigma1) t) z0 + t xi,           v_z = xi + t xi' - (1 - sigma1) z0.
struct LatentFlow {
  ConditionalFlow action;
  double sigma1 = 0;

  double added_deviation() const;  // sigma_r; NaN or 0 when sigma1 is too small
  // The training pair; x and velocity hold the action's D floats, then the latent's.
  void pair(std::span<const float> knots, double t, std::span<const float> eps,
            std::span<const float> latent, std::span<float> x, std::span<float> velocity) const;
};

}  // namespace streambed
