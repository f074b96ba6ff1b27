#pragma once
// Ways round the T and how fast to walk them. The pusher goes through walls and is not stopped by
// the T, so a way must keep clear of the T by planning. Pixels and control ticks.

#include <Eigen/Core>
#include <array>
#include <optional>
#include <vector>

#include "tasks/tee.h"

namespace streambed {

// Shortest ways from one point to many with a distance kept from the T, along straight lines
// between corners of the T grown by that distance. A point nearer than that is left, or reached,
// straight away from the T.
class WalkMap {
 public:
  WalkMap(const TeePose& block, const Eigen::Vector2d& start);

  // Corners of the shortest way, start and goal included; empty when there is none.
  std::vector<Eigen::Vector2d> way(const Eigen::Vector2d& goal) const;
  // Its length, nullopt when there is none.
  std::optional<double> length(const Eigen::Vector2d& goal) const;

 private:
  static constexpr int kCorners = 6;
  // A place that is free to walk from, and what it costs to get there from where one really is.
  struct Door {
    Eigen::Vector2d at;
    double cost = 0;
  };
  struct Route {
    double length = 0;
    Eigen::Vector2d in;  // the door at the goal
    int corner = -1;     // last corner before it, -1 for none
    int source = -1;     // else the door at the start
  };

  Eigen::Vector2d to_body(const Eigen::Vector2d& world) const;
  Eigen::Vector2d to_world(const Eigen::Vector2d& body) const;
  bool on_table(const Eigen::Vector2d& body) const;
  std::vector<Door> doors(const Eigen::Vector2d& body) const;
  std::optional<Route> route(const Eigen::Vector2d& goal_in_body) const;

  TeePose block_;
  Eigen::Matrix2d turn_;
  Eigen::Vector2d start_;  // in the T's frame, like all below
  std::vector<Door> sources_;
  std::array<double, kCorners> cost_{};
  std::array<int, kCorners> before_{};  // corner before this one, or -1 - (index of a source)
};

// A corner of a path with the speed limit (px per tick) of the line that leads to it.
struct PathPoint {
  Eigen::Vector2d at;
  double speed = 0;
};

// One target per tick along the path, without the first point; slower round corners, with bounded
// acceleration (px per tick^2), beginning and ending at rest.
std::vector<Eigen::Vector2d> timed_targets(const std::vector<PathPoint>& path, double acceleration);

}  // namespace streambed
