#pragma once
// The shared network: a residual MLP whose blocks are modulated by flow time and observation (FiLM,
// Perez et al., AAAI 2018). Includes LibTorch's headers, so only .cc files of policies/ may include
// it.
//
//   h = W_in x
//   per block:  y = norm(W1 h);  y = silu((1 + scale) * y + shift);  h = h + W2 y
//   out = W_out h
//   (scale, shift) of all blocks = F_time act(time) + F_observation act(observation) + b
//
// Time and observation enter as two terms that are added. So the term of time can be computed once
// per checkpoint, that of the observation once per plan, and each network call is a chain of small
// matrix-vector products.

#include "policies/network/network.h"

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
