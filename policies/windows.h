#pragma once
// Training windows: for every tick n of every demonstration, what the policy would know and what
// the demonstrator then did. Torch-free.

#include <Eigen/Core>
#include <span>
#include <vector>

#include "policies/normaliser.h"
#include "sim/demonstrations.h"
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

// Width of the network's condition: the frames, oldest first, then the previous action if wanted.
int condition_size(const Horizons& horizons, const Normaliser& normaliser);

// Fills one condition (condition_size floats, network units).
void encode_condition(std::span<const Observation> history, const Action& previous,
                      const Horizons& horizons, const Normaliser& normaliser, float* out);

// What stands where a window reaches beyond its demonstration's end. A person stopped recording
// there; whether the policy should also learn to stop is a choice.
enum class Padding {
  kMasked,  // nothing: every tick starts a window, actions past the end teach nothing
  kRepeat   // the last action, again and again; the last windows begin execution - 1 ticks before
            // the end, so that none is mostly padding (diffusion policy's pad_after)
};

struct Windows {
  int lead = 1;  // actions before tick n in a row: max(observation - 1, 1)
  int action_size = 0;
  MatrixF conditions;  // N x condition_size
  // N x ((lead + prediction + 1) * action_size): ticks n - lead ... n + prediction; what
  // Normaliser::encode_action() gives, or with Horizons::steps encode_step()
  MatrixF actions;
  std::vector<int> known;  // N: actions from tick n on that may teach, 1 ... prediction
};

// Actions before the first tick are the position held at the start, those after the last tick
// repeat it.
Windows make_windows(const Task& task, std::span<const Demonstration> episodes,
                     const Horizons& horizons, const Normaliser& normaliser, Padding padding);

}  // namespace streambed
