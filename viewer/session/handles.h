#pragma once
// What the mouse can take hold of. This is found by trying: the task's events are applied to a copy
// of the state, and the bodies that moved are those that an event moves. So tasks need not say it.

#include <string>
#include <vector>

#include "sim/task.h"

namespace streambed {

// World metres per unit of a pose's x and y.
using PlaneAxes = Eigen::Matrix<double, 3, 2>;
// The displacement in the pose's units that comes nearest to a displacement in the world.
Eigen::Vector2d to_units(const PlaneAxes& axes, const Eigen::Vector3d& world);

// An object, or the goal of one, that events move.
struct Movable {
  std::string object;       // as events name it
  std::string pose;         // the name of the pose that is moved: of the object or of its goal
  std::vector<int> bodies;  // ids
  PlaneAxes axes = PlaneAxes::Zero();
};

struct Handles {
  std::vector<Movable> objects, goals;  // empty if the task's events do not move them

  // The one that a body belongs to, or null.
  const Movable* object_at(int body) const;
  const Movable* goal_at(int body) const;
};

// A pose as the task's events write it.
EventPose present_pose(const Task& task, const mjData& data, const std::string& name);

// `data` is any valid state of the task.
Handles find_handles(const Task& task, const mjData& data);

}  // namespace streambed
