// Streaming flow policy (Jiang et al., CoRL 2025, arXiv 2505.21851): the state of the flow is one
// action, flow time is execution time, every integration step emits an action.

#include "policies/learned/conditional_flow.h"
#include "policies/learned/flow_sampler.h"
#include "policies/policy/register_learned.h"
#include "sim/base/error.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

class StreamingFlow final : public Method {
 public:
  explicit StreamingFlow(const Params& params)
      : flow_{params.number("k"), params.number("sigma0")},
        latent_{flow_, params.number("sigma1")},
        integrator_(Integrator::from(params)),
        noise_(params.number("noise")),
        is_latent_(params.flag("latent")),
        start_(params.text("imitate") == "state" ? FlowStart::kMeasured : FlowStart::kPrevious) {
    if (is_latent_ && !(latent_.added_deviation() > 0)) {
      throw UserError(
          "streaming_flow(latent=true) needs sigma1 above sigma0 * exp(-k); raise sigma1");
    }
  }

  int network_width(const MethodShape& shape) const override {
    return shape.action_size * (is_latent_ ? 2 : 1);
  }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  bool has_velocity() const override { return !is_latent_; }
  bool needs_measured() const override { return start_ == FlowStart::kMeasured; }

  std::vector<float> flow_times(const MethodShape& shape) const override {
    return integrator_.flow_times(shape.horizons.prediction);
  }

  // Knot 0 is the last executed action, which under state imitation is the position reached. Flow
  // times are drawn uniformly from the demonstrated part of the chunk.
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    const auto size = static_cast<std::size_t>(shape.action_size);
    const int pieces = shape.horizons.prediction;
    const auto knots = window.from(-1).first(static_cast<std::size_t>(pieces + 1) * size);
    const double t = rng.uniform() * static_cast<double>(std::max(window.known, 1)) / pieces;
    pair.t = static_cast<float>(t);
    std::array<float, 2 * kMaxActionSize> storage;
    const auto eps = std::span(storage).first(pair.x.size());
    rng.fill_normal(eps);
    shape.spare_switches(eps);
    if (is_latent_) {
      latent_.pair(knots, t, eps.first(size), eps.subspan(size), pair.x, pair.target);
    } else {
      flow_.pair(knots, t, eps, pair.x, pair.target);
    }
  }

  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    const auto size = static_cast<std::size_t>(start.shape.action_size);
    std::array<float, 2 * kMaxActionSize> storage;
    const auto state = std::span(storage).first(is_latent_ ? 2 * size : size);
    begin_flow(start_, start, state.first(size));
    Rng rng = start.request.rng;
    // noise = 0 is the published setting: deterministic from a given state, or from state and
    // latent.
    if (noise_ > 0) {
      std::array<float, kMaxActionSize> added;
      for (float& value : std::span(added).first(size))
        value = static_cast<float>(noise_ * rng.normal());
      start.shape.spare_switches(added);
      for (std::size_t d = 0; d < size; ++d) state[d] += added[d];
    }
    if (is_latent_) rng.fill_normal(state.subspan(size));
    return std::make_unique<FlowSampler>(integrator_, start.shape.horizons.prediction, state, size);
  }

 private:
  ConditionalFlow flow_;
  LatentFlow latent_;
  Integrator integrator_;
  double noise_;
  bool is_latent_;
  FlowStart start_;
};

std::vector<Key> run_keys() {
  std::vector<Key> keys = Integrator::keys();
  keys.push_back(Key::number(
      "noise", 0, "standard deviation of the start at run time, normalised units", 0, 10));
  return keys;
}

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
            Key::flag("latent", false,
                      "the stochastic variant, with a latent drawn for every plan"),
            Key::number("sigma1", 0.3, "latent: standard deviation at the chunk's end", 0, 10),
            Key::choice("imitate", {"action", "state"},
                        "plans begin at the last target, or at the measured position; state goes "
                        "with stiff control, as in push_t(protocol=sfp_state)")},
       .run_keys = run_keys(),
       .make_method = [](const Params& params) {
         return std::make_unique<StreamingFlow>(params);
       }});
}
