#pragma once
// Sorting: n / 2 red and n / 2 blue blocks on a platform; each must be pushed over its edge into
// the bin of its colour. Blocks are counted red ones first.
//
//   success  every block's centre lies above its own bin (Bin), at the same time
//   score    the largest share of blocks that lay in their bins at one time
//   failure  a block lies off the platform and not in its bin, where the rod cannot reach it
//   mode     the order in which the colours arrived (a block counts when it first reaches its bin);
//            there are "n over n/2" orders: 2, 6, 20

#include <Eigen/Core>
#include <cstdint>

#include "tasks/table/block_task.h"

namespace streambed {

// An open rectangle of the plane, m.
struct Bin {
  double low_x, high_x, low_y, high_y;
  bool holds(const Eigen::Vector2d& at) const {
    return at.x() > low_x && at.x() < high_x && at.y() > low_y && at.y() < high_y;
  }
};

class Sorting final : public BlockTask {
 public:
  static constexpr double kEdge = 0.2;            // y of the platform's edge, m
  static constexpr double kPlatformHeight = 0.1;  // m

  Sorting(TaskInfo info, const BlockScene& scene) : BlockTask(std::move(info), scene, {}) {}

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  Progress judge(const mjData& data, const Progress& so_far) const override;
  int mode(const Progress& progress) const override;

  bool is_red(std::size_t block) const { return block < blocks().size() / 2; }
  static Bin bin(bool red);
  // Has a block left the platform for good?
  bool fallen(const mjData& data, std::size_t block) const;

 protected:
  double rest_height(const Block& block, const BlockPose& pose) const override;
};

// The names of the modes: all orders of n / 2 red ('R') and n / 2 blue ('B') blocks, in
// alphabetical order.
std::vector<std::string> sorting_orders(int blocks);

}  // namespace streambed
