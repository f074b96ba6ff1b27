#pragma once
// Training pairs as tensors. The method's arithmetic makes them on the CPU, for several gradient
// steps at a time, and they are copied to the training device at once. Includes LibTorch's headers,
// so only .cc files of training may include it.

#include <torch/torch.h>

#include <cstdint>

#include "policies/network/network.h"
#include "policies/training/training.h"

namespace streambed {

class TrainingPairs {
 public:
  // For at most `steps` gradient steps of `batch` pairs at a time. The references must outlive it.
  TrainingPairs(const Method& method, const MethodShape& shape, const Windows& windows,
                const TrainingOptions& options, std::int64_t steps, std::int64_t batch,
                torch::Device device);

  // Draws `count` batches anew; batch i depends on rng.fork(first + i) alone, and on `average`,
  // which is given where Method::wants_average().
  void draw(const Rng& rng, std::int64_t first, std::int64_t count,
            const Network* average = nullptr);

  // The network's weighted mean squared error on batch `index` ([1], 64-bit, on the device) of what
  // was drawn. Every operation stays on the device.
  torch::Tensor loss(const Network& network, const torch::Tensor& index) const;

 private:
  void make_pair(std::int64_t i, Rng rng);
  void finish_pairs(std::int64_t step, const Network& average);
  TrainingPair pair(std::int64_t i);
  torch::Tensor conditions(const torch::Tensor& index) const;

  // What a pair consists of, [steps * batch, ...] on the CPU and [steps, batch, ...] on the device.
  struct Tensors {
    torch::Tensor x, target, weight, t, row, noise;
  };

  const Method& method_;
  const MethodShape& shape_;
  const Windows& windows_;
  const TrainingOptions& options_;
  std::int64_t batch_;
  torch::Tensor all_conditions_;  // of all windows, on the device
  Tensors made_, drawn_;
};

}  // namespace streambed
