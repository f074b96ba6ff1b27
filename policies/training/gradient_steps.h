#pragma once
// Gradient steps: one after the other on the CPU, in recorded blocks on a GPU; one by one there,
// too, where targets depend on the averaged network, which every step changes. Includes LibTorch's
// headers, so only .cc files of training may include it.

#include <torch/torch.h>

#include <cstdint>
#include <memory>

#include "policies/training/step_graph.h"
#include "policies/training/training_pairs.h"
#include "policies/training/training_state.h"

namespace streambed {

class GradientSteps {
 public:
  // Does the GPU run recorded steps? On the CPU this is never tried.
  enum class Recording { kNotTried, kMade, kRefused };

  // Batch n depends on rng.fork(n) alone. The references must outlive it.
  GradientSteps(const Method& method, const MethodShape& shape, const Windows& windows,
                const TrainingOptions& options, Network& network, TrainingState& state, Rng rng,
                torch::Device device);

  // Makes up to `count` steps, at least one, and returns how many; state.step counts them.
  std::int64_t run(std::int64_t count);

  // Mean loss since the last call; waits for the device.
  double take_mean_loss();

  Recording recording() const { return recording_; }

 private:
  void step();

  const TrainingOptions& options_;
  Network& network_;
  TrainingState& state_;
  Rng rng_;
  std::int64_t block_;                // steps per block
  std::unique_ptr<StepGraph> graph_;  // on a GPU; its stream serves all that follows
  TrainingPairs pairs_;
  std::unique_ptr<Network> average_;  // with the average's weights, where the method wants it
  torch::Tensor numbers_;   // [block, UpdateNumbers::kCount], on the device
  torch::Tensor index_;     // [1]: the step of the block
  torch::Tensor loss_sum_;  // [1]
  std::int64_t loss_count_ = 0;
  std::int64_t warm_steps_ = 0;
  Recording recording_ = Recording::kNotTried;
};

}  // namespace streambed
