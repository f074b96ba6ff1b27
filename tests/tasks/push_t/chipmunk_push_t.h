#pragma once
// The original Push-T, built on its own engine: what the physics must reproduce.

#include <chipmunk/chipmunk.h>

#include <Eigen/Core>

#include "tasks/push_t/tee.h"

namespace streambed {

class ChipmunkPushT {
 public:
  // Like the published environment's reset: bodies put in place, then one step at rest.
  ChipmunkPushT(const Eigen::Vector2d& agent, const TeePose& block);
  ~ChipmunkPushT();
  ChipmunkPushT(const ChipmunkPushT&) = delete;
  ChipmunkPushT& operator=(const ChipmunkPushT&) = delete;

  // One control tick of 10 steps towards a target.
  void tick(const Eigen::Vector2d& target, double k_p = 100, double k_v = 20);

  Eigen::Vector2d agent() const;
  TeePose block() const;

 private:
  cpSpace* space_;
  cpBody* agent_;
  cpBody* block_;
};

}  // namespace streambed
