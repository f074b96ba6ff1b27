#pragma once
// Push-T's physics for planning: the T's motion under a round tool as in tasks/quasi_static.h, but
// in the plane, without walls and without mjData, so that thousands of pushes can be tried within
// milliseconds. Pixels, seconds and radians.

#include <Eigen/Core>

#include "sim/mujoco.h"
#include "tasks/tee.h"

namespace streambed {

constexpr double kPusherRadius = 15;

struct PushState {
  Eigen::Vector2d pusher = Eigen::Vector2d::Zero();
  Eigen::Vector2d velocity = Eigen::Vector2d::Zero();  // of the pusher, px/s
  Eigen::Vector2d centre = Eigen::Vector2d::Zero();    // the T's centre of gravity
  double angle = 0;

  TeePose block() const { return pose_with_centre_of_gravity(centre, angle); }
};

// The pusher's PD control and the physics step.
struct PusherControl {
  double k_p = 100, k_v = 20;  // 1/s^2, 1/s
  double step = 0.01;          // s
};

// From the model and the state of a Push-T scene. Throw UserError where the model is another.
PushState read_push_state(const mjModel& model, const mjData& data);
PusherControl read_pusher_control(const mjModel& model);
TeePose read_goal(const mjModel& model, const mjData& data);

// Moves the T alone by what a pusher that moves by `shift` within one physics step does to it;
// false when that is nothing.
bool push_block(PushState& state, const Eigen::Vector2d& shift);
// One physics step towards `target`.
void push_step(PushState& state, const Eigen::Vector2d& target, const PusherControl& control);

// Distance of a point in the T's frame to the T; 0 inside.
double distance_to_tee(const Eigen::Vector2d& point);

// How far the T is from a goal: px in the metric diag(1, 1, 3000) in which it moves when pushed.
double pose_error(const PushState& state, const TeePose& goal);

// How far the T's corners reach beyond the walls, px; 0 inside.
double wall_excess(const PushState& state);

}  // namespace streambed
