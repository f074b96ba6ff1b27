#pragma once
// What diffusion and flow matching share: the whole chunk is denoised before the first action, then
// handed out action by action. The chunk starts at tick n - To + 1; its first To - 1 actions lie in
// the past and are not executed (Chi et al., RSS 2023). It holds the actions themselves, or with
// MethodShape::step_scale the step from each to the next: a path that goes on where the robot is, told
// in units of its own size, so that noise of deviation 1 does not drown which way it turns.

#include "policies/method.h"

namespace streambed {

int chunk_width(const MethodShape& shape);
int chunk_yields(const MethodShape& shape);
// The training target: Tp * D floats.
std::span<const float> chunk_target(const ActionWindow& window, const MethodShape& shape);
// Takes the weight from the entries of the chunk that were not demonstrated.
void mask_chunk(const ActionWindow& window, const MethodShape& shape, std::span<float> weight);

// A chunk that the network predicted as it is, clipped to the range of the training data.
void clip_chunk(std::span<const float> output, std::span<float> chunk);

// Starts from Gaussian noise, or from zeros; a method adds the flow times and its denoising step.
class ChunkSampler : public Sampler {
 public:
  enum class From { kNoise, kZeros };
  ChunkSampler(const PlanStart& start, int steps, From from = From::kNoise);
  std::optional<Call> wants() final;
  void take(std::span<const float> output) final;
  std::span<const float> emit() final;
  std::vector<Eigen::MatrixXf> trace() const final;

 private:
  // Flow time of a step in 0 ... steps - 1.
  virtual float time(int step) const = 0;
  // One step of `chunk` (Tp * D floats, network units) in place, given the network's output.
  virtual void denoise(int step, std::span<const float> output, std::span<float> chunk,
                       Rng& rng) = 0;

  int steps_, step_ = 0;
  Rng rng_;
  // Rows of a chunk as actions, network units; steps are added to the last executed action.
  void add_steps(Eigen::MatrixXf& chunk) const;

  std::size_t action_size_;
  Eigen::Index first_;  // row that belongs to the tick of the plan
  std::size_t next_, end_;
  std::vector<float> step_scale_;  // empty: the chunk holds actions
  std::vector<float> before_, at_;  // with steps: the last executed action, the last emitted one
  std::vector<float> path_;  // the chunk after 0, 1, ... steps, one behind the other
};

}  // namespace streambed
