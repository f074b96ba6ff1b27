#include "tasks/table/path_expert.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "tasks/table/rod.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

// Targets that are promised at once: what a viewer can draw.
constexpr std::size_t kPathHorizon = 16;
// How many targets ahead the rod is looked for.
constexpr std::size_t kSearch = 24;

class PathMemory final : public Memory {
 public:
  PlanarPath path;
  std::size_t next = 0;
};

class PathExpert final : public Policy {
 public:
  PathExpert(const Params& params, PathPlanner planner) : planner_(std::move(planner)) {
    info_.name = params.name();
    info_.label = params.label();
    info_.prediction_horizon = kPathHorizon;
  }
  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<PathMemory>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override;

 private:
  PolicyInfo info_;
  PathPlanner planner_;
};

StreamPtr PathExpert::plan(const PlanRequest& request, Memory* memory) const {
  auto& remembered = static_cast<PathMemory&>(*memory);
  PlanarPath& path = remembered.path;
  if (path.empty()) path = planner_(request.last_executed, request.rng);
  assert(!path.empty());

  // The last target that was carried out, if any was.
  if (request.tick > 0) {
    const auto begin = path.begin() + static_cast<std::ptrdiff_t>(remembered.next);
    const auto end = path.begin() + static_cast<std::ptrdiff_t>(
                                        std::min(path.size(), remembered.next + kSearch));
    const Vector2d at = request.last_executed;
    const auto nearest = std::min_element(begin, end, [&](const Vector2d& a, const Vector2d& b) {
      return (a - at).squaredNorm() < (b - at).squaredNorm();
    });
    remembered.next = static_cast<std::size_t>(nearest - path.begin());
  }
  const std::size_t first = request.tick > 0 ? remembered.next + 1 : 0;
  std::vector<Action> targets;
  for (std::size_t i = 0; i < kPathHorizon; ++i)
    targets.emplace_back(path[std::min(first + i, path.size() - 1)]);
  return stream_of(std::move(targets));
}

}  // namespace

std::unique_ptr<const Policy> make_path_expert(const Params& params, const Task& task,
                                               const std::string& task_name, PathPlanner planner) {
  if (task.info().name != task_name)
    throw UserError(params.name() + " solves " + task_name + " only, not " + task.info().name +
                    "; choose another policy or --task " + task_name);
  return std::make_unique<const PathExpert>(params, std::move(planner));
}

PlanarPath lead_along(const PlanarPath& polyline, const Pace& pace) {
  assert(polyline.size() >= 2 && pace.speed > 0 && pace.ramp > 0);
  std::vector<double> length(polyline.size(), 0);
  for (std::size_t i = 1; i < polyline.size(); ++i)
    length[i] = length[i - 1] + (polyline[i] - polyline[i - 1]).norm();

  // Distance travelled after so many ticks: the speed rises as 3 u^2 - 2 u^3.
  const auto travelled = [&](double ticks) {
    const double u = std::clamp(ticks / pace.ramp, 0.0, 1.0);
    const double ramp = pace.ramp * (u * u * u - u * u * u * u / 2);
    return pace.speed * (ramp + std::max(0.0, ticks - pace.ramp));
  };
  const auto at = [&](double ticks) -> Vector2d {
    const double s = travelled(ticks);
    const auto right = std::upper_bound(length.begin(), length.end(), s);
    if (right == length.end()) return polyline.back();
    const auto i = static_cast<std::size_t>(right - length.begin());
    if (i == 0) return polyline.front();
    const double share = (s - length[i - 1]) / (length[i] - length[i - 1]);
    return polyline[i - 1] + share * (polyline[i] - polyline[i - 1]);
  };

  // A target stands for the tick that it begins, so it is taken at that tick's middle.
  PlanarPath targets;
  const double lag = kRodLag / pace.period;  // ticks
  for (double tick = 0.5; travelled(tick) < length.back(); ++tick) {
    const Vector2d before = at(tick - 1), now = at(tick), after = at(tick + 1);
    targets.push_back(now + lag / 2 * (after - before) +
                      lag * lag / 4 * (after - 2 * now + before));
  }
  targets.push_back(polyline.back());
  return targets;
}

PlanarPath smooth_path(const PlanarPath& way_points, double spacing) {
  assert(way_points.size() >= 2);
  PlanarPath path = {way_points.front()};
  for (std::size_t i = 1; i < way_points.size(); ++i) {
    const Vector2d from = way_points[i - 1], step = way_points[i] - from;
    assert(step.y() > 0);
    const int pieces = std::max(1, static_cast<int>(std::ceil(step.y() / spacing)));
    for (int k = 1; k <= pieces; ++k) {
      const double u = static_cast<double>(k) / pieces;
      const double turn = u * u * u * (10 + u * (6 * u - 15));
      path.emplace_back(from.x() + turn * step.x(), from.y() + u * step.y());
    }
  }
  return path;
}

}  // namespace streambed
