#pragma once
// The T of Push-T: its shape, its centre of gravity, its overlap with the goal and its keypoints.
// Pixels and radians. The T's own axes have their origin in the middle of the bar's outer edge and
// y along the stem: the bar is [-60,60] x [0,30], the stem [-15,15] x [30,120].

#include <Eigen/Core>

namespace streambed {

// The scene is in metres: a pixel of the original is a millimetre.
constexpr double kPxPerMetre = 1000;
// The side of the square table, whose corner is the origin.
constexpr double kPushTSide = 512;

struct TeePose {
  Eigen::Vector2d origin;
  double angle;
};

// The centre of gravity of the published task, (0,45) in the T's own axes. It is the mean of the
// centroids of bar and stem, which is not the centre of gravity of a uniform T.
Eigen::Vector2d centre_of_gravity(const TeePose& pose);
TeePose pose_with_centre_of_gravity(const Eigen::Vector2d& centre, double angle);

// Share of the T that lies on the goal, in [0,1], by exact clipping.
double tee_coverage(const TeePose& block, const TeePose& goal);

// The nine points of the published keypoint observation, x and y in turn.
constexpr int kTeeKeypoints = 9;
using TeeKeypoints = Eigen::Matrix<double, 2 * kTeeKeypoints, 1>;
TeeKeypoints tee_keypoints(const TeePose& pose);
// The pose that fits them best (least squares).
TeePose pose_of_keypoints(const TeeKeypoints& keypoints);

}  // namespace streambed
