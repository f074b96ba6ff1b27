#include "viewer/overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace streambed {
namespace {

// Long episodes keep their newest part: what is drawn must stay cheap.
constexpr std::size_t kMaxExecutedPoints = 600;
constexpr std::size_t kRecentPlans = 5;

// Fractions of the model's extent.
constexpr double kDot = 0.012, kPastDot = 0.007;
constexpr double kPlanWidth = 0.007, kPathWidth = 0.005, kRecentWidth = 0.004;

double position_in_plan(const PlanPath& plan, std::int64_t tick) {
  const double last = std::max(plan.span_ticks - 1, 1);
  return std::clamp(static_cast<double>(tick - plan.first_tick) / last, 0.0, 1.0);
}

void add_path(const std::vector<Eigen::Vector3d>& path, double width, const Color& newest,
              mjvScene& scene) {
  // The tail fades to half, so that a crossing shows which way is the later one.
  for (std::size_t i = 1; i < path.size(); ++i) {
    Color color = newest;
    color.alpha *= 0.35f + 0.65f * static_cast<float>(i) / static_cast<float>(path.size());
    add_segment(scene, path[i - 1], path[i], width, color);
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
    color.alpha *= 1.0f - static_cast<float>(age) / static_cast<float>(kRecentPlans);
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
      add_dot(scene, plan.points[i].at, extent * kPastDot * 0.8, color);
      if (i > 0) {
        add_segment(scene, plan.points[i - 1].at, plan.points[i].at, extent * kRecentWidth, color);
      }
    }
  }
}

}  // namespace

Trail::Trail(const Task& task, int execution_horizon) : task_(&task) {
  overlay_.plan.span_ticks = std::max(execution_horizon, 1);
}

void Trail::add(const Frame& frame) {
  overlay_.tick = frame.tick;
  if (const auto at = task_->point(frame.executed)) {
    if (overlay_.executed.size() >= kMaxExecutedPoints) {
      overlay_.executed.erase(overlay_.executed.begin());
    }
    overlay_.executed.push_back(*at);
  }

  // A new plan sends the present one to the past.
  PlanPath& plan = overlay_.plan;
  if (frame.plan != plan_) {
    plan_ = frame.plan;
    if (!plan.points.empty()) {
      overlay_.recent.push_back(plan);
      if (overlay_.recent.size() > kRecentPlans) overlay_.recent.erase(overlay_.recent.begin());
    }
    plan.points.clear();
    plan.first_tick = frame.tick;
  }

  // Ticks ascend within a plan, so what is later than the last one is new.
  for (const Scheduled& scheduled : frame.upcoming) {
    if (!plan.points.empty() && scheduled.tick <= plan.points.back().tick) continue;
    if (const auto at = task_->point(scheduled.action)) {
      plan.points.push_back({*at, scheduled.tick});
    }
  }
}

// A ramp that rises in lightness, so that it reads without colour vision, too.
Color plan_color(double position) {
  constexpr std::array<Color, 4> kRamp{Color{0.36f, 0.10f, 0.62f, 1}, Color{0.80f, 0.16f, 0.52f, 1},
                                       Color{0.97f, 0.48f, 0.20f, 1},
                                       Color{0.98f, 0.86f, 0.18f, 1}};
  const double scaled = std::clamp(position, 0.0, 1.0) * (kRamp.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(scaled), kRamp.size() - 2);
  return mix(kRamp[low], kRamp[low + 1], scaled - static_cast<double>(low));
}

Color executed_color() { return {0.05f, 0.50f, 0.60f, 0.9f}; }
Color recent_color() { return {0.45f, 0.45f, 0.50f, 0.6f}; }

void add_overlay(const Overlay& overlay, const OverlayParts& parts, double extent,
                 mjvScene& scene) {
  if (parts.executed) add_path(overlay.executed, extent * kPathWidth, executed_color(), scene);
  if (parts.recent) add_recent(overlay, extent, scene);
  if (parts.plan) add_plan(overlay, extent, scene);
}

}  // namespace streambed
