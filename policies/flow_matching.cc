// Flow-matching policy: conditional flow matching over the whole chunk (Lipman et al., ICLR 2023),
// x_t = (1 - t) x_0 + t x_1 with Gaussian x_0, target x_1 - x_0, Euler steps at run time.

#include <algorithm>

#include "policies/learned/chunk.h"
#include "policies/policy/register_learned.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class FlowMatchingSampler final : public ChunkSampler {
 public:
  FlowMatchingSampler(const PlanStart& start, int steps)
      : ChunkSampler(start, steps), steps_(steps) {}

 private:
  float time(int step) const override {
    return static_cast<float>(step) / static_cast<float>(steps_);
  }

  void denoise(int step, std::span<const float> velocity, std::span<float> chunk, Rng&) override {
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      chunk[i] += velocity[i] / static_cast<float>(steps_);
      // The finished chunk is clipped to the range of the training data, as diffusion's is.
      if (step + 1 == steps_) chunk[i] = std::clamp(chunk[i], -1.f, 1.f);
    }
  }

  int steps_;
};

class FlowMatching final : public Method {
 public:
  explicit FlowMatching(const Params& params) : steps_(static_cast<int>(params.integer("steps"))) {}

  int network_width(const MethodShape& shape) const override { return chunk_width(shape); }
  int yields(const MethodShape& shape) const override { return chunk_yields(shape); }

  std::vector<float> flow_times(const MethodShape&) const override {
    std::vector<float> times;
    for (int i = 0; i < steps_; ++i)
      times.push_back(static_cast<float>(i) / static_cast<float>(steps_));
    return times;
  }

  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const auto clean = chunk_target(window, shape);
    mask_chunk(window, shape, pair.weight);
    const auto t = static_cast<float>(rng.uniform());
    rng.fill_normal(pair.x);
    for (std::size_t i = 0; i < clean.size(); ++i) {
      pair.target[i] = clean[i] - pair.x[i];
      pair.x[i] += t * pair.target[i];
    }
    pair.t = t;
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    return std::make_unique<FlowMatchingSampler>(start, steps_);
  }

 private:
  int steps_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(flow_matching) {
  using namespace streambed;
  register_learned(
      registry,
      {.name = "flow_matching",
       .summary = "flow matching over the whole chunk (Lipman et al. 2023)",
       .trained_keys = {},
       .run_keys = {Key::integer("steps", 10, "Euler steps from noise to chunk", 1, 1000)},
       .chunk = true,
       .make_method = [](const Params& params) { return std::make_unique<FlowMatching>(params); }});
}
