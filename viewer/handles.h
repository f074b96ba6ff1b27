#pragma once
// What the mouse can take hold of, found out by trying: a scratch state is disturbed by the task's
// own events, and the bodies that moved are what an event moves. So no task has to say.

#include <optional>
#include <vector>

#include "sim/task.h"

namespace streambed {

// World metres per unit of a pose's x and y.
using PlaneAxes = Eigen::Matrix<double, 3, 2>;
// The displacement in units whose place is nearest to a displacement in the world.
Eigen::Vector2d to_units(const PlaneAxes& axes, const Eigen::Vector3d& world);

struct Handles {
  std::vector<int> object_bodies, goal_bodies;  // ids; empty when the task lets nobody move them
  PlaneAxes object_axes = PlaneAxes::Zero(), goal_axes = PlaneAxes::Zero();

  bool is_object(int body) const;
  bool is_goal(int body) const;
};

// `data` is any valid state of the task.
Handles find_handles(const Task& task, const mjData& data);

// The goal's x, y (the task's units) and angle (rad), as MoveGoal would put it where it is. Needs
// goal_bodies.
Eigen::Vector3d goal_pose(const Task& task, const Handles& handles, const mjData& data);

}  // namespace streambed
