// Two-step regression (minimal iterative policy, arXiv 2512.01809): predicts the chunk, then once
// more from a slightly noisy version of it. With x the chunk, o the observation, t* = 0.9:
//
//   loss = |f(0, 0, o) - x|^2 / t*^2 + |f(x + (1 - t*) eps, t*, o) - x|^2 / (1 - t*)^2,
//   x_1 = f(0, 0, o),  output f(x_1, t*, o).

#include <algorithm>

#include "policies/learned/chunk.h"
#include "policies/policy/register_learned.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

constexpr float kSecondTime = 0.9f;

class TwoStepSampler final : public ChunkSampler {
 public:
  explicit TwoStepSampler(const PlanStart& start) : ChunkSampler(start, 2, From::kZeros) {}

 private:
  float time(int step) const override { return step == 0 ? 0 : kSecondTime; }
  void denoise(int, std::span<const float> output, std::span<float> chunk, Rng&) override {
    clip_chunk(output, chunk);
  }
};

class TwoStepRegression final : public Method {
 public:
  int network_width(const MethodShape& shape) const override { return chunk_width(shape); }
  int yields(const MethodShape& shape) const override { return chunk_yields(shape); }
  std::vector<float> flow_times(const MethodShape&) const override { return {0, kSecondTime}; }

  // Each sample draws one of the loss's two terms.
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const auto clean = chunk_target(window, shape);
    std::ranges::copy(clean, pair.target.begin());
    const bool second = rng.below(2) == 1;
    pair.t = second ? kSecondTime : 0;
    const float left = second ? 1 - kSecondTime : kSecondTime;
    std::ranges::fill(pair.weight, 1 / (left * left));
    mask_chunk(window, shape, pair.weight);
    std::ranges::fill(pair.x, 0.f);
    if (!second) return;
    rng.fill_normal(pair.x);
    for (std::size_t i = 0; i < clean.size(); ++i) {
      pair.x[i] = clean[i] + (1 - kSecondTime) * pair.x[i];
    }
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    return std::make_unique<TwoStepSampler>(start);
  }
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(two_step_regression) {
  using namespace streambed;
  register_learned(
      registry,
      {.name = "two_step_regression",
       .summary = "control: predicts the chunk, then refines it once (arXiv 2512.01809)",
       .trained_keys = {},
       .run_keys = {},
       .chunk = true,
       .make_method = [](const Params&) { return std::make_unique<TwoStepRegression>(); }});
}
