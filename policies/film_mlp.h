#pragma once
// The shared network: a residual MLP whose blocks are modulated by flow time and observation (FiLM,
// Perez et al., AAAI 2018). Shows torch; included by policies/*.cc only.
//
//   h = W_in x
//   per block:  y = norm(W1 h);  y = silu((1 + scale) * y + shift);  h = h + W2 y
//   out = W_out h
//   (scale, shift) of all blocks = F_time act(time) + F_observation act(observation) + b
//
// The condition enters linearly in its two parts: what depends on time can be computed once per
// checkpoint, what depends on the observation once per chunk, and what remains per action is a
// chain of small matrix-vector products.

#include "policies/network.h"

namespace streambed {

class FilmMlp final : public Network {
 public:
  using Network::Network;

  // The two FiLM parts are [B, blocks * 2 * hidden].
  torch::Tensor time_film(const torch::Tensor& t) const override;
  torch::Tensor observation_film(const torch::Tensor& condition) const override;
  torch::Tensor body(const torch::Tensor& x, const torch::Tensor& film) const override;
};

}  // namespace streambed
