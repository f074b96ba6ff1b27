#pragma once
// What a policy did, is about to do and might have done, as marks in the scene. Made from an
// episode's frames with Task::point(); a task without points has an empty overlay.

#include <mujoco/mujoco.h>

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/episode.h"
#include "viewer/geoms.h"

namespace streambed {

// Long episodes keep their newest part: what is drawn must stay cheap.
constexpr std::size_t kMaxExecutedPoints = 600;

using PointPath = std::vector<Eigen::Vector3d>;  // world metres

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

// A velocity of an action, scaled for drawing; `share` of the largest one in the field, in [0,1].
struct FieldArrow {
  Eigen::Vector3d from, to;  // world metres
  double share = 0;
};

// A value; passes from the simulating to the drawing thread.
struct Overlay {
  std::int64_t tick = 0;        // the present one: actions for earlier ticks are past
  PointPath executed;           // oldest first
  PointPath boundaries;         // targets with which a plan began
  std::vector<PlanPath> recent; // earlier plans, oldest first
  PlanPath plan;                // the plan being streamed

  // Answers to questions, see probe.h.
  std::vector<PointPath> fan;        // plans sampled from the present state
  std::vector<PointPath> nearest;    // how demonstrations went on from states like the present one
  std::vector<PointPath> denoising;  // one sampled plan, step by step, noise first
  std::vector<FieldArrow> field;     // learned velocity over the box of actions

  std::optional<Eigen::Vector3d> goal;
};

// Folds the frames of one episode into its overlay.
class Trail {
 public:
  // The task outlives the trail.
  Trail(const Task& task, int execution_horizon);

  // Call between Episode::think() and Episode::finish(): takes over the target in force so far and
  // the actions that were emitted.
  void add(const Frame& frame);
  // Another policy goes on: what was planned is past.
  void set_execution_horizon(int ticks);

  const Overlay& overlay() const { return overlay_; }

 private:
  void retire_plan();

  const Task* task_;
  std::int64_t plan_ = 0;
  Overlay overlay_;
};

// What to draw; one switch per entry of the legend.
struct OverlayParts {
  bool executed = true;
  bool plan = true;
  bool recent = true;
  bool boundaries = true;
  bool fan = true;
  bool nearest = true;
  bool denoising = true;
  bool field = true;
  bool goal = true;
};

// Colour of an action at a position in its plan: 0 the first action, 1 the last one.
Color plan_color(double position);
Color executed_color();
Color recent_color();
Color boundary_color();
Color fan_color();
Color nearest_color();
Color denoising_color(double position);  // 0 noise, 1 the plan
Color field_color(double share);
Color goal_color();

// Do plan boundaries tell anything? Where a policy plans anew within four ticks they would only hide
// the path.
bool has_boundaries(const Overlay& overlay);

// Appends the marks to a scene, whose cameras must be those of the picture: what may come is drawn
// over everything else. `extent` is the model's size in metres: marks scale with it.
void add_overlay(const Overlay& overlay, const OverlayParts& parts, double extent, mjvScene& scene);

}  // namespace streambed
