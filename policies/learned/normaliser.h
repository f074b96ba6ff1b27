#pragma once
// Converts task units to network units and back. Every component of the state and of the action is
// encoded by its kind (policies/learned/vector_encoding.h): most entries are mapped from their
// range in the training data to [-1, 1]. Observations and actions have ranges of their own. A
// value; needs no LibTorch.

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "policies/learned/vector_encoding.h"
#include "sim/data/demonstrations.h"
#include "sim/task.h"
#include "sim/types.h"

namespace streambed {

class Normaliser {
 public:
  Normaliser() = default;
  // Statistics over all rows of the given episodes, whose columns are these components. Throws
  // UserError when there are no episodes, and for actions that are too wide when encoded.
  static Normaliser fit(std::span<const Demonstration> episodes,
                        std::span<const Component> observation, std::span<const Component> action);
  static Normaliser fit(std::span<const Demonstration> episodes, const TaskInfo& info);

  // Makes encode_state() add where each observed object and goal lies in the plane, seen from the
  // agent (the observed component that measures the action's first position): g d / (1 + |g d|)
  // with the offset d in units of half the agent's range and the gain g, so that small offsets are
  // shown finely and large ones mainly by their direction. The yaw of a symmetric object, where it
  // is observed as a direction, is folded, so that poses that look equal have equal numbers. Of an
  // object whose goal is observed also the offset and the turn to the goal are added, in the same
  // way. Gain 0 adds nothing. Throws UserError when nothing is observed that could be shown.
  void show_relative(double gain, const TaskInfo& info);

  int state_size() const { return state_.size(); }
  int action_size() const { return action_.size(); }
  // What the components become, and what is shown relative to the agent.
  int encoded_state_size() const;
  int encoded_action_size() const { return action_.encoded_size(); }
  // Which encoded entries are switches: noise that is added to observations or demonstrated actions
  // leaves them as they are.
  const std::vector<int>& state_switches() const { return state_.encoded_switches(); }
  const std::vector<int>& action_switches() const { return action_.encoded_switches(); }

  // Writes encoded_state_size() floats.
  void encode_state(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const;
  // Writes encoded_action_size() floats.
  void encode_action(const Eigen::Ref<const Eigen::VectorXd>& action, float* out) const;
  Action decode_action(const float* in) const;
  // The difference between two successive actions, each encoded entry in units of the largest
  // difference that was demonstrated.
  void encode_step(const Action& from, const Action& to, float* out) const;
  // How many units of encode_action() one unit of encode_step() is, for every encoded entry.
  std::vector<float> step_scale() const;
  // A velocity in network units, of the action that is at `at`; without the offset of a range.
  Action decode_velocity(const float* in, const Action& at) const;

  // Round-trips through the checkpoint's header; from_json throws UserError, which begins with
  // `file`, on what is missing, not finite or contradicts itself.
  nlohmann::json to_json() const;
  static Normaliser from_json(const nlohmann::json& json, const std::string& file = "the file");

 private:
  // Entries of the state that are an observed pose.
  struct PlanarPose {
    int x = 0, y = 0;
    int sine = -1, cosine = -1;  // of the yaw; -1: not shown
    int symmetry = 1;            // TaskObject::symmetry
    int goal = -1;               // index of the pose that it is to reach; -1: none
    bool is_folded() const { return sine >= 0 && symmetry > 1; }
    bool has_goal() const { return goal >= 0; }
  };
  static std::vector<PlanarPose> planar_poses(const TaskInfo& info);

  VectorEncoding state_, action_;
  std::vector<double> longest_step_;  // of each encoded entry of the action
  double relative_gain_ = 0;
  std::vector<int> agent_;  // where the state tells the agent's x and y
  std::vector<PlanarPose> poses_;

  void encode_relative(const Eigen::Ref<const Eigen::VectorXd>& state, float* out) const;
  bool relative_is_sound() const;
};

}  // namespace streambed
