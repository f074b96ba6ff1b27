#pragma once
// Scripted experts that plan a path once and lead the rod along it, whatever the clock does: each
// plan goes on from the target that is nearest to the one in force, so a stall costs time, not
// accuracy.

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

// One desired position per tick from a start (measured x, y; m) to the goal, and where it stays.
using PathPlanner = std::function<PlanarPath(const Eigen::Vector2d& start, Rng rng)>;

// A policy that solves `task_name` only; throws UserError for another task. The mode and whatever
// varies is drawn from the stream of the episode's first plan.
std::unique_ptr<const Policy> make_path_expert(const Params& params, const Task& task,
                                               const std::string& task_name, PathPlanner planner);

struct Pace {
  double speed = 0;    // along the path, m per tick
  double ramp = 8;     // ticks in which it rises smoothly from rest
  double period = 0.035;  // of a tick, s
};
// Desired positions with which the rod's tip follows a dense polyline: the servo of tasks/rod.h
// inverted, desired = p + (2/w) p' + p''/w^2. The last one is the polyline's end.
PlanarPath lead_along(const PlanarPath& polyline, const Pace& pace);

// x(y) that passes each way point straight ahead and turns between them: quintic steps, so that the
// acceleration is continuous. Way points ascend in y; sampled every `spacing` m of y.
PlanarPath smooth_path(const PlanarPath& way_points, double spacing = 0.0005);

}  // namespace streambed
