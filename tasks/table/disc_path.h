#pragma once
// Shortest paths in the plane around discs: for a rod that walks around blocks, and for a block
// that is pushed past others. Pure functions; metres.

#include <Eigen/Core>
#include <span>
#include <vector>

namespace streambed {

struct Disc {
  Eigen::Vector2d centre;
  double radius = 0;
};

// Corners of the shortest path, both ends included. It consists of straight lines between corners
// of dodecagons around the discs. A disc that contains an end is shrunk until that end lies on its
// rim. If the discs leave no path, the result is the straight line.
std::vector<Eigen::Vector2d> way_round(const Eigen::Vector2d& from, const Eigen::Vector2d& to,
                                       std::span<const Disc> discs);

double length_of(std::span<const Eigen::Vector2d> way);
// The point at this distance along the path, or the path's end if the path is shorter.
Eigen::Vector2d point_along(std::span<const Eigen::Vector2d> way, double distance);

// Distance of a point from the straight line between a and b, which ends there.
double distance_to_segment(const Eigen::Vector2d& point, const Eigen::Vector2d& a,
                           const Eigen::Vector2d& b);

}  // namespace streambed
