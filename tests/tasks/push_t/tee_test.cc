#include "tasks/push_t/tee.h"

// Boost otherwise rounds coordinates to a grid, which costs it six digits.
#define BOOST_GEOMETRY_NO_ROBUSTNESS
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>
#include <cmath>
#include <numbers>

#include "sim/rng.h"
#include "tests/catch.h"

namespace streambed {
namespace {

namespace bg = boost::geometry;
using Ring = bg::model::polygon<bg::model::d2::point_xy<double>, false>;

const TeePose kGoal{{256, 256}, std::numbers::pi / 4};

// The T as one polygon with eight corners, unlike the code under test.
Ring outline(const TeePose& pose) {
  const double corners[][2] = {{-60, 0},   {60, 0},   {60, 30},  {15, 30}, {15, 120},
                               {-15, 120}, {-15, 30}, {-60, 30}, {-60, 0}};
  Ring ring;
  for (const auto& [x, y] : corners)
    bg::append(ring.outer(),
               bg::model::d2::point_xy<double>(
                   pose.origin.x() + std::cos(pose.angle) * x - std::sin(pose.angle) * y,
                   pose.origin.y() + std::sin(pose.angle) * x + std::cos(pose.angle) * y));
  return ring;
}

double reference_coverage(const TeePose& block, const TeePose& goal) {
  bg::model::multi_polygon<Ring> overlap;
  bg::intersection(outline(block), outline(goal), overlap);
  return bg::area(overlap) / 6300;
}

TEST_CASE("coverage oracles") {
  CHECK(std::abs(tee_coverage({{258, 256}, std::numbers::pi / 4}, kGoal) - 0.9467601183) < 1e-10);
  CHECK(tee_coverage(kGoal, kGoal) == Approx(1).epsilon(1e-12));
  CHECK(tee_coverage({{60, 60}, 0}, kGoal) == 0);
}

TEST_CASE("coverage equals Boost.Geometry's on 10,000 random poses") {
  Rng rng = Rng{}.fork("coverage");
  double worst = 0;
  int overlapping = 0;
  for (int i = 0; i < 10000; ++i) {
    // From far apart down to nearly aligned, where almost coincident edges make clipping hard.
    const double spread = std::pow(10, rng.uniform(-4, 2.2));
    const TeePose goal{{rng.uniform(0, 512), rng.uniform(0, 512)}, rng.uniform(-7, 7)};
    const TeePose block{goal.origin + spread * Eigen::Vector2d(rng.normal(), rng.normal()),
                        goal.angle + std::min(spread, 3.0) * rng.normal()};
    const double coverage = tee_coverage(block, goal);
    overlapping += coverage > 0;
    worst = std::max(worst, std::abs(coverage - reference_coverage(block, goal)));
  }
  CHECK(overlapping > 5000);
  CHECK(worst < 1e-9);
}

TEST_CASE("pose, centre of gravity and keypoints go there and back") {
  Rng rng = Rng{}.fork("tee");
  for (int i = 0; i < 100; ++i) {
    const TeePose pose{{rng.uniform(0, 512), rng.uniform(0, 512)}, rng.uniform(-3, 3)};
    for (const TeePose& again : {pose_with_centre_of_gravity(centre_of_gravity(pose), pose.angle),
                                 pose_of_keypoints(tee_keypoints(pose))}) {
      CHECK((again.origin - pose.origin).norm() < 1e-10);
      CHECK(std::abs(again.angle - pose.angle) < 1e-12);
    }
  }
  // A quarter turn carries the stem to the left of the bar.
  CHECK((centre_of_gravity({{100, 100}, std::numbers::pi / 2}) - Eigen::Vector2d(55, 100)).norm() <
        1e-12);
}

}  // namespace
}  // namespace streambed
