#include "policies/learned/flow_sampler.h"

#include <algorithm>
#include <cassert>

namespace streambed {
namespace {

// One stage of an explicit rule: the field is evaluated at t + offset dt, in the state that the
// velocity of the stage before reaches in offset dt; `weight` is its share of the step.
struct Stage {
  float offset, weight;
};

std::span<const Stage> stages_of(Integrator::Rule rule) {
  static constexpr std::array<Stage, 1> kEuler{{{0, 1}}};
  static constexpr std::array<Stage, 2> kMidpoint{{{0, 0}, {0.5f, 1}}};
  static constexpr std::array<Stage, 4> kClassic{
      {{0, 1 / 6.f}, {0.5f, 1 / 3.f}, {0.5f, 1 / 3.f}, {1, 1 / 6.f}}};
  if (rule == Integrator::Rule::kEuler) return kEuler;
  if (rule == Integrator::Rule::kMidpoint) return kMidpoint;
  return kClassic;
}

float flow_time(int step, float offset, int steps) {
  return (static_cast<float>(step) + offset) / static_cast<float>(steps);
}

}  // namespace

std::vector<Key> Integrator::keys() {
  return {Key::choice("integrator", {"euler", "midpoint", "rk4"},
                      "rule that integrates the velocity field: 1, 2 or 4 network calls a step"),
          Key::integer("steps_per_action", 1, "integration steps between two actions", 1, 64)};
}

Integrator Integrator::from(const Params& params) {
  const std::string& name = params.text("integrator");
  Integrator out;
  if (name == "midpoint") out.rule = Rule::kMidpoint;
  if (name == "rk4") out.rule = Rule::kRungeKutta4;
  out.steps_per_action = static_cast<int>(params.integer("steps_per_action"));
  return out;
}

std::vector<float> Integrator::flow_times(int actions) const {
  const int steps = actions * steps_per_action;
  std::vector<float> times;
  for (int step = 0; step < steps; ++step) {
    for (const Stage& stage : stages_of(rule)) {
      const float t = flow_time(step, stage.offset, steps);
      if (times.empty() || times.back() != t) times.push_back(t);
    }
  }
  return times;
}

void begin_flow(FlowStart from, const PlanStart& start, std::span<float> action) {
  if (from == FlowStart::kMeasured) {
    std::ranges::copy(start.measured, action.begin());
  } else {
    start.normaliser.encode_action(start.request.last_executed, action.data());
  }
}

FlowSampler::FlowSampler(const Integrator& integrator, int actions, std::span<const float> state,
                         std::size_t action_size)
    : integrator_(integrator),
      actions_(actions),
      steps_(actions * integrator.steps_per_action),
      size_(state.size()),
      action_size_(action_size) {
  assert(size_ <= state_.size() && action_size_ <= size_);
  std::ranges::copy(state, state_.begin());
  probe_ = state_;
}

std::span<const Sampler::Call> FlowSampler::wants() {
  const bool owed = step_ < (emitted_count_ + 1) * integrator_.steps_per_action;
  if (emitted_count_ == actions_ || !owed) return {};
  const float offset = stages_of(integrator_.rule)[static_cast<std::size_t>(stage_)].offset;
  return one({{probe_.data(), size_}, flow_time(step_, offset, steps_)});
}

void FlowSampler::take(Results results) {
  const std::span<const float> velocity = results[0];
  const auto stages = stages_of(integrator_.rule);
  const float dt = 1 / static_cast<float>(steps_);
  const float weight = stages[static_cast<std::size_t>(stage_)].weight;
  for (std::size_t d = 0; d < size_; ++d) slope_[d] += weight * velocity[d];
  if (++stage_ == static_cast<int>(stages.size())) return finish_step();
  const float reach = stages[static_cast<std::size_t>(stage_)].offset * dt;
  for (std::size_t d = 0; d < size_; ++d) probe_[d] = state_[d] + reach * velocity[d];
}

void FlowSampler::finish_step() {
  // Actions are clipped to the range of the training data, as diffusion's samples are: a start far
  // outside would otherwise be carried further out from chunk to chunk.
  for (std::size_t d = 0; d < size_; ++d) {
    state_[d] += slope_[d] / static_cast<float>(steps_);
    if (d < action_size_) state_[d] = std::clamp(state_[d], -1.f, 1.f);
  }
  probe_ = state_;
  slope_.fill(0);
  stage_ = 0;
  ++step_;
}

std::span<const float> FlowSampler::emit() {
  if (emitted_count_ == actions_) return {};
  ++emitted_count_;
  return {state_.data(), action_size_};
}

}  // namespace streambed
