// Diffusion policy (Chi et al., RSS 2023): the chunk is denoised from Gaussian noise, noise
// prediction, with the DDPM or the DDIM sampler on the same weights.

#include <cmath>

#include "policies/learned/chunk.h"
#include "policies/learned/noise_schedule.h"
#include "policies/policy/register_learned.h"
#include "sim/base/error.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

constexpr int kTrainSteps = 100;

float flow_time(int step) { return static_cast<float>(step) / kTrainSteps; }

class DiffusionSampler final : public ChunkSampler {
 public:
  DiffusionSampler(const PlanStart& start, const NoiseSchedule& schedule,
                   std::span<const int> visited, bool implicit)
      : ChunkSampler(start, static_cast<int>(visited.size())),
        schedule_(schedule),
        visited_(visited),
        implicit_(implicit) {}

 private:
  float time(int index) const override {
    return flow_time(visited_[static_cast<std::size_t>(index)]);
  }

  void denoise(int index, std::span<const float> noise, std::span<float> chunk, Rng& rng) override {
    const auto at = static_cast<std::size_t>(index);
    const int step = visited_[at], to = at + 1 < visited_.size() ? visited_[at + 1] : -1;
    const double deviation = implicit_ ? 0 : schedule_.posterior_deviation(step);
    for (std::size_t i = 0; i < chunk.size(); ++i) {
      const float clean = schedule_.clean(chunk[i], noise[i], step);
      chunk[i] = implicit_ ? schedule_.implicit_step(clean, noise[i], to)
                           : schedule_.posterior_mean(chunk[i], clean, step);
      if (deviation > 0) chunk[i] += static_cast<float>(deviation * rng.normal());
    }
  }

  const NoiseSchedule& schedule_;
  std::span<const int> visited_;
  bool implicit_;
};

class Diffusion final : public Method {
 public:
  explicit Diffusion(const Params& params) : implicit_(params.text("sampler") == "ddim") {
    const auto steps = static_cast<int>(params.integer("steps"));
    const int count = steps > 0 ? steps : implicit_ ? 10 : kTrainSteps;
    if (!implicit_ && count != kTrainSteps) {
      throw UserError(
          "diffusion(sampler=ddpm) takes its 100 training steps; use sampler=ddim for fewer");
    }
    if (kTrainSteps % count != 0) {
      throw UserError("diffusion: steps must divide 100, e.g. 1, 2, 4, 5, 10, 20, 25, 50 or 100");
    }
    for (int i = count - 1; i >= 0; --i) visited_.push_back(i * (kTrainSteps / count));
  }

  int network_width(const MethodShape& shape) const override { return chunk_width(shape); }
  int yields(const MethodShape& shape) const override { return chunk_yields(shape); }

  std::vector<float> flow_times(const MethodShape&) const override {
    std::vector<float> times;
    for (const int step : visited_) times.push_back(flow_time(step));
    return times;
  }

  // x = sqrt(alpha_bar) x_0 + sqrt(1 - alpha_bar) eps; the target is eps.
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const int step = static_cast<int>(rng.below(kTrainSteps));
    const double signal = std::sqrt(schedule_.alpha_bar(step));
    const double spread = std::sqrt(1 - schedule_.alpha_bar(step));
    const auto clean = chunk_target(window, shape);
    mask_chunk(window, shape, pair.weight);
    rng.fill_normal(pair.target);
    for (std::size_t i = 0; i < clean.size(); ++i) {
      pair.x[i] = static_cast<float>(signal * clean[i] + spread * pair.target[i]);
    }
    pair.t = flow_time(step);
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    return std::make_unique<DiffusionSampler>(start, schedule_, visited_, implicit_);
  }

 private:
  NoiseSchedule schedule_{kTrainSteps};
  bool implicit_;
  std::vector<int> visited_;  // training steps in the order visited
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(diffusion) {
  using namespace streambed;
  register_learned(
      registry,
      {.name = "diffusion",
       .summary = "denoises the whole chunk before its first action (Chi et al. 2023)",
       .trained_keys = {},
       .run_keys = {Key::choice("sampler", {"ddpm", "ddim"}, "sampler of the same weights"),
                    Key::integer("steps", 0, "denoising steps; 0: 100 for ddpm, 10 for ddim", 0,
                                 kTrainSteps)},
       .chunk = true,
       .make_method = [](const Params& params) { return std::make_unique<Diffusion>(params); }});
}
