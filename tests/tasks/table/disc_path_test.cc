#include "tasks/table/disc_path.h"

#include <cmath>
#include <numbers>

#include "tests/catch.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

double clearance(const std::vector<Vector2d>& way, const Vector2d& point) {
  double least = 1e9;
  for (std::size_t i = 1; i < way.size(); ++i)
    least = std::min(least, distance_to_segment(point, way[i - 1], way[i]));
  return least;
}

TEST_CASE("a free way is straight") {
  const std::vector<Disc> discs = {{Vector2d(0, 1), 0.5}};
  const auto way = way_round(Vector2d(-1, 0), Vector2d(1, 0), discs);
  CHECK(way == std::vector<Vector2d>{Vector2d(-1, 0), Vector2d(1, 0)});
  CHECK(length_of(way) == Approx(2));
}

TEST_CASE("a way round a disc is hardly longer than the taut string") {
  const std::vector<Disc> discs = {{Vector2d(0, 0.1), 0.5}};
  const Vector2d from(-1, 0.1), to(1, 0.1);
  const auto way = way_round(from, to, discs);
  CHECK(clearance(way, discs[0].centre) >= 0.5);
  // Two tangents and the arc between them.
  const double tangent = std::sqrt(1 - 0.25);
  const double arc = 0.5 * (std::numbers::pi - 2 * std::acos(0.5));
  CHECK(length_of(way) >= 2 * tangent + arc);
  CHECK(length_of(way) < 1.03 * (2 * tangent + arc));
}

TEST_CASE("a way takes the side that other discs leave free") {
  const std::vector<Disc> discs = {{Vector2d(0, 0.1), 0.3}, {Vector2d(0, -0.3), 0.3}};
  const auto way = way_round(Vector2d(-1, 0), Vector2d(1, 0), discs);
  CHECK(clearance(way, discs[0].centre) >= 0.3);
  CHECK(clearance(way, discs[1].centre) >= 0.3);
  CHECK(way.size() > 2);
  for (const Vector2d& corner : way) CHECK(corner.y() >= 0);  // the lower disc bars the other side
}

TEST_CASE("a disc that holds an end gives way as far as that end") {
  const std::vector<Disc> discs = {{Vector2d(0, 0), 0.5}};
  const auto way = way_round(Vector2d(0, -0.2), Vector2d(0, 1), discs);
  CHECK(way.front() == Vector2d(0, -0.2));
  CHECK(way.back() == Vector2d(0, 1));
  CHECK(clearance(way, discs[0].centre) == Approx(0.2).epsilon(1e-3));
  // Even from the very middle.
  CHECK(way_round(Vector2d(0, 0), Vector2d(0, 1), discs).size() == 2);
}

TEST_CASE("points along a way") {
  const std::vector<Vector2d> way = {Vector2d(0, 0), Vector2d(1, 0), Vector2d(1, 1)};
  CHECK(point_along(way, 0.25) == Vector2d(0.25, 0));
  CHECK(point_along(way, 1.5) == Vector2d(1, 0.5));
  CHECK(point_along(way, 9) == Vector2d(1, 1));
  CHECK(distance_to_segment(Vector2d(2, 1), Vector2d(0, 0), Vector2d(1, 0)) ==
        Approx(std::sqrt(2.0)));
  CHECK(distance_to_segment(Vector2d(1, 1), Vector2d(0, 0), Vector2d(0, 0)) ==
        Approx(std::sqrt(2.0)));
}

}  // namespace
}  // namespace streambed
