#pragma once
// What the mouse can take hold of. This is found by trying: the task's events are applied to a copy
// of the state, and the bodies that moved are those that an event moves. So tasks need not say it.

#include <vector>

#include "sim/task.h"

namespace streambed {

// World metres per unit of a pose's x and y.
using PlaneAxes = Eigen::Matrix<double, 3, 2>;
// The displacement in the pose's units that comes nearest to a displacement in the world.
Eigen::Vector2d to_units(const PlaneAxes& axes, const Eigen::Vector3d& world);

struct Handles {
  std::vector<int> object_bodies, goal_bodies;  // ids; empty if the task's events do not move them
  PlaneAxes object_axes = PlaneAxes::Zero(), goal_axes = PlaneAxes::Zero();

  bool is_object(int body) const;
  bool is_goal(int body) const;
};

// `data` is any valid state of the task.
Handles find_handles(const Task& task, const mjData& data);

}  // namespace streambed
