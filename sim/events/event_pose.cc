#include <algorithm>
#include <cmath>

#include "sim/events/events.h"

namespace streambed {
namespace {

Eigen::Matrix3d turn_of(const EventPose& pose) {
  using Eigen::AngleAxisd, Eigen::Vector3d;
  return (AngleAxisd(pose.angle, Vector3d::UnitZ()) * AngleAxisd(pose.pitch, Vector3d::UnitY()) *
          AngleAxisd(pose.roll, Vector3d::UnitX()))
      .toRotationMatrix();
}

}  // namespace

Eigen::Isometry3d EventPose::isometry() const {
  Eigen::Isometry3d pose = Eigen::Isometry3d::Identity();
  pose.translation() << x, y, z;
  pose.linear() = turn_of(*this);
  return pose;
}

EventPose event_pose(const Eigen::Isometry3d& pose) {
  const Eigen::Vector3d at = pose.translation();
  const Eigen::Matrix3d turn = pose.linear();
  EventPose out{.x = at.x(), .y = at.y(), .z = at.z()};
  out.pitch = std::asin(std::clamp(-turn(2, 0), -1.0, 1.0));
  // Pitched straight up or down, roll and yaw turn about the same axis: all of it is called yaw.
  constexpr double kUpright = 1e-9;
  if (std::hypot(turn(0, 0), turn(1, 0)) < kUpright) {
    out.angle = std::atan2(-turn(0, 1), turn(1, 1));
    return out;
  }
  out.roll = std::atan2(turn(2, 1), turn(2, 2));
  out.angle = std::atan2(turn(1, 0), turn(0, 0));
  return out;
}

Eigen::Isometry3d displaced(const Eigen::Isometry3d& pose, const EventPose& change) {
  Eigen::Isometry3d out = pose;
  out.translation() += Eigen::Vector3d(change.x, change.y, change.z);
  out.linear() = turn_of(change) * pose.linear();
  return out;
}

}  // namespace streambed
