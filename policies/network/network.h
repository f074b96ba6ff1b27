#pragma once
// What all networks share: parameters in one flat tensor, and a condition that is the sum of a part
// of time and a part of the observation. Includes LibTorch's headers, so only .cc files of
// policies/ may include it.

#include <torch/torch.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "policies/network/network_shape.h"
#include "policies/network/safetensors.h"
#include "sim/rng.h"

namespace streambed {

class Network {
 public:
  // All parameters live in one flat tensor, so that optimiser and moving average are single
  // operations; the parameters are leaf views into it.
  Network(const NetworkShape& shape, torch::Device device);
  virtual ~Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // Draws initial weights from our own generator: uniform in +-1/sqrt(fan-in), as LibTorch's
  // layers; norms begin as the identity.
  void initialise(Rng rng);

  // x [B, input], t [B] in [0,1], condition [B, condition] -> [B, output].
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& t,
                        const torch::Tensor& condition) const {
    return body(x, time_film(t) + observation_film(condition));
  }
  // Its parts; the two FiLM parts (Perez et al., AAAI 2018) have one shape and are added.
  virtual torch::Tensor time_film(const torch::Tensor& t) const = 0;
  virtual torch::Tensor observation_film(const torch::Tensor& condition) const = 0;
  virtual torch::Tensor body(const torch::Tensor& x, const torch::Tensor& film) const = 0;
  // Called when the weights will not change any more; what depends on them alone may be computed
  // now.
  virtual void freeze() {}

  const NetworkShape& shape() const { return shape_; }
  // Matrix products with bfloat16 factors (weights and sums stay float32): faster training where
  // the processor multiplies bfloat16 natively.
  void use_half_products(bool on) { half_products_ = on; }

  torch::Tensor& flat() { return flat_; }
  torch::Tensor& flat_gradient() { return flat_gradient_; }

  // Names and values for a checkpoint; load throws UserError when a name or a shape differs.
  std::map<std::string, TensorValue> save() const;
  void load(const std::map<std::string, TensorValue>& tensors);

 protected:
  const torch::Tensor& parameter(const std::string& name) const;
  // x W^T and x W^T + b of layer `name`.
  torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight) const;
  torch::Tensor linear(const torch::Tensor& x, const std::string& name) const;
  torch::Tensor linear(const torch::Tensor& x, const torch::Tensor& weight,
                       const torch::Tensor& bias) const;

 private:
  NetworkShape shape_;
  bool half_products_ = false;
  torch::Tensor flat_, flat_gradient_;
  std::vector<std::pair<std::string, torch::Tensor>> parameters_;
};

// Sine and cosine of 100 t at geometrically spaced frequencies, [sin | cos] (policies' common time
// embedding; the factor makes t in [0,1] look like 100 diffusion steps). t [B] -> [B, size].
torch::Tensor sinusoidal(const torch::Tensor& t, int size);

std::unique_ptr<Network> make_network(const NetworkShape& shape,
                                      torch::Device device = torch::kCPU);

}  // namespace streambed
