#pragma once
// Scripted experts that compute a path once and lead the rod along it under any clock. Each plan
// continues at the point of the path that is nearest to the target in force, so a late plan costs
// time but not accuracy.

#include <Eigen/Core>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/policy.h"
#include "sim/spec.h"
#include "sim/task.h"

namespace streambed {

using PlanarPath = std::vector<Eigen::Vector2d>;

// Returns one desired position per tick, from a start (measured x, y; m) to the goal. After the
// last one the rod stays there.
using PathPlanner = std::function<PlanarPath(const Eigen::Vector2d& start, Rng rng)>;

// A policy that solves `task_name` only; throws UserError for another task. The mode, and all that
// varies between episodes, is drawn from the random numbers of the episode's first plan.
std::unique_ptr<const Policy> make_path_expert(const Params& params, const Task& task,
                                               const std::string& task_name, PathPlanner planner);

struct Pace {
  double speed = 0;    // along the path, m per tick
  double ramp = 8;     // ticks in which it rises smoothly from rest
  double period = 0.035;  // of a tick, s
};
// Desired positions with which the rod's tip follows a polyline of many points. They invert the
// servo of tasks/table/rod.h: desired = p + (2/w) p' + p''/w^2. The last one is the polyline's end.
PlanarPath lead_along(const PlanarPath& polyline, const Pace& pace);

// A smooth path through way points, whose y ascends. At each way point it goes straight ahead along
// y; between them it changes x by a quintic polynomial, so that the acceleration is continuous.
// Sampled every `spacing` m of y.
PlanarPath smooth_path(const PlanarPath& way_points, double spacing = 0.0005);

}  // namespace streambed
