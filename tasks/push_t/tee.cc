#include "tasks/push_t/tee.h"

#include <Eigen/Geometry>
#include <array>
#include <cmath>

#include "tasks/geometry/polygon.h"

namespace streambed {
namespace {

using Eigen::Rotation2Dd;
using Eigen::Vector2d;

constexpr double kArea = 6300;
constexpr double kCentreOfGravity = 45;

std::array<Polygon, 2> parts_at(const TeePose& pose) {
  return {Rectangle{{-60, 0}, {60, 30}}.at(pose.origin, pose.angle),
          Rectangle{{-15, 30}, {15, 120}}.at(pose.origin, pose.angle)};
}

// One keypoint per column, in the T's frame, as the recorded data has them.
using Points = Eigen::Matrix<double, 2, kTeeKeypoints>;
Points keypoints_in_body() {
  Points points;
  points << 9.27, -60.99, 60.91, -0.27, -14.06, 39.00, -39.96, -16.82, 23.54,  //
      90.02, -1.19, -1.39, 25.54, 122.81, 32.86, 32.73, 62.87, -1.70;
  return points;
}

}  // namespace

Vector2d centre_of_gravity(const TeePose& pose) {
  return pose.origin + Rotation2Dd(pose.angle) * Vector2d(0, kCentreOfGravity);
}

TeePose pose_with_centre_of_gravity(const Vector2d& centre, double angle) {
  return {centre - Rotation2Dd(angle) * Vector2d(0, kCentreOfGravity), angle};
}

double tee_coverage(const TeePose& block, const TeePose& goal) {
  double area = 0;
  for (const Polygon& part : parts_at(block))
    for (const Polygon& wanted : parts_at(goal)) area += polygon_area(clip_convex(part, wanted));
  return area / kArea;
}

TeeKeypoints tee_keypoints(const TeePose& pose) {
  const Points points =
      (Rotation2Dd(pose.angle).toRotationMatrix() * keypoints_in_body()).colwise() + pose.origin;
  return Eigen::Map<const TeeKeypoints>(points.data());
}

TeePose pose_of_keypoints(const TeeKeypoints& keypoints) {
  // About the two means, the best angle balances the cross products (Procrustes in the plane).
  const Points body = keypoints_in_body();
  const Points world = Eigen::Map<const Points>(keypoints.data());
  const Vector2d body_mean = body.rowwise().mean();
  const Vector2d world_mean = world.rowwise().mean();
  const Eigen::Matrix2d moments =
      (body.colwise() - body_mean) * (world.colwise() - world_mean).transpose();
  const double angle = std::atan2(moments(0, 1) - moments(1, 0), moments(0, 0) + moments(1, 1));
  return {world_mean - Rotation2Dd(angle) * body_mean, angle};
}

}  // namespace streambed
