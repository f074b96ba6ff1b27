#include "tasks/polygon.h"

#include <Eigen/Geometry>

namespace streambed {
namespace {

double cross(const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
  return a.x() * b.y() - a.y() * b.x();
}

}  // namespace

double polygon_area(const Polygon& polygon) {
  double twice = 0;
  for (std::size_t i = 2; i < polygon.size(); ++i)
    twice += cross(polygon[i - 1] - polygon[0], polygon[i] - polygon[0]);
  return twice / 2;
}

Polygon clip_convex(const Polygon& subject, const Polygon& clip) {
  Polygon inside = subject;
  Polygon cut;
  for (std::size_t i = 0; i < clip.size() && !inside.empty(); ++i) {
    const Eigen::Vector2d& start = clip[i];
    const Eigen::Vector2d edge = clip[(i + 1) % clip.size()] - start;

    // Keep what lies left of the edge; a side that crosses it is cut where the signed distances of
    // its ends balance.
    cut.clear();
    Eigen::Vector2d last = inside.back();
    double last_side = cross(edge, last - start);
    for (const Eigen::Vector2d& corner : inside) {
      const double side = cross(edge, corner - start);
      if ((side < 0) != (last_side < 0))
        cut.push_back(last + (corner - last) * (last_side / (last_side - side)));
      if (side >= 0) cut.push_back(corner);
      last = corner;
      last_side = side;
    }
    std::swap(inside, cut);
  }
  return inside;
}

Polygon Rectangle::at(const Eigen::Vector2d& position, double angle) const {
  const Eigen::Rotation2Dd turn(angle);
  return {position + turn * low, position + turn * Eigen::Vector2d(high.x(), low.y()),
          position + turn * high, position + turn * Eigen::Vector2d(low.x(), high.y())};
}

}  // namespace streambed
