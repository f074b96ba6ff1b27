#pragma once
// Pushes one block to a place with the rod, by feedback: walks around the blocks to a point behind
// one of its sides, pushes, draws back. A pure function of what is seen and of a small state,
// called once per control tick. Metres, seconds, radians.
//
// Steering: a push on a side, offset by s from its middle, turns the block by about s / (c^2 + s^2)
// per metre (c: ratio of the largest frictional moment to the largest force; Lynch & Mason 1996,
// "Stable pushing"). The rod slides along the side so that the block turns until the side's normal
// points in the direction in which the block should go.

#include <Eigen/Core>
#include <span>
#include <vector>

#include "tasks/table/block_task.h"
#include "tasks/table/disc_path.h"

namespace streambed {

struct PusherStyle {
  double walk_speed = 0.25, push_speed = 0.16;  // of the desired position, m/s
  double acceleration = 1;                      // m/s^2
  double tolerance = 0.01;   // how near to its place a block is left, m
  double give_up = 1.1;      // angle between side and way at which another side is taken, rad
  // For blocks that stand close together: choose the side that suits the direction best, however
  // far the rod must walk, and draw back before another block is pushed along.
  bool crowded = false;
};

// Numbers that do not change during an episode.
struct PusherSetup {
  double rod_radius = 0.01, half_side = 0.03;  // m
  double period = 0.035;                       // of control, s
};

// What is seen at the start of a tick.
struct PusherView {
  Eigen::Vector2d desired, measured;  // of the rod
  std::span<const BlockPose> blocks;
};

enum class PushPhase { kChoose, kWalk, kPush, kRetreat, kDone };

struct PusherState {
  PushPhase phase = PushPhase::kDone;
  int block = 0;
  bool arrived = false;
  int barred = 0;  // how often it drew back because another block was in the way
  Eigen::Vector2d place = Eigen::Vector2d::Zero();  // where the block shall go
  int side = 0;                                     // that is pushed, 0..3
  Eigen::Vector2d velocity = Eigen::Vector2d::Zero();  // of the desired position, m/s
};

class BlockPusher {
 public:
  BlockPusher(const PusherSetup& setup, const PusherStyle& style) : setup_(setup), style_(style) {}

  // Begins to push `block` to `place`.
  void begin(PusherState& state, int block, const Eigen::Vector2d& place) const;
  // How far the rod must walk to begin a push of `block` to `place`, m; more than kBarred if other
  // blocks are in the way of that push.
  double effort(const PusherView& view, int block, const Eigen::Vector2d& place) const;
  static constexpr double kBarred = 1;

  // The rod's desired position for this tick. When the block has reached its place, or passed it,
  // the rod draws back and comes to rest.
  Eigen::Vector2d next(PusherState& state, const PusherView& view) const;

 private:
  // Distances that are kept: between the rod and the centre of a block that it walks around, and
  // between the centres of two blocks.
  double clear_of_block() const;
  double clear_of_blocks() const;
  std::vector<Disc> discs(const PusherView& view, int except, double radius) const;
  // The direction in which the block should go now.
  Eigen::Vector2d heading(const PusherState& state, const PusherView& view) const;
  // Does the block touch another one that lies ahead?
  bool pushes_another(const PusherState& state, const PusherView& view) const;
  Eigen::Vector2d door(const PusherState& state, const PusherView& view, int side) const;
  struct Choice {
    int side = 0;
    double effort = 0;
  };
  Choice choose_side(const PusherState& state, const PusherView& view) const;

  // The velocity wanted in each phase; each function changes the phase when its own is over.
  Eigen::Vector2d walk(PusherState& state, const PusherView& view) const;
  Eigen::Vector2d push(PusherState& state, const PusherView& view) const;
  Eigen::Vector2d retreat(PusherState& state, const PusherView& view) const;

  PusherSetup setup_;
  PusherStyle style_;
};

}  // namespace streambed
