#include "tasks/geometry/polygon.h"

#include "tests/catch.h"

namespace streambed {
namespace {

const Polygon kSquare{{0, 0}, {2, 0}, {2, 2}, {0, 2}};

TEST_CASE("area follows the orientation") {
  CHECK(polygon_area(kSquare) == 4);
  CHECK(polygon_area({{0, 2}, {2, 2}, {2, 0}, {0, 0}}) == -4);
  CHECK(polygon_area({}) == 0);
  CHECK(polygon_area({{1, 1}, {2, 2}}) == 0);
}

TEST_CASE("clipping by hand-made cases") {
  const auto overlap = [](const Polygon& clip) { return polygon_area(clip_convex(kSquare, clip)); };
  CHECK(overlap(kSquare) == 4);
  CHECK(overlap({{1, 1}, {3, 1}, {3, 3}, {1, 3}}) == 1);
  CHECK(overlap({{-1, -1}, {5, -1}, {5, 5}, {-1, 5}}) == 4);
  CHECK(overlap({{0.5, 0.5}, {1, 0.5}, {1, 1}, {0.5, 1}}) == 0.25);
  CHECK(overlap({{0, 0}, {2, 0}, {0, 2}}) == Approx(2));
  // A diamond that leaves an octagon: four corners of 1/8 each are cut off.
  CHECK(overlap({{1, -0.5}, {2.5, 1}, {1, 2.5}, {-0.5, 1}}) == Approx(3.5));
}

TEST_CASE("polygons that only touch, or do not, have no overlap") {
  CHECK(polygon_area(clip_convex(kSquare, {{2, 0}, {4, 0}, {4, 2}, {2, 2}})) == 0);
  CHECK(polygon_area(clip_convex(kSquare, {{2, 2}, {4, 2}, {4, 4}, {2, 4}})) == 0);
  CHECK(clip_convex(kSquare, {{5, 5}, {6, 5}, {6, 6}, {5, 6}}).empty());
}

TEST_CASE("a turned and shifted rectangle") {
  const Rectangle rectangle{{-1, 0}, {1, 3}};
  const Polygon corners = rectangle.at({10, 20}, 1.5707963267948966);
  CHECK(polygon_area(corners) == Approx(6));
  CHECK(corners[0].x() == Approx(10));
  CHECK(corners[0].y() == Approx(19));
  CHECK(corners[2].x() == Approx(7));
  CHECK(corners[2].y() == Approx(21));
}

}  // namespace
}  // namespace streambed
