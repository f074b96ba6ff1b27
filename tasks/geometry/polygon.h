#pragma once
// Exact areas of overlap of convex polygons in the plane. Polygons have a fixed capacity, because
// they are clipped at every control tick, which must not allocate memory.

#include <Eigen/Core>
#include <array>
#include <cassert>
#include <initializer_list>

namespace streambed {

// Corners in counter-clockwise order, any unit; at most kMaxCorners.
class Polygon {
 public:
  // A cut adds one corner to a convex polygon. But after rounding, corners on a straight line may
  // not be quite straight, and a cut may then remove every second one. Even so, four cuts of a
  // quadrilateral leave at most 19 corners.
  static constexpr int kMaxCorners = 20;

  Polygon() = default;
  Polygon(std::initializer_list<Eigen::Vector2d> corners) {
    for (const Eigen::Vector2d& corner : corners) add(corner);
  }

  void add(const Eigen::Vector2d& corner) {
    assert(size_ < kMaxCorners);
    corners_[size_++] = corner;
  }
  void clear() { size_ = 0; }

  int size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Eigen::Vector2d& operator[](int i) const { return corners_[i]; }
  const Eigen::Vector2d* begin() const { return corners_.data(); }
  const Eigen::Vector2d* end() const { return corners_.data() + size_; }

 private:
  std::array<Eigen::Vector2d, kMaxCorners> corners_;
  int size_ = 0;
};

// Signed area by the shoelace formula: positive when counter-clockwise.
double polygon_area(const Polygon& polygon);

// Overlap of two convex polygons of four corners at most (Sutherland and Hodgman, 1974: the subject
// is cut by the line through each edge of the clip). Empty when they do not overlap.
Polygon clip_convex(const Polygon& subject, const Polygon& clip);

// An axis-aligned rectangle. at() is the polygon that it becomes when it is turned by `angle` (rad)
// about the origin and then moved by `position`.
struct Rectangle {
  Eigen::Vector2d low, high;
  Polygon at(const Eigen::Vector2d& position, double angle) const;
};

}  // namespace streambed
