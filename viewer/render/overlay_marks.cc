// How an overlay looks.

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "viewer/render/overlay.h"

namespace streambed {
namespace {

// Fractions of the model's extent.
constexpr double kDot = 0.012, kPastDot = 0.0075, kBoundaryDot = 0.010, kNoiseDot = 0.005;
constexpr double kPlanWidth = 0.007, kPathWidth = 0.005, kThinWidth = 0.003;
constexpr double kGoalRadius = 0.035;

double position_in_plan(const PlanPath& plan, std::int64_t tick) {
  const double last = std::max(plan.span_ticks - 1, 1);
  return std::clamp(static_cast<double>(tick - plan.first_tick) / last, 0.0, 1.0);
}

// The tail fades to a third, so that a crossing shows which way is the later one.
void add_executed(const PointPath& path, double width, const Color& newest, mjvScene& scene) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    Color color = newest;
    color.alpha *= 0.35f + 0.65f * static_cast<float>(i) / static_cast<float>(path.size());
    add_thin_segment(scene, path[i - 1], path[i], width, color);
  }
}

// The same colour all along; a bundle of many stays readable when each is thin.
void add_line(const PointPath& path, double width, const Color& color, mjvScene& scene) {
  for (std::size_t i = 1; i < path.size(); ++i) {
    add_thin_segment(scene, path[i - 1], path[i], width, color);
  }
}

// Every action shows as a dot in the colour of its time; those still to come are large.
void add_plan(const Overlay& overlay, double extent, mjvScene& scene) {
  const PlanPath& plan = overlay.plan;
  for (std::size_t i = 0; i < plan.points.size(); ++i) {
    const PlannedPoint& point = plan.points[i];
    Color color = plan_color(position_in_plan(plan, point.tick));
    const bool ahead = point.tick >= overlay.tick;
    if (!ahead) color.alpha = 0.85f;
    add_dot(scene, point.at, extent * (ahead ? kDot : kPastDot), color);
    if (i == 0) continue;
    add_segment(scene, plan.points[i - 1].at, point.at, extent * kPlanWidth, color);
  }
  // The way from the target in force to the next action.
  const auto next = std::find_if(plan.points.begin(), plan.points.end(),
                                 [&](const PlannedPoint& p) { return p.tick >= overlay.tick; });
  if (next == plan.points.begin() && next != plan.points.end() && !overlay.executed.empty()) {
    add_segment(scene, overlay.executed.back(), next->at, extent * kPlanWidth,
                plan_color(position_in_plan(plan, next->tick)));
  }
}

void add_recent(const Overlay& overlay, double extent, mjvScene& scene) {
  for (std::size_t age = 0; age < overlay.recent.size(); ++age) {
    const PlanPath& plan = overlay.recent[overlay.recent.size() - 1 - age];
    Color color = recent_color();
    color.alpha *= 1.0f - static_cast<float>(age) / static_cast<float>(overlay.recent.size() + 1);
    PointPath path;
    for (const PlannedPoint& point : plan.points) path.push_back(point.at);
    add_line(path, extent * kThinWidth, color, scene);
  }
}

// A cloud of actions that draws together; only the plan that it ends in is a line, since lines
// through noise would cross the whole picture.
void add_denoising(const Overlay& overlay, double extent, mjvScene& scene) {
  const std::vector<PointPath>& steps = overlay.denoising;
  if (steps.empty()) return;
  for (std::size_t step = 0; step + 1 < steps.size(); ++step) {
    const Color color = denoising_color(static_cast<double>(step) / (steps.size() - 1.0));
    for (const Eigen::Vector3d& at : steps[step]) add_dot(scene, at, extent * kNoiseDot, color);
  }
  add_line(steps.back(), extent * kPlanWidth, denoising_color(1), scene);
}

// Nothing of the scene hides what is drawn so: towards the eye and smaller by the same factor, a
// mark looks as it did, and its shadow is too small to be seen.
void bring_forward(int first, mjvScene& scene) {
  constexpr float kNearer = 0.07f;
  const mjvGLCamera eye = mjv_averageCamera(scene.camera, scene.camera + 1);
  for (int i = first; i < scene.ngeom; ++i) {
    mjvGeom& geom = scene.geoms[i];
    for (int axis = 0; axis < 3; ++axis) {
      geom.pos[axis] = eye.pos[axis] + kNearer * (geom.pos[axis] - eye.pos[axis]);
      geom.size[axis] *= kNearer;
    }
  }
}

// A ring that lies flat, of chords.
void add_goal(const Eigen::Vector3d& at, double extent, mjvScene& scene) {
  constexpr int kChords = 20;
  const double radius = extent * kGoalRadius;
  const auto corner = [&](int i) -> Eigen::Vector3d {
    const double angle = 2 * std::numbers::pi * i / kChords;
    return at + Eigen::Vector3d(radius * std::cos(angle), radius * std::sin(angle), 0.01 * extent);
  };
  for (int i = 0; i < kChords; ++i) {
    add_thin_segment(scene, corner(i), corner(i + 1), extent * kPathWidth, goal_color());
  }
}

}  // namespace

// A ramp that rises in lightness, so that it reads without colour vision, too.
Color plan_color(double position) {
  constexpr std::array<Color, 4> kRamp{Color{0.36f, 0.10f, 0.62f, 1}, Color{0.80f, 0.16f, 0.52f, 1},
                                       Color{0.97f, 0.48f, 0.20f, 1},
                                       Color{0.98f, 0.86f, 0.18f, 1}};
  const double scaled = std::clamp(position, 0.0, 1.0) * (kRamp.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(scaled), kRamp.size() - 2);
  return mix(kRamp[low], kRamp[low + 1], scaled - static_cast<double>(low));
}

// Hues of middle lightness, which stand out on light and dark alike.
Color executed_color() { return {0.05f, 0.50f, 0.60f, 0.9f}; }
Color recent_color() { return {0.45f, 0.45f, 0.50f, 0.6f}; }
Color boundary_color() { return {0.02f, 0.30f, 0.40f, 1}; }
Color fan_color() { return {0.55f, 0.25f, 0.85f, 0.55f}; }
Color nearest_color() { return {0.25f, 0.55f, 0.20f, 0.75f}; }
Color goal_color() { return {0.10f, 0.60f, 0.25f, 0.9f}; }

Color denoising_color(double position) {
  return mix({0.60f, 0.60f, 0.62f, 0.6f}, {0.85f, 0.20f, 0.45f, 1}, position);
}

Color field_color(double share) {
  return mix({0.35f, 0.45f, 0.65f, 0.45f}, {0.10f, 0.30f, 0.85f, 0.95f}, share);
}

bool has_boundaries(const Overlay& overlay) {
  return 4 * overlay.boundaries.size() <= overlay.executed.size() + 3;
}

void add_overlay(const Overlay& overlay, const OverlayParts& parts, double extent,
                 mjvScene& scene) {
  // The past lies in the scene.
  if (parts.field) {
    for (const FieldArrow& arrow : overlay.field) {
      add_arrow(scene, arrow.from, arrow.to, extent * kPathWidth, field_color(arrow.share));
    }
  }
  if (parts.goal && overlay.goal) add_goal(*overlay.goal, extent, scene);
  if (parts.recent) add_recent(overlay, extent, scene);
  if (parts.executed) add_executed(overlay.executed, extent * kPathWidth, executed_color(), scene);
  if (parts.boundaries && has_boundaries(overlay)) {
    for (const Eigen::Vector3d& at : overlay.boundaries) {
      add_dot(scene, at, extent * kBoundaryDot, boundary_color());
    }
  }

  // What may come lies over it: it leads under the very bodies that it is about to move.
  const int first = scene.ngeom;
  if (parts.nearest) {
    for (const PointPath& path : overlay.nearest) {
      add_line(path, extent * kThinWidth, nearest_color(), scene);
    }
  }
  if (parts.fan) {
    for (const PointPath& path : overlay.fan) {
      add_line(path, extent * kThinWidth, fan_color(), scene);
    }
  }
  if (parts.denoising) add_denoising(overlay, extent, scene);
  if (parts.plan) add_plan(overlay, extent, scene);
  bring_forward(first, scene);
}

}  // namespace streambed
