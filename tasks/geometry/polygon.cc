#include "tasks/geometry/polygon.h"

#include <Eigen/Geometry>
#include <utility>

namespace streambed {
namespace {

double cross(const Eigen::Vector2d& a, const Eigen::Vector2d& b) {
  return a.x() * b.y() - a.y() * b.x();
}

// Keeps in `out` what of `polygon`, which is not empty, lies left of the edge from `start`; a side
// that crosses it is cut where the signed distances of its ends balance.
void cut(const Polygon& polygon, const Eigen::Vector2d& start, const Eigen::Vector2d& edge,
         Polygon& out) {
  out.clear();
  Eigen::Vector2d last = polygon[polygon.size() - 1];
  double last_side = cross(edge, last - start);
  for (const Eigen::Vector2d& corner : polygon) {
    const double side = cross(edge, corner - start);
    if ((side < 0) != (last_side < 0))
      out.add(last + (corner - last) * (last_side / (last_side - side)));
    if (side >= 0) out.add(corner);
    last = corner;
    last_side = side;
  }
}

}  // namespace

double polygon_area(const Polygon& polygon) {
  double twice = 0;
  for (int i = 2; i < polygon.size(); ++i)
    twice += cross(polygon[i - 1] - polygon[0], polygon[i] - polygon[0]);
  return twice / 2;
}

Polygon clip_convex(const Polygon& subject, const Polygon& clip) {
  assert(subject.size() <= 4 && clip.size() <= 4);
  // Every cut goes from one buffer to the other.
  std::array<Polygon, 2> buffers{subject, {}};
  Polygon* inside = &buffers[0];
  Polygon* next = &buffers[1];
  for (int i = 0; i < clip.size() && !inside->empty(); ++i) {
    const Eigen::Vector2d& start = clip[i];
    cut(*inside, start, clip[(i + 1) % clip.size()] - start, *next);
    std::swap(inside, next);
  }
  return *inside;
}

Polygon Rectangle::at(const Eigen::Vector2d& position, double angle) const {
  // As a matrix, so that sine and cosine are taken once.
  const Eigen::Matrix2d turn = Eigen::Rotation2Dd(angle).toRotationMatrix();
  return {position + turn * low, position + turn * Eigen::Vector2d(high.x(), low.y()),
          position + turn * high, position + turn * Eigen::Vector2d(low.x(), high.y())};
}

}  // namespace streambed
