// The rebuttal's control of streaming flow: the demonstrated velocity is regressed on the
// demonstrated action alone, without the tube of noise that stabilises the flow (sigma0 = 0, so k
// has no meaning).

#include <algorithm>

#include "policies/conditional_flow.h"
#include "policies/flow_sampler.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class VelocityRegression final : public Method {
 public:
  int network_width(const MethodShape& shape) const override { return shape.action_size; }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  bool has_velocity() const override { return true; }
  std::vector<float> flow_times(const MethodShape& shape) const override {
    return Integrator{}.flow_times(shape.horizons.prediction);
  }

  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const int pieces = shape.horizons.prediction;
    const auto knots =
        window.from(-1).first(static_cast<std::size_t>((pieces + 1) * shape.action_size));
    const double t = rng.uniform() * window.known / pieces;
    const std::array<float, kMaxActionSize> no_noise{};
    pair.t = static_cast<float>(t);
    ConditionalFlow{}.pair(knots, t, std::span(no_noise).first(pair.x.size()), pair.x, pair.target);
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    std::array<float, kMaxActionSize> storage;
    const auto action = std::span(storage).first(static_cast<std::size_t>(start.shape.action_size));
    begin_flow(FlowStart::kPrevious, start, nullptr, action);
    return std::make_unique<FlowSampler>(Integrator{}, start.shape.horizons.prediction, action,
                                         action.size(), nullptr);
  }
};

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(velocity_regression) {
  using namespace streambed;
  register_learned(registry, {.name = "velocity_regression",
                              .summary = "control: streaming flow trained without noise",
                              .trained_keys = {},
                              .run_keys = {},
                              .make_method = [](const Params&) {
                                return std::make_unique<VelocityRegression>();
                              }});
}
