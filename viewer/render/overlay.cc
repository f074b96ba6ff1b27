#include "viewer/render/overlay.h"

#include <algorithm>

namespace streambed {
namespace {

constexpr std::size_t kRecentPlans = 5;

}  // namespace

Trail::Trail(const Task& task, int execution_horizon) : task_(&task) {
  set_execution_horizon(execution_horizon);
}

void Trail::set_execution_horizon(int ticks) {
  retire_plan();
  overlay_.plan.span_ticks = std::max(ticks, 1);
}

// The present plan becomes the newest of the earlier ones.
void Trail::retire_plan() {
  PlanPath& plan = overlay_.plan;
  if (plan.points.empty()) return;
  overlay_.recent.push_back(plan);
  if (overlay_.recent.size() > kRecentPlans) overlay_.recent.erase(overlay_.recent.begin());
  plan.points.clear();
}

void Trail::add(const TickView& view) {
  overlay_.tick = view.tick;
  const bool begins = view.plan != plan_;
  plan_ = view.plan;
  if (const auto at = task_->point(view.executed)) {
    if (overlay_.executed.size() >= kMaxExecutedPoints) {
      overlay_.executed.erase(overlay_.executed.begin());
    }
    overlay_.executed.push_back(*at);
    if (begins) overlay_.boundaries.push_back(*at);
    if (overlay_.boundaries.size() > kMaxExecutedPoints) {
      overlay_.boundaries.erase(overlay_.boundaries.begin());
    }
  }

  PlanPath& plan = overlay_.plan;
  if (begins) {
    retire_plan();
    plan.first_tick = view.tick;
  }

  // Ticks ascend within a plan, so what is later than the last one is new.
  for (const Scheduled& scheduled : view.upcoming) {
    if (!plan.points.empty() && scheduled.tick <= plan.points.back().tick) continue;
    if (const auto at = task_->point(scheduled.action)) {
      plan.points.push_back({*at, scheduled.tick});
    }
  }
}

}  // namespace streambed
