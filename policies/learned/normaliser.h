#pragma once
// Converts task units to network units and back. Each entry of the state and of the action is
// mapped from its range in the training data to [-1, 1]. Angles become (cos, sin), because an angle
// jumps at 2 pi. Observations and actions have ranges of their own. A value; needs no LibTorch.

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/task.h"
#include "sim/types.h"

namespace streambed {

class Normaliser {
 public:
  Normaliser() = default;
  // Statistics over all rows of the given episodes. Throws UserError when there are none.
  static Normaliser fit(std::span<const Demonstration> episodes, std::vector<int> angle_indices);

  // Makes encode_state() add where each observed pose lies, seen from the agent: g d / (1 + |g d|)
  // with the offset d in units of half the agent's range and the gain g, so that small offsets are
  // shown finely and large ones mainly by their direction. The yaw of a symmetric object is folded,
  // so that poses that look equal have equal numbers. Of an object with a goal also the offset and
  // the turn to the goal are added, in the same way. Gain 0 adds nothing.
  void show_relative(double gain, const TaskInfo& info);

  int state_size() const { return static_cast<int>(state_low_.size()); }
  int action_size() const { return static_cast<int>(action_low_.size()); }
  // state_size() + one for each angle + what is shown relative to the agent.
  int encoded_state_size() const;

  // Writes encoded_state_size() floats.
  void encode_state(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const;
  // Writes action_size() floats.
  void encode_action(const Eigen::Ref<const Eigen::VectorXd>& action, float* out) const;
  Action decode_action(const float* in) const;
  // The difference between two successive actions, each entry in units of the largest difference
  // that was demonstrated.
  void encode_step(const Action& from, const Action& to, float* out) const;
  // How many units of encode_action() one unit of encode_step() is, for every entry.
  std::vector<float> step_scale() const;
  // A velocity in network units, scaled without the offset.
  Action decode_velocity(const float* in) const;

  // Round-trips through the checkpoint's header; from_json throws UserError, which begins with
  // `file`, on missing or non-finite numbers.
  nlohmann::json to_json() const;
  static Normaliser from_json(const nlohmann::json& json, const std::string& file = "the file");

 private:
  std::vector<double> state_low_, state_high_, action_low_, action_high_;
  std::vector<double> longest_step_;  // of each entry of the action
  std::vector<int> angles_;
  double relative_gain_ = 0;
  std::vector<int> agent_;  // where the state tells the agent's x and y
  std::vector<ObservedPose> poses_;

  void encode_relative(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const;
  bool relative_is_sound() const;
};

}  // namespace streambed
