#pragma once
// Shortest ways between two points of the plane round discs, for a rod that walks round blocks and
// for a block that is pushed past others. Pure functions; metres.

#include <Eigen/Core>
#include <span>
#include <vector>

namespace streambed {

struct Disc {
  Eigen::Vector2d centre;
  double radius = 0;
};

// Corners of the way, both ends included, along straight lines between corners of the dodecagons
// round the discs. A disc that holds an end shrinks until that end lies on its rim. Where the discs
// leave no way it is the straight line.
std::vector<Eigen::Vector2d> way_round(const Eigen::Vector2d& from, const Eigen::Vector2d& to,
                                       std::span<const Disc> discs);

double length_of(std::span<const Eigen::Vector2d> way);
// The point that lies so far along the way; its end when that is nearer.
Eigen::Vector2d point_along(std::span<const Eigen::Vector2d> way, double distance);

// Distance of a point to the line from a to b.
double distance_to_segment(const Eigen::Vector2d& point, const Eigen::Vector2d& a,
                           const Eigen::Vector2d& b);

}  // namespace streambed
