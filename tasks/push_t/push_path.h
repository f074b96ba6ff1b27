#pragma once
// Paths around the T, and how fast to go along them. Nothing stops the pusher in the simulator, so
// a path must be planned to stay clear of the T. Pixels and control ticks.

#include <Eigen/Core>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "tasks/push_t/tee.h"

namespace streambed {

// The cost of what cannot be done.
constexpr double kImpossible = std::numeric_limits<double>::infinity();

// Shortest paths from one point to many that keep a distance from the T: straight lines between the
// corners of a T that is grown by that distance. From a point that is nearer, the path first leads
// straight away from the T; to one, it ends straight towards the T.
class WalkMap {
 public:
  WalkMap(const TeePose& block, const Eigen::Vector2d& start);

  // Corners of the shortest path, start and goal included; empty if there is none.
  std::vector<Eigen::Vector2d> way(const Eigen::Vector2d& goal) const;
  // Its length, nullopt when there is none.
  std::optional<double> length(const Eigen::Vector2d& goal) const;

 private:
  static constexpr int kCorners = 6;
  // A point at the kept distance through which a path may begin or end, and the distance between it
  // and the real beginning or end.
  struct Door {
    Eigen::Vector2d at;
    double cost = 0;
  };
  struct Route {
    double length = 0;
    Eigen::Vector2d in;  // the door at the goal
    int corner = -1;     // the last corner before that door; -1: none
    int source = -1;     // if there is no corner: index of the door at the start
  };

  Eigen::Vector2d to_body(const Eigen::Vector2d& world) const;
  Eigen::Vector2d to_world(const Eigen::Vector2d& body) const;
  bool on_table(const Eigen::Vector2d& body) const;
  std::vector<Door> doors(const Eigen::Vector2d& body) const;
  std::optional<Route> route(const Eigen::Vector2d& goal_in_body) const;

  TeePose block_;
  Eigen::Matrix2d turn_;
  Eigen::Vector2d start_;  // in the T's own axes, like all below
  std::vector<Door> sources_;
  std::array<double, kCorners> cost_{};
  std::array<int, kCorners> before_{};  // corner before this one, or -1 - (index of a source)
};

// A corner of a path, with the greatest speed (px per tick) on the line that leads to it.
struct PathPoint {
  Eigen::Vector2d at;
  double speed = 0;
};

// One target per tick along the path, without its first point. Slower around corners, with bounded
// acceleration (px per tick^2); begins and ends at rest.
std::vector<Eigen::Vector2d> timed_targets(const std::vector<PathPoint>& path, double acceleration);

}  // namespace streambed
