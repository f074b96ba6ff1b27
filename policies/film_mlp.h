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

#include <torch/torch.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "policies/network_shape.h"
#include "policies/safetensors.h"
#include "sim/rng.h"

namespace streambed {

class FilmMlp {
 public:
  // All parameters live in one flat tensor, so that optimiser and moving average are single
  // operations; `parameters()` are leaf views into it.
  explicit FilmMlp(const NetworkShape& shape, torch::Device device = torch::kCPU);

  // Uniform in +-1/sqrt(fan-in), as torch's Linear; from our own generator.
  void initialise(Rng rng);

  // x [B, input], t [B] in [0,1], condition [B, condition] -> [B, output].
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t,
                        const torch::Tensor& condition) const;
  // Its parts; the two FiLM parts are [B, blocks * 2 * hidden] and are added.
  torch::Tensor time_film(const torch::Tensor& t) const;
  torch::Tensor observation_film(const torch::Tensor& condition) const;
  torch::Tensor body(const torch::Tensor& x, const torch::Tensor& film) const;

  const NetworkShape& shape() const { return shape_; }
  // Matrix products with bfloat16 factors (weights and sums stay float32): faster training where
  // the processor multiplies bfloat16 natively.
  void use_half_products(bool on) { half_products_ = on; }

  torch::Tensor& flat() { return flat_; }
  torch::Tensor& flat_gradient() { return flat_gradient_; }

  // Names and values for a checkpoint; load throws UserError when a name or a shape differs.
  std::map<std::string, TensorValue> save() const;
  void load(const std::map<std::string, TensorValue>& tensors);

 private:
  const torch::Tensor& parameter(const std::string& name) const;
  torch::Tensor product(const torch::Tensor& x, const std::string& name) const;
  torch::Tensor linear(const torch::Tensor& x, const std::string& name) const;

  NetworkShape shape_;
  bool half_products_ = false;
  torch::Tensor flat_, flat_gradient_;
  std::vector<std::pair<std::string, torch::Tensor>> parameters_;
};

}  // namespace streambed
