// Behaviour cloning: the same network and chunk as the generative methods, mean squared error, one
// network call. What remains of a method's lead over this control is what generating adds.

#include <algorithm>

#include "policies/learned/chunk.h"
#include "policies/policy/register_learned.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class RegressionSampler final : public ChunkSampler {
 public:
  explicit RegressionSampler(const PlanStart& start) : ChunkSampler(start, 1, From::kZeros) {}

 private:
  float time(int) const override { return 0; }
  void denoise(int, std::span<const float> output, std::span<float> chunk, Rng&) override {
    clip_chunk(output, chunk);
  }
};

class Regression final : public Method {
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
    return std::make_unique<RegressionSampler>(start);
  }
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(regression) {
  using namespace streambed;
  register_learned(registry,
                   {.name = "regression",
                    .summary = "control: predicts the mean chunk in one call",
                    .trained_keys = {},
                    .run_keys = {},
                    .chunk = true,
                    .make_method = [](const Params&) { return std::make_unique<Regression>(); }});
}
