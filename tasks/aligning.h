#pragma once
// Aligning: a box without a lid must be brought to a place and turned as its outline there shows,
// with a rod that may reach into the box or push from outside. The rod moves in space.
//
//   success  the box's centre is at most kNear from its place and the box at most kTurned from its
//            bearing (the angle of the rotation between both, so a tilted box is not aligned)
//   score    1 with success; before, the largest part of the way done so far, measured as the
//            original does: (distance in m + angle / pi) / 2, of what it was at the start
//   mode     "inside" while the rod, seen from above, is less than kInside from the box's centre,
//            else "outside". While the tip is above the box's rim the mode stays what it was; at
//            first it is undecided. After success it does not change any more.

#include <Eigen/Core>
#include <cstdint>

#include "tasks/table/block_task.h"

namespace streambed {

class Aligning final : public BlockTask {
 public:
  static constexpr double kNear = 0.018;                             // m
  static constexpr double kTurned = 0.048 * 3.14159265358979323846;  // rad
  static constexpr double kInside = 0.051;                           // m
  static constexpr double kRim = 0.1035;  // height of the walls' upper edge, m
  static constexpr double kWall = 0.01;   // their thickness, m

  Aligning(TaskInfo info, const BlockScene& scene);

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;

  // Kicks and drags move the box, pushes give it an impulse, its goal may be moved.
  void disturb(mjData& data, const Event& event) const override;
  // False if the rod would stand in a wall, or box or goal would lie off the table.
  bool allows(const mjData& data, const Event& event) const override;

  const Block& box() const { return blocks()[0]; }
  const Marker& target() const { return target_; }

 protected:
  void observe_goals(const mjData& data, double* out) const override;
  void restore_goals(mjData& data, const double* entries) const override;

 private:
  // The pose to which an event moves the box or the goal.
  BlockPose moved(const mjData& data, const Event& event) const;

  Marker target_;
};

}  // namespace streambed
