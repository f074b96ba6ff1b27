#pragma once
// A fast model of Push-T's physics for the expert's planner: how the T moves under a round tool, as
// in tasks/push_t/quasi_static.h, but in the plane, without walls and without mjData. Thousands of
// pushes can be tried within milliseconds. Pixels, seconds and radians.

#include <Eigen/Core>

#include "sim/mujoco.h"
#include "tasks/push_t/tee.h"

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

// Read from the model and state of a Push-T scene. Throw UserError for another model.
PushState read_push_state(const mjModel& model, const mjData& data);
PusherControl read_pusher_control(const mjModel& model);
TeePose read_goal(const mjModel& model, const mjData& data);

// Moves the T (not the pusher) as a pusher would that moves by `shift` within one physics step.
// Returns false if the T does not move.
bool push_block(PushState& state, const Eigen::Vector2d& shift);
// One physics step towards `target`.
void push_step(PushState& state, const Eigen::Vector2d& target, const PusherControl& control);

// Distance of a point, given in the T's own axes, from the T; 0 inside.
double distance_to_tee(const Eigen::Vector2d& point);

// How far the T is from a goal, px: the root of dx^2 + dy^2 + 3000 dangle^2. 3000 px^2 is the T's
// moment of inertia per unit of mass, so that a push does shift and turn in these proportions.
double pose_error(const PushState& state, const TeePose& goal);

// How far the T's corners reach beyond the walls, px; 0 inside.
double wall_excess(const PushState& state);

}  // namespace streambed
