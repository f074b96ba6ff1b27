#pragma once
// Things on a table: blocks that move freely, and markers that show where blocks belong. These
// values know where a thing's numbers are in mjData; all state is in mjData itself. Metres, world
// axes, radians.

#include <Eigen/Core>
#include <Eigen/Geometry>
#include <string>

#include "sim/mujoco.h"

namespace streambed {

// A place in the plane and a turn about the vertical.
struct BlockPose {
  Eigen::Vector2d position = Eigen::Vector2d::Zero();
  double yaw = 0;
};

// A body with a free joint of the same name and a box geom of that name; the box's first half side
// is taken for its size.
class Block {
 public:
  // Throws UserError when the scene has none of this name.
  Block(const mjModel& model, const std::string& name);

  // The yaw is the heading of the body's x axis, also of a block that has tipped over.
  BlockPose pose(const mjData& data) const;
  double height(const mjData& data) const;  // of the body's origin
  Eigen::Quaterniond rotation(const mjData& data) const;
  // Puts it there, upright and at rest.
  void place(mjData& data, const BlockPose& pose, double height) const;
  void place(mjData& data, const BlockPose& pose) const { place(data, pose, rest_height_); }
  // Moves and turns it by `change`; its velocity stays.
  void displace(mjData& data, const BlockPose& change) const;

  double half_side() const { return half_side_; }
  double rest_height() const { return rest_height_; }  // as the scene has it

 private:
  int qpos_, qvel_;
  double half_side_, rest_height_;
};

// Would two square blocks with these half sides touch?
bool blocks_overlap(const BlockPose& a, const BlockPose& b, double half_side);

// A mocap body. Its pose belongs to the episode's state, so that goals can differ between starts.
class Marker {
 public:
  // Throws UserError when the scene has none of this name.
  Marker(const mjModel& model, const std::string& name);

  BlockPose pose(const mjData& data) const;
  void place(mjData& data, const BlockPose& pose) const;

 private:
  int mocap_;
};

}  // namespace streambed
