#pragma once
// Training samples ("windows"): for every tick n of every demonstration, what a policy would
// observe there, and what the demonstrator did from there on. Needs no LibTorch.

#include <Eigen/Core>
#include <span>
#include <vector>

#include "policies/learned/normaliser.h"
#include "sim/data/demonstrations.h"
#include "sim/task.h"

namespace streambed {

using MatrixF = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// How much a policy sees, predicts and executes; the field's To, Tp, Ta.
struct Horizons {
  int observation = 2;
  int prediction = 16;
  int execution = 8;
  bool previous_action = false;  // is the last executed action part of the observation?
  bool steps = false;  // are the learnt actions steps, each from the action before it?
};

// Length of the network's condition: the observations, oldest first, then the previous action if
// wanted.
int condition_size(const Horizons& horizons, const Normaliser& normaliser);

// The entries of a condition that are switches, which no noise may touch; ascending.
std::vector<int> condition_switches(const Horizons& horizons, const Normaliser& normaliser);

// Fills one condition (condition_size floats, network units).
void encode_condition(std::span<const Observation> history, const Action& previous,
                      const Horizons& horizons, const Normaliser& normaliser, float* out);

// What a window holds beyond its demonstration's end. A person stopped recording there; whether the
// policy should learn to stop there, too, is a choice.
enum class Padding {
  kMasked,  // nothing: a window starts at every tick, and actions past the end are not learnt
  kRepeat   // the last action, again and again; the last windows begin execution - 1 ticks before
            // the end, so that none is mostly padding (diffusion policy's pad_after)
};

struct Windows {
  int lead = 1;  // how many actions before tick n a row holds: max(observation - 1, 1)
  int action_size = 0;  // Normaliser::encoded_action_size()
  MatrixF conditions;  // N x condition_size
  std::vector<int> condition_switches;  // those columns of the conditions that are switches
  // N x ((lead + prediction + 1) * action_size): ticks n - lead ... n + prediction; what
  // Normaliser::encode_action() gives, or with Horizons::steps encode_step()
  MatrixF actions;
  std::vector<int> known;  // N: how many actions from tick n on may be learnt, 1 ... prediction
};

// Before a demonstration's first tick actions are the position held at the start; after its last
// tick the last action is repeated.
Windows make_windows(const Task& task, std::span<const Demonstration> episodes,
                     const Horizons& horizons, const Normaliser& normaliser, Padding padding);

}  // namespace streambed
