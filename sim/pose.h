#pragma once
// Poses: a place and a rotation, as Eigen::Isometry3d. Tasks in a plane use x, y and the yaw alone.

#include <Eigen/Geometry>
#include <cmath>

namespace streambed {

// The turn about z, rad, in [-pi, pi]: the heading of the pose's x axis, which may be tilted.
inline double yaw(const Eigen::Isometry3d& pose) { return std::atan2(pose(1, 0), pose(0, 0)); }

// At height 0, turned about z alone.
inline Eigen::Isometry3d planar_pose(double x, double y, double yaw) {
  Eigen::Isometry3d pose = Eigen::Isometry3d::Identity();
  pose.translation() << x, y, 0;
  pose.linear() = Eigen::AngleAxisd(yaw, Eigen::Vector3d::UnitZ()).toRotationMatrix();
  return pose;
}

}  // namespace streambed
