#include "tasks/table/block.h"

#include <algorithm>
#include <cmath>

#include "sim/base/error.h"
#include "tasks/geometry/polygon.h"

namespace streambed {
namespace {

// Quaternion of a turn about the vertical.
void set_yaw(double* quaternion, double yaw) {
  const double axis[3] = {0, 0, 1};
  mju_axisAngle2Quat(quaternion, axis, yaw);
}

}  // namespace

Block::Block(const mjModel& model, const std::string& name) {
  const int joint = joint_id(model, name.c_str());
  if (model.jnt_type[joint] != mjJNT_FREE)
    throw UserError("the scene's joint \"" + name + "\" must be free; restore the assets folder");
  qpos_ = model.jnt_qposadr[joint];
  qvel_ = model.jnt_dofadr[joint];
  half_side_ = model.geom_size[3 * geom_id(model, name.c_str())];
  rest_height_ = model.qpos0[qpos_ + 2];
}

BlockPose Block::pose(const mjData& data) const {
  const double* q = data.qpos + qpos_ + 3;
  const double x = 1 - 2 * (q[2] * q[2] + q[3] * q[3]), y = 2 * (q[1] * q[2] + q[0] * q[3]);
  return {{data.qpos[qpos_], data.qpos[qpos_ + 1]}, std::atan2(y, x)};
}

double Block::height(const mjData& data) const { return data.qpos[qpos_ + 2]; }

Eigen::Quaterniond Block::rotation(const mjData& data) const {
  const double* q = data.qpos + qpos_ + 3;
  return {q[0], q[1], q[2], q[3]};
}

void Block::place(mjData& data, const BlockPose& pose, double height) const {
  data.qpos[qpos_] = pose.position.x();
  data.qpos[qpos_ + 1] = pose.position.y();
  data.qpos[qpos_ + 2] = height;
  set_yaw(data.qpos + qpos_ + 3, pose.yaw);
  std::fill_n(data.qvel + qvel_, 6, 0.0);
}

void Block::displace(mjData& data, const BlockPose& change) const {
  data.qpos[qpos_] += change.position.x();
  data.qpos[qpos_ + 1] += change.position.y();
  double turn[4], turned[4];
  set_yaw(turn, change.yaw);
  mju_mulQuat(turned, turn, data.qpos + qpos_ + 3);
  std::copy_n(turned, 4, data.qpos + qpos_ + 3);
}

bool blocks_overlap(const BlockPose& a, const BlockPose& b, double half_side) {
  const Rectangle square{Eigen::Vector2d(-half_side, -half_side),
                         Eigen::Vector2d(half_side, half_side)};
  return !clip_convex(square.at(a.position, a.yaw), square.at(b.position, b.yaw)).empty();
}

Marker::Marker(const mjModel& model, const std::string& name)
    : mocap_(model.body_mocapid[body_id(model, name.c_str())]) {
  if (mocap_ < 0)
    throw UserError("the scene's body \"" + name + "\" must be mocap; restore the assets folder");
}

BlockPose Marker::pose(const mjData& data) const {
  const double* position = data.mocap_pos + 3 * mocap_;
  const double* turn = data.mocap_quat + 4 * mocap_;
  return {{position[0], position[1]}, 2 * std::atan2(turn[3], turn[0])};
}

void Marker::place(mjData& data, const BlockPose& pose) const {
  double* position = data.mocap_pos + 3 * mocap_;
  position[0] = pose.position.x();
  position[1] = pose.position.y();
  set_yaw(data.mocap_quat + 4 * mocap_, pose.yaw);
}

}  // namespace streambed
