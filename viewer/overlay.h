#pragma once
// What a policy did and is about to do, as marks in the scene. Made from an episode's frames with
// Task::point(); a task without points has an empty overlay.

#include <mujoco/mujoco.h>

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "sim/episode.h"
#include "viewer/geoms.h"

namespace streambed {

// An action that a stream yielded.
struct PlannedPoint {
  Eigen::Vector3d at;     // world metres
  std::int64_t tick = 0;  // the tick that it is meant for
};

// The actions of one plan, in order, as far as they were emitted.
struct PlanPath {
  std::int64_t first_tick = 0;
  int span_ticks = 1;  // execution horizon: what the colours stretch over
  std::vector<PlannedPoint> points;
};

// A value; passes from the simulating to the drawing thread.
struct Overlay {
  std::int64_t tick = 0;                  // the present one: actions for earlier ticks are past
  std::vector<Eigen::Vector3d> executed;  // oldest first
  std::vector<PlanPath> recent;           // earlier plans, oldest first
  PlanPath plan;                          // the plan being streamed
};

// Folds the frames of one episode into its overlay.
class Trail {
 public:
  // The task outlives the trail.
  Trail(const Task& task, int execution_horizon);

  // Call between Episode::think() and Episode::finish(): takes over the target in force so far and
  // the actions that were emitted.
  void add(const Frame& frame);

  const Overlay& overlay() const { return overlay_; }

 private:
  const Task* task_;
  std::int64_t plan_ = 0;
  Overlay overlay_;
};

// What to draw; one switch per entry of the legend.
struct OverlayParts {
  bool executed = true;
  bool plan = true;
  bool recent = true;
};

// Colour of an action at a position in its plan: 0 the first action, 1 the last one.
Color plan_color(double position);
Color executed_color();
Color recent_color();

// Appends the marks to a scene. `extent` is the model's size in metres: marks scale with it.
void add_overlay(const Overlay& overlay, const OverlayParts& parts, double extent, mjvScene& scene);

}  // namespace streambed
