#pragma once
// The averaged network for the pairs of one batch. Includes LibTorch's headers, so only .cc files
// of training may include it.

#include <torch/torch.h>

#include "policies/learned/method.h"
#include "policies/network/network.h"

namespace streambed {

class BatchAverage final : public AveragedNetwork {
 public:
  // `conditions` of all windows, on the network's device; `rows` [batch], on the CPU, says which of
  // them belongs to each pair. The references must outlive it.
  BatchAverage(const Network& network, const torch::Tensor& conditions, const torch::Tensor& rows)
      : network_(network), conditions_(conditions), rows_(rows) {}

  // Throws std::invalid_argument for a call of a wrong size or for a pair outside the batch.
  void evaluate(std::span<const Call> calls) const override;

 private:
  void evaluate_together(std::span<const Call> calls) const;

  const Network& network_;
  const torch::Tensor& conditions_;
  torch::Tensor rows_;
};

}  // namespace streambed
