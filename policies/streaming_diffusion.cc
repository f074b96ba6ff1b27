// Streaming diffusion policy (Hoeg et al., arXiv 2406.04806): one buffer of actions whose noise
// level rises from chunk to chunk. Every plan denoises until the first chunk is clean, hands it
// out, moves the rest forward and appends noise.

#include <algorithm>
#include <cmath>

#include "policies/learned/noise_schedule.h"
#include "policies/policy/register_learned.h"
#include "sim/base/error.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

constexpr int kLevels = 100;
constexpr double kConstantShare = 0.2;  // of the training samples have one level throughout

// Which level each action of the buffer has: To - 1 past actions, then chunks of `chunk` actions,
// then a tail that goes with the last chunk.
class Ladder {
 public:
  Ladder(int past, int prediction, int chunk)
      : past_(past), prediction_(prediction), chunk_(chunk), chunks_((prediction - past) / chunk) {}

  int chunks() const { return chunks_; }
  int past() const { return past_; }
  int chunk() const { return chunk_; }
  int prediction() const { return prediction_; }
  // Denoising steps between two plans.
  int steps() const { return kLevels / chunks_; }
  // Level of action i after `done` steps; -1 is clean.
  int level(int i, int done) const {
    const int chunk = std::clamp((i - past_) / chunk_, 0, chunks_ - 1);
    return kLevels * (chunk + 1) / chunks_ - 1 - done;
  }

 private:
  int past_, prediction_, chunk_, chunks_;
};

// Tells the network an action's level.
float level_input(int level) { return 2.f * static_cast<float>(level) / (kLevels - 1) - 1; }

// The buffer that is carried from plan to plan.
struct Buffer final : Memory {
  std::vector<float> actions;
};

class StreamingDiffusionSampler final : public Sampler {
 public:
  StreamingDiffusionSampler(const PlanStart& start, const Ladder& ladder,
                            const NoiseSchedule& schedule, Buffer& buffer)
      : ladder_(ladder),
        schedule_(schedule),
        rng_(start.request.rng),
        buffer_(buffer),
        size_(static_cast<std::size_t>(start.shape.action_size)),
        input_(static_cast<std::size_t>(ladder.prediction()) * (size_ + 1)),
        clean_(static_cast<std::size_t>(ladder.chunk()) * size_) {
    if (buffer_.actions.empty()) {
      // The first plan starts from zeros with every action's own noise.
      buffer_.actions.resize(static_cast<std::size_t>(ladder.prediction()) * size_);
      for (int i = 0; i < ladder.prediction(); ++i) add_noise(i, ladder.level(i, 0));
    }
  }

  std::span<const Call> wants() override {
    if (done_ == ladder_.steps()) return {};
    std::ranges::copy(buffer_.actions, input_.begin());
    for (int i = 0; i < ladder_.prediction(); ++i) {
      input_[buffer_.actions.size() + static_cast<std::size_t>(i)] =
          level_input(ladder_.level(i, done_));
    }
    return one({input_, 0});
  }

  void take(Results results) override {
    const std::span<const float> noise = results[0];
    for (std::size_t i = 0; i < buffer_.actions.size(); ++i) {
      const int level = ladder_.level(static_cast<int>(i / size_), done_);
      float& x = buffer_.actions[i];
      const float clean = schedule_.clean(x, noise[i], level);
      x = schedule_.posterior_mean(x, clean, level);
      const double deviation = schedule_.posterior_deviation(level);
      if (deviation > 0) x += static_cast<float>(deviation * rng_.normal());
    }
    if (++done_ == ladder_.steps()) move_forward();
  }

  std::span<const float> emit() override {
    const std::size_t at = next_ * size_;
    if (at == clean_.size()) return {};
    ++next_;
    return std::span(clean_).subspan(at, size_);
  }
  std::span<const float> computed() const override {
    if (done_ < ladder_.steps()) return {};
    return std::span(clean_).subspan(next_ * size_);
  }

 private:
  // The clean chunk is kept for emit(), the buffer is moved on by it.
  void move_forward() {
    auto& actions = buffer_.actions;
    const auto past = static_cast<std::size_t>(ladder_.past()) * size_;
    std::copy_n(actions.begin() + static_cast<std::ptrdiff_t>(past), clean_.size(), clean_.begin());
    std::copy(actions.begin() + static_cast<std::ptrdiff_t>(clean_.size()), actions.end(),
              actions.begin());
    for (int i = 0; i < ladder_.prediction(); ++i) {
      // The past is clean and gets the noise of the first chunk; what was appended is noise only.
      if (i < ladder_.past()) add_noise(i, ladder_.level(i, 0));
      if (i >= ladder_.past() + (ladder_.chunks() - 1) * ladder_.chunk()) {
        std::fill_n(actions.begin() + i * static_cast<std::ptrdiff_t>(size_), size_, 0.f);
        add_noise(i, kLevels - 1);
      }
    }
  }
  void add_noise(int i, int level) {
    const double alpha = schedule_.alpha_bar(level);
    for (std::size_t d = 0; d < size_; ++d) {
      float& x = buffer_.actions[static_cast<std::size_t>(i) * size_ + d];
      x = static_cast<float>(std::sqrt(alpha) * x + std::sqrt(1 - alpha) * rng_.normal());
    }
  }

  Ladder ladder_;
  const NoiseSchedule& schedule_;
  Rng rng_;
  Buffer& buffer_;
  std::size_t size_;
  std::vector<float> input_;  // the buffer, then every action's level
  std::vector<float> clean_;
  std::size_t next_ = 0;
  int done_ = 0;
};

class StreamingDiffusion final : public Method {
 public:
  explicit StreamingDiffusion(const Params& params)
      : chunk_(static_cast<int>(params.integer("chunk"))) {}

  int network_width(const MethodShape& shape) const override {
    return shape.horizons.prediction * shape.action_size;
  }
  int network_input(const MethodShape& shape) const override {
    return shape.horizons.prediction * (shape.action_size + 1);
  }
  std::vector<float> flow_times(const MethodShape&) const override { return {0}; }

  // The ladder moves by whole chunks, so a plan is one of them.
  int yields(const MethodShape& shape) const override {
    ladder(shape);
    if (shape.horizons.execution != chunk_) {
      throw UserError(
          "streaming_diffusion executes the chunks that it was trained for; use "
          "execution_horizon=" +
          std::to_string(chunk_) + " or train with another chunk");
    }
    return chunk_;
  }

  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const Ladder rungs = ladder(shape);
    const auto size = static_cast<std::size_t>(shape.action_size);
    const auto clean = window.from(-rungs.past()).first(pair.target.size());
    const bool constant = rng.uniform() < kConstantShare;
    const int level = static_cast<int>(rng.below(kLevels));
    const int done = static_cast<int>(rng.below(static_cast<std::uint64_t>(rungs.steps())));
    rng.fill_normal(pair.target);
    for (int i = 0; i < rungs.prediction(); ++i) {
      const int own = constant ? level : rungs.level(i, done);
      const double alpha = schedule_.alpha_bar(own);
      for (std::size_t d = 0; d < size; ++d) {
        const std::size_t at = static_cast<std::size_t>(i) * size + d;
        pair.x[at] = static_cast<float>(std::sqrt(alpha) * clean[at] +
                                        std::sqrt(1 - alpha) * pair.target[at]);
      }
      pair.x[pair.target.size() + static_cast<std::size_t>(i)] = level_input(own);
      if (i >= rungs.past() + window.known) {
        std::ranges::fill(pair.weight.subspan(static_cast<std::size_t>(i) * size, size), 0.f);
      }
    }
    pair.t = 0;
  }

  std::unique_ptr<Memory> start() const override { return std::make_unique<Buffer>(); }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory* memory) const override {
    return std::make_unique<StreamingDiffusionSampler>(start, ladder(start.shape), schedule_,
                                                       dynamic_cast<Buffer&>(*memory));
  }

 private:
  // Throws UserError when the prediction horizon holds fewer than two chunks.
  Ladder ladder(const MethodShape& shape) const {
    const int past = shape.horizons.observation - 1, least = past + 2 * chunk_;
    if (shape.horizons.prediction < least) {
      throw UserError("streaming_diffusion needs a prediction_horizon of at least " +
                      std::to_string(least) + " for chunks of " + std::to_string(chunk_) +
                      "; e.g. prediction_horizon=20");
    }
    return {past, shape.horizons.prediction, chunk_};
  }

  int chunk_;
  NoiseSchedule schedule_{kLevels};
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(streaming_diffusion) {
  using namespace streambed;
  register_learned(
      registry,
      {.name = "streaming_diffusion",
       .summary = "a buffer whose noise rises from chunk to chunk (Hoeg et al. 2024)",
       .trained_keys = {Key::integer("chunk", 8, "actions that become clean together", 1, 64)},
       .run_keys = {},
       .prediction_horizon = 20,
       .make_method = [](const Params& params) {
         return std::make_unique<StreamingDiffusion>(params);
       }});
}
