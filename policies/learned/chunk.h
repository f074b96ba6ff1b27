#pragma once
// What diffusion and flow matching have in common: the whole chunk is denoised before its first
// action, then returned action by action. In the plan for tick n the chunk starts at tick n - To +
// 1; its first To - 1 actions lie in the past and are not executed (Chi et al., RSS 2023).
//
// A chunk holds the actions themselves or, with MethodShape::step_scale, the differences between
// successive actions, each scaled by the largest difference in the demonstrations. Differences make
// a narrow path larger than the noise, so that the network can see which way it turns.

#include "policies/learned/method.h"

namespace streambed {

int chunk_width(const MethodShape& shape);
int chunk_yields(const MethodShape& shape);
// The training target: Tp * D floats.
std::span<const float> chunk_target(const ActionWindow& window, const MethodShape& shape);
// Sets the weight of those entries of the chunk to zero that were not demonstrated.
void mask_chunk(const ActionWindow& window, const MethodShape& shape, std::span<float> weight);

// Copies a chunk that the network predicted directly, clipped to the range of the training data.
void clip_chunk(std::span<const float> output, std::span<float> chunk);

// Denoises a chunk that starts as Gaussian noise or as zeros. A method adds the flow times and its
// denoising step.
class ChunkSampler : public Sampler {
 public:
  enum class From { kNoise, kZeros };
  ChunkSampler(const PlanStart& start, int steps, From from = From::kNoise);
  std::span<const Call> wants() final;
  void take(Results results) final;
  std::span<const float> emit() final;
  std::span<const float> computed() const final { return left_; }
  std::vector<Eigen::MatrixXf> trace() const final;

 private:
  // Flow time of a step in 0 ... steps - 1.
  virtual float time(int step) const = 0;
  // One step of `chunk` (Tp * D floats, network units) in place, given the network's output.
  virtual void denoise(int step, std::span<const float> output, std::span<float> chunk,
                       Rng& rng) = 0;

  int steps_, step_ = 0;
  Rng rng_;
  // Turns the rows of a chunk into actions, network units: adds up differences, beginning at the
  // last executed action.
  void add_steps(Eigen::MatrixXf& chunk) const;

  // The denoised chunk is there: makes actions of it, from the tick of the plan on.
  void finish();

  std::size_t action_size_;
  Eigen::Index first_;  // row that belongs to the tick of the plan
  std::size_t end_;
  std::vector<float> step_scale_;  // empty: the chunk holds actions
  std::vector<float> before_;      // with steps: the last executed action
  std::vector<float> actions_;     // with steps: added up
  std::span<const float> left_;    // actions that were not emitted yet
  std::vector<float> path_;  // the chunk after 0, 1, ... denoising steps, one after the other
};

}  // namespace streambed
