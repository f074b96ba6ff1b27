#pragma once
// The shared network as a TorchScript module, frozen and optimised for inference: what somebody
// gets who exports it from PyTorch. For comparison only. Shows torch; included by policies/*.cc
// only.

#include <torch/script.h>

#include "policies/film_mlp.h"

namespace streambed {

class FilmMlpScript {
 public:
  explicit FilmMlpScript(const Network& network);
  // As Network::forward.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t,
                        const torch::Tensor& condition);

 private:
  torch::jit::Module module_;
};

}  // namespace streambed
