#pragma once
// Decides which walls of a box to push, and how, so that the box reaches a place and a bearing. The
// rod stands inside the box or outside. Pure functions of a small state. Metres, seconds, radians.
//
// The rod does not slip on a wall, so it steers by the direction in which it moves. A force F at
// the point r from the box's centre moves the box along F and turns it by (r x F) / c^2 per metre
// and unit force (c: ratio of the largest frictional moment to the largest force; the ellipsoidal
// limit surface of Goyal, Ruina and Papadopoulos 1991, as Lynch and Mason 1996 use it for pushing).
// So a push can turn the box first, and then moves it straight ahead, from the point of contact
// through its centre. The same rule predicts what a push leads to. Of all sequences of at most
// three pushes the one is chosen that brings the box nearest to its goal at the least cost.

#include <Eigen/Core>
#include <optional>

#include "tasks/table/block.h"

namespace streambed {

struct BoxMoverSetup {
  // Where the force acts, from the box's centre in the direction of the push: positive inside the
  // box, negative outside. Against a wall where the rod touches it, in a corner the rod's centre.
  double touch = 0.04;
  double most_offset = 0.025;  // from the wall's middle
  double bearing = 0;          // of the first wall from the box's x axis
  double most_angle = 0.45;    // of the force to the push, when it turns the box
  double rod_radius = 0.01;
  double speed = 0.16;         // of the rod, m/s
  double change_cost = 0.15;   // cost of going to another wall, as if it were so far, m
  double moment_ratio = 0.07;  // c
  // Where the box's centre may be.
  Eigen::Vector2d low{-1, -1}, high{1, 1};
};

struct BoxPush {
  int side = 0;            // pushed along the box's yaw + bearing + side * 90 degrees
  double offset = 0;       // where the rod touches first, to the left of the wall's middle
  double yaw = 0;          // that the box is to reach; not wrapped, so it says which way to turn
  bool only_turn = false;  // the push ends as soon as the box is turned, wherever it is
};

// What is seen during a push.
struct BoxPushView {
  BlockPose box;      // yaw as BoxPush::yaw counts
  double offset = 0;  // of the rod, to the left of the wall's middle
};

class BoxMover {
 public:
  explicit BoxMover(const BoxMoverSetup& setup) : setup_(setup) {}

  const BoxMoverSetup& setup() const { return setup_; }

  // The next push of a box, which was last pushed on `side` (-1: none); nothing when it is well
  // placed.
  std::optional<BoxPush> choose(const BlockPose& box, const BlockPose& goal, int side) const;

  bool is_over(const BoxPush& push, const BoxPushView& view, const BlockPose& goal) const;
  // The velocity with which the rod, touching the wall, must move; world axes, m/s.
  Eigen::Vector2d velocity(const BoxPush& push, const BoxPushView& view,
                           const BlockPose& goal) const;

  Eigen::Vector2d normal(double yaw, int side) const;  // the push's direction

 private:
  // How the box moves: velocity and turn per second, in the axes of the push (along it, to its
  // left).
  struct Motion {
    Eigen::Vector2d velocity;
    double turn = 0;
  };
  // Where a push leaves the box, and how far the rod goes.
  struct Outcome {
    BlockPose box;
    double way = 0;
    bool possible = true;  // it stays within the bounds and ends
  };
  double force_angle(const BoxPush& push, const BoxPushView& view) const;
  Motion motion(const BoxPush& push, const BoxPushView& view, const BlockPose& goal) const;
  Eigen::Vector2d rod_velocity(const Motion& motion, double offset) const;
  Outcome predict(const BoxPush& push, const BlockPose& box, const BlockPose& goal) const;
  double best_cost(const BlockPose& box, const BlockPose& goal, int side, int depth,
                   BoxPush* first) const;

  BoxMoverSetup setup_;
};

}  // namespace streambed
