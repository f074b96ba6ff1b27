#pragma once
// Marks in the scene that show what a policy did, is about to do and might have done. They lie at
// Task::point() of actions; for a task without points there are none.

#include <mujoco/mujoco.h>

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/episode.h"
#include "viewer/render/geoms.h"

namespace streambed {

// Of a long episode only the newest part is kept, so that drawing stays cheap.
constexpr std::size_t kMaxExecutedPoints = 600;

using PointPath = std::vector<Eigen::Vector3d>;  // world metres

// An action that a stream yielded.
struct PlannedPoint {
  Eigen::Vector3d at;     // world metres
  std::int64_t tick = 0;  // the tick that it is meant for
};

// The actions of one plan, in order, as far as the policy has returned them.
struct PlanPath {
  std::int64_t first_tick = 0;
  int span_ticks = 1;  // execution horizon; the range of colours covers it
  std::vector<PlannedPoint> points;
};

// A learned velocity of an action, scaled for drawing; `share` is its length divided by that of the
// largest one shown.
struct FieldArrow {
  Eigen::Vector3d from, to;  // world metres
  double share = 0;
};

// Everything that is drawn. A value that the simulating thread passes to the drawing one.
struct Overlay {
  std::int64_t tick = 0;        // the present tick; actions for earlier ones are past
  PointPath executed;           // oldest first
  PointPath boundaries;         // the first executed target of each plan
  std::vector<PlanPath> recent; // earlier plans, oldest first
  PlanPath plan;                // the plan being streamed

  // Answers to questions, see probe.h.
  std::vector<PointPath> fan;        // plans sampled from the present state
  std::vector<PointPath> nearest;    // how demonstrations went on from states like the present one
  std::vector<PointPath> denoising;  // one sampled plan, step by step, noise first
  std::vector<FieldArrow> field;     // learned velocity over the box of actions

  std::optional<Eigen::Vector3d> goal;
};

// Builds the overlay of an episode, tick by tick.
class Trail {
 public:
  // The task outlives the trail.
  Trail(const Task& task, int execution_horizon);

  // Call between Episode::think() and Episode::finish(): adds the target in force until now and the
  // actions that the policy has returned.
  void add(const TickView& view);
  // Call when another policy takes over: all that was planned is past then.
  void set_execution_horizon(int ticks);

  const Overlay& overlay() const { return overlay_; }

 private:
  void retire_plan();

  const Task* task_;
  std::int64_t plan_ = 0;
  Overlay overlay_;
};

// Which marks to draw; one switch per entry of the legend.
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

// Should plan boundaries be drawn? If a policy plans anew within four ticks they would only hide
// the path.
bool has_boundaries(const Overlay& overlay);

// Appends the marks to a scene, whose camera must already be that of the picture, because marks of
// the future are drawn in front of everything else. Marks scale with `extent`, the model's size in
// metres.
void add_overlay(const Overlay& overlay, const OverlayParts& parts, double extent, mjvScene& scene);

}  // namespace streambed
