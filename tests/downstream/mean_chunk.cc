// A learned policy out of the tree: the network predicts the mean of the demonstrated chunks at
// once. Only its mathematics stands here; network, training and checkpoints come from streambed.

#include <algorithm>

#include "policies/learned/chunk.h"
#include "policies/policy/register_learned.h"
#include "sim/plugin.h"

using namespace streambed;

namespace {

class MeanSampler final : public ChunkSampler {
 public:
  explicit MeanSampler(const PlanStart& start) : ChunkSampler(start, 1, From::kZeros) {}

 private:
  float time(int) const override { return 0; }
  void denoise(int, std::span<const float> output, std::span<float> chunk, Rng&) override {
    clip_chunk(output, chunk);
  }
};

class MeanChunk final : public Method {
 public:
  int network_width(const MethodShape& shape) const override { return chunk_width(shape); }
  int yields(const MethodShape& shape) const override { return chunk_yields(shape); }
  std::vector<float> flow_times(const MethodShape&) const override { return {0}; }

  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng&,
                 TrainingPair& pair) const override {
    std::ranges::fill(pair.x, 0.f);
    std::ranges::copy(chunk_target(window, shape), pair.target.begin());
    mask_chunk(window, shape, pair.weight);
    pair.t = 0;
  }
  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    return std::make_unique<MeanSampler>(start);
  }
};

}  // namespace

STREAMBED_REGISTER(mean_chunk) {
  register_learned(registry,
                   {.name = "mean_chunk",
                    .summary = "the mean chunk in one call",
                    .trained_keys = {},
                    .run_keys = {},
                    .make_method = [](const Params&) { return std::make_unique<MeanChunk>(); }});
}
