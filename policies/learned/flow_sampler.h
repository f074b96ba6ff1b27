#pragma once
// Integrates a learned velocity field and returns an action at every knot (streaming flow policy,
// Jiang et al., CoRL 2025, arXiv 2505.21851). The state of the flow is one action, and flow time is
// execution time. The latent variant appends further entries to the action.

#include <array>
#include <string>
#include <vector>

#include "policies/learned/method.h"
#include "sim/spec.h"

namespace streambed {

// An explicit Runge-Kutta rule with steps_per_action integration steps per action. Only Euler's
// rule with one step makes one network call per action.
struct Integrator {
  enum class Rule { kEuler, kMidpoint, kRungeKutta4 };
  Rule rule = Rule::kEuler;
  int steps_per_action = 1;

  // Keys integrator and steps_per_action.
  static std::vector<Key> keys();
  static Integrator from(const Params& params);
  // The flow times of all network calls in a plan of `actions` actions.
  std::vector<float> flow_times(int actions) const;
};

// Where a plan's flow begins.
enum class FlowStart {
  kPrevious,  // at the last executed action
  kMeasured   // at the measured position (state imitation)
};

// Writes the action from which this plan's flow begins, network units, into `action`.
void begin_flow(FlowStart from, const PlanStart& start, std::span<float> action);

class FlowSampler final : public Sampler {
 public:
  // `state` begins with the action, `action_size` floats of it; `actions` are emitted at most.
  // Every action is emitted after its integration steps, so that the first one already answers the
  // newest observation (the published loop emits first and then steps).
  FlowSampler(const Integrator& integrator, int actions, std::span<const float> state,
              std::size_t action_size);
  std::span<const Call> wants() override;
  void take(Results results) override;
  std::span<const float> emit() override;

 private:
  using State = std::array<float, 2 * kMaxActionSize>;
  void finish_step();

  Integrator integrator_;
  int actions_, steps_;
  int step_ = 0, stage_ = 0, emitted_count_ = 0;
  std::size_t size_, action_size_;
  State state_{};  // at the beginning of the step
  State probe_{};  // where the next network call evaluates the field
  State slope_{};  // weighted sum of the stages' velocities
};

}  // namespace streambed
