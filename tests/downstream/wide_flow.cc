// A variant of streaming flow out of the tree: the tube around a demonstration keeps its width (k =
// 0), and the velocity pulls back to its middle within `pull` of the chunk. Only its mathematics
// stands here; what it shares with streaming flow comes from streambed's installed headers.

#include <array>

#include "policies/learned/conditional_flow.h"
#include "policies/learned/flow_sampler.h"
#include "policies/policy/register_learned.h"
#include "sim/plugin.h"

using namespace streambed;

namespace {

class WideFlow final : public Method {
 public:
  explicit WideFlow(const Params& params)
      : tube_{.k = 0, .sigma0 = params.number("sigma0")},
        pull_(params.number("pull")),
        integrator_(Integrator::from(params)) {}

  int network_width(const MethodShape& shape) const override { return shape.action_size; }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  bool has_velocity() const override { return true; }
  std::vector<float> flow_times(const MethodShape& shape) const override {
    return integrator_.flow_times(shape.horizons.prediction);
  }

  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const int pieces = shape.horizons.prediction;
    const auto knots =
        window.from(-1).first(static_cast<std::size_t>((pieces + 1) * shape.action_size));
    const double t = rng.uniform() * window.known / pieces;
    std::array<float, kMaxActionSize> storage;
    const auto eps = std::span(storage).first(pair.x.size());
    rng.fill_normal(eps);
    shape.spare_switches(eps);
    pair.t = static_cast<float>(t);
    tube_.pair(knots, t, eps, pair.x, pair.target);
    for (std::size_t d = 0; d < eps.size(); ++d) {
      pair.target[d] -= static_cast<float>(tube_.sigma0 * eps[d] / pull_);
    }
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    std::array<float, kMaxActionSize> storage;
    const auto action = std::span(storage).first(static_cast<std::size_t>(start.shape.action_size));
    begin_flow(FlowStart::kPrevious, start, action);
    return std::make_unique<FlowSampler>(integrator_, start.shape.horizons.prediction, action,
                                         action.size());
  }

 private:
  ConditionalFlow tube_;
  double pull_;
  Integrator integrator_;
};

}  // namespace

STREAMBED_REGISTER(wide_flow) {
  register_learned(
      registry,
      {.name = "wide_flow",
       .summary = "streaming flow whose tube keeps its width",
       .trained_keys = {Key::number("sigma0", 0.1, "width, network units", 0, 10),
                        Key::number("pull", 0.2, "share of the chunk", 0.01, 10)},
       .run_keys = Integrator::keys(),
       .make_method = [](const Params& params) { return std::make_unique<WideFlow>(params); }});
}
