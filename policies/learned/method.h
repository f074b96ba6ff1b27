#pragma once
// What a learned policy says of itself, and all that differs between methods: which pairs (input,
// flow time, target) the network is trained on (Method::make_pair), and how network calls become
// actions (Sampler). Both work in network units: what Normaliser makes of the task's units. The
// rest (windows of demonstrations, normaliser, network, training loop, checkpoint, engine) is
// shared; register_learned() puts the two together (policies/policy/register_learned.h). Needs no
// LibTorch.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "policies/learned/normaliser.h"
#include "policies/learned/windows.h"
#include "sim/policy.h"

namespace streambed {

// The sizes that a method must know.
struct MethodShape {
  Horizons horizons;
  int action_size = 0;  // of an encoded action, Normaliser::encoded_action_size()
  std::vector<float> step_scale{};  // Normaliser::step_scale() where chunks hold steps, else empty
  std::vector<int> switches{};      // Normaliser::action_switches()

  // Takes the noise off the switches of an action. Whatever blurs demonstrated actions or the start
  // of a flow calls it: a tube around a demonstration, noise at a start. Not where a method's
  // mathematics begins with noise in every entry (diffusion, flow matching, a latent): there the
  // noise is what becomes the action.
  void spare_switches(std::span<float> noise) const {
    for (const int entry : switches) noise[static_cast<std::size_t>(entry)] = 0;
  }
};

// The demonstrated actions of one training window, whose plan begins at tick n; network units.
struct ActionWindow {
  std::span<const float> values;  // one action after the other, from tick n - lead on
  int lead = 1;
  int action_size = 0;
  int known = 0;  // how many actions from tick n on were demonstrated; the rest only fills up
  // The actions from tick n + `offset` on; offset >= -lead.
  std::span<const float> from(int offset) const {
    return values.subspan(static_cast<std::size_t>((lead + offset) * action_size));
  }
};

// One training pair: at (x, t) the network is to return `target`; the loss is the weighted squared
// error.
struct TrainingPair {
  std::span<float> x;       // network_input floats
  std::span<float> target;  // network_width floats
  std::span<float> weight;  // network_width floats, ones at first; set to zero what is not known
  float t = 0;              // flow time in [0,1]
};

// The network with its averaged weights, as they are before the gradient step that the pairs are
// for: what targets are made of that depend on the network itself. It offers values only: they are
// constants of the loss, and a derivative is the difference of two of them.
class AveragedNetwork {
 public:
  struct Call {
    std::size_t pair = 0;      // the network sees this pair's observation, without added noise
    std::span<const float> x;  // network_input floats
    float t = 0;               // may lie a little outside [0,1], for a difference
    std::span<float> output;   // gets network_width floats
  };
  virtual ~AveragedNetwork() = default;
  // Makes all calls at once; a call's output is the same bits for any number of threads.
  virtual void evaluate(std::span<const Call> calls) const = 0;
};

// What a plan starts from; valid during the call, the normaliser for the policy's life.
struct PlanStart {
  const PlanRequest& request;
  const Normaliser& normaliser;
  const MethodShape& shape;
  // The measured position of what actions command, in the newest observation, network units; empty
  // unless Method::needs_measured().
  std::span<const float> measured;
};

// How network calls become the actions of one plan: the arithmetic between the calls, nothing else.
// Its user makes the network calls that wants() names and passes their results to take(), until
// none is wanted; then emit() returns an action. So the calls of many plans can be made together.
class Sampler {
 public:
  // With y = network(x, t), a call returns y or, if it has a cotangent, that pulled back to x:
  // result[j] = sum over i of cotangent[i] * dy[i]/dx[j].
  struct Call {
    std::span<const float> x;            // network_input floats
    float t = 0;                         // flow time in [0,1]
    std::span<const float> cotangent{};  // network_width floats, or empty: evaluate
    int network = 0;  // 1: the second checkpoint, see LearnedEntry::second_checkpoint
  };
  // One for each call, in the order of the calls: the output, network_width floats, or the
  // cotangent pulled back, network_input floats. Valid during take().
  using Results = std::span<const std::span<const float>>;

  virtual ~Sampler() = default;
  // The network calls that the next action still needs and that do not depend on each other; empty:
  // none. They and what they point at must stay until take() returns. Each counts as one network
  // call of the plan. Pulling back needs Method::needs_pullback().
  virtual std::span<const Call> wants() = 0;
  virtual void take(Results results) = 0;
  // The next action in network units; empty after the last one. Valid until the next call here.
  virtual std::span<const float> emit() = 0;
  // The actions that emit() will return without further calls, one after the other: the rest of a
  // chunk that is ready. Valid until the next call here.
  virtual std::span<const float> computed() const { return {}; }
  // ActionStream::trace(), in network units.
  virtual std::vector<Eigen::MatrixXf> trace() const { return {}; }

 protected:
  // What wants() returns when it is a single call.
  std::span<const Call> one(const Call& call) {
    one_ = call;
    return {&one_, 1};
  }

 private:
  Call one_;
};

// Const and shared by threads; a Sampler belongs to one plan and one thread.
class Method {
 public:
  virtual ~Method() = default;

  // Width of the network's output: what flows, one action or a whole chunk.
  virtual int network_width(const MethodShape& shape) const = 0;
  // Width of its input; wider when the network is told more than what flows.
  virtual int network_input(const MethodShape& shape) const { return network_width(shape); }
  // Flow times at which the run-time sampler calls the network.
  virtual std::vector<float> flow_times(const MethodShape& shape) const = 0;
  // Actions that one plan yields at most.
  virtual int yields(const MethodShape& shape) const = 0;

  // Fills in one pair; called anew, with fresh random numbers, each time that a window is drawn.
  virtual void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                         TrainingPair& pair) const = 0;
  // Do targets depend on the network itself, as those of shortcut models and MeanFlow? Then
  // finish_pairs() completes each batch of pairs that make_pair() has made, and may change all that
  // they hold.
  virtual bool wants_average() const { return false; }
  virtual void finish_pairs(std::span<TrainingPair> /*pairs*/, const MethodShape&,
                            const AveragedNetwork&) const {}

  // What the method carries from plan to plan of an episode; null if nothing.
  virtual std::unique_ptr<Memory> start() const { return nullptr; }
  // Begins a plan. `memory` is what start() made for this episode.
  virtual std::unique_ptr<Sampler> plan(const PlanStart& start, Memory* memory) const = 0;
  // Does plan() need PlanStart::measured?
  virtual bool needs_measured() const { return false; }
  // Have its samplers' calls cotangents? An engine that cannot pull them back is then not used.
  virtual bool needs_pullback() const { return false; }
  // Is network(x, t) the velocity d action / d t of one action x?
  virtual bool has_velocity() const { return false; }
};

}  // namespace streambed
