#pragma once
// Exact areas of overlap of convex polygons in the plane.

#include <Eigen/Core>
#include <vector>

namespace streambed {

// Corners in counter-clockwise order, any unit.
using Polygon = std::vector<Eigen::Vector2d>;

// Signed area by the shoelace formula: positive when counter-clockwise.
double polygon_area(const Polygon& polygon);

// Overlap of two convex polygons (Sutherland and Hodgman, 1974: the subject is cut by the line
// through each edge of the clip). Empty when they do not overlap.
Polygon clip_convex(const Polygon& subject, const Polygon& clip);

// An axis-aligned rectangle, and where it lies after a turn by `angle` (rad) about the origin and a
// shift of the origin to `position`.
struct Rectangle {
  Eigen::Vector2d low, high;
  Polygon at(const Eigen::Vector2d& position, double angle) const;
};

}  // namespace streambed
