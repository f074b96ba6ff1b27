// Streaming flow policy (Jiang et al., CoRL 2025, arXiv 2505.21851): the state of the flow is one
// action, flow time is execution time, every Euler step emits an action.

#include <algorithm>
#include <array>

#include "policies/conditional_flow.h"
#include "policies/learned.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

// What `start=carried` keeps between chunks: the action that the last integration step reached.
struct CarriedAction final : Memory {
  std::vector<float> action;
};

// Integrates the learned velocity field with one Euler step per action, dt = knot spacing.
class FlowSampler final : public Sampler {
 public:
  FlowSampler(int steps, std::span<const float> action, CarriedAction* carried)
      : steps_(steps), size_(action.size()), carried_(carried) {
    std::ranges::copy(action, action_.begin());
  }

  std::optional<Call> wants() override {
    if (step_ == steps_ || step_ > emitted_count_) return std::nullopt;
    return Call{{action_.data(), size_}, static_cast<float>(step_) / static_cast<float>(steps_)};
  }

  void take(std::span<const float> velocity) override {
    // The published loop (carried) emits first and then steps; ours steps first, so that the first
    // action already answers the newest observation.
    if (carried_) emitted_ = action_;
    // Clipped to the range of the training data, as diffusion's samples are: a start far outside
    // would otherwise be carried further out from chunk to chunk.
    for (std::size_t d = 0; d < size_; ++d) {
      action_[d] = std::clamp(action_[d] + velocity[d] / static_cast<float>(steps_), -1.f, 1.f);
    }
    ++step_;
    if (carried_) {
      carried_->action.assign(action_.begin(),
                              action_.begin() + static_cast<std::ptrdiff_t>(size_));
    } else {
      emitted_ = action_;
    }
  }

  std::span<const float> emit() override {
    if (emitted_count_ == step_) return {};
    ++emitted_count_;
    return {emitted_.data(), size_};
  }

 private:
  int steps_, step_ = 0, emitted_count_ = 0;
  std::size_t size_;
  std::array<float, kMaxActionSize> action_{}, emitted_{};
  CarriedAction* carried_;
};

class StreamingFlow final : public Method {
 public:
  explicit StreamingFlow(const Params& params)
      : flow_{params.number("k"), params.number("sigma0")},
        noise_(params.number("noise")),
        carried_(params.text("start") == "carried"),
        at_knots_(params.text("train_times") == "knots") {}

  int network_width(const MethodShape& shape) const override { return shape.action_size; }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  bool has_velocity() const override { return true; }

  std::vector<float> flow_times(const MethodShape& shape) const override {
    const int steps = shape.horizons.prediction;
    std::vector<float> times;
    for (int i = 0; i < steps; ++i) {
      times.push_back(static_cast<float>(i) / static_cast<float>(steps));
    }
    return times;
  }

  // Knot 0 is the last executed action, or for `carried` the first action of the chunk itself.
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const int pieces = shape.horizons.prediction;
    const auto knots = window.from(carried_ ? 0 : -1)
                           .first(static_cast<std::size_t>((pieces + 1) * shape.action_size));
    // Flow times within the demonstrated part.
    const int known = window.known - (carried_ ? 1 : 0);
    if (known == 0) std::ranges::fill(pair.weight, 0.f);
    const auto choices = static_cast<std::uint64_t>(std::max(known, 1));
    const double t = (at_knots_ ? static_cast<double>(rng.below(choices))
                                : rng.uniform() * static_cast<double>(choices)) /
                     pieces;
    std::vector<float> eps(pair.x.size());
    rng.fill_normal(eps);
    pair.t = static_cast<float>(t);
    flow_.pair(knots, t, eps, pair.x, pair.target);
  }

  std::unique_ptr<Memory> start() const override {
    return carried_ ? std::make_unique<CarriedAction>() : nullptr;
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory* memory) const override {
    auto* carried = dynamic_cast<CarriedAction*>(memory);
    std::array<float, kMaxActionSize> storage;
    const auto action = std::span(storage).first(static_cast<std::size_t>(start.shape.action_size));
    if (carried && !carried->action.empty()) {
      std::ranges::copy(carried->action, action.begin());
    } else {
      start.normaliser.encode_action(start.request.last_executed, action.data());
    }
    // noise = 0 is the published setting: deterministic from a given state.
    if (noise_ > 0) {
      Rng rng = start.request.rng;
      for (float& value : action) value += static_cast<float>(noise_ * rng.normal());
    }
    return std::make_unique<FlowSampler>(start.shape.horizons.prediction, action, carried);
  }

 private:
  ConditionalFlow flow_;
  double noise_;
  bool carried_, at_knots_;
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(streaming_flow) {
  using namespace streambed;
  register_learned(
      registry,
      {.name = "streaming_flow",
       .summary = "the action trajectory is the flow trajectory (Jiang et al. 2025)",
       .trained_keys =
           {Key::number("k", 2.5, "stabilising gain, per unit of flow time", 0, 1000),
            Key::number("sigma0", 0.1, "initial standard deviation, normalised action units", 0,
                        10),
            Key::choice("start", {"previous", "carried"},
                        "knot 0: the last executed action, or what the last chunk's flow reached"),
            Key::choice("train_times", {"continuous", "knots"},
                        "flow times in training: uniform, or those at which the run-time steps")},
       .run_keys = {Key::number(
           "noise", 0, "standard deviation of the start at run time, normalised units", 0, 10)},
       .make_method = [](const Params& params) {
         return std::make_unique<StreamingFlow>(params);
       }});
}
