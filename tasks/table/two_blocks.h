#pragma once
// The rule of block_push and pushing: two blocks must come onto two targets, it does not matter
// which onto which. A block is home on a target when their centres are at most kHomeDistance apart.
//
//   score    0.5 once a block was home ("p1" of the published tables: score >= 0.5), 1 once both
//            were home on different targets at the same time ("p2": success)
//   mode     which block came home first, and on which target it was home last; 4 modes in the
//            order 2 first block + its target

#include <array>
#include <string>

#include "tasks/table/block_task.h"

namespace streambed {

constexpr double kHomeDistance = 0.05;  // m

class TwoBlocks : public BlockTask {
 public:
  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;
  // Kicks and pushes a block. Without a name it is the one that the rod is nearest to, on which it
  // works.
  void disturb(mjData& data, const Event& event) const override;

  const std::array<Marker, 2>& targets() const { return targets_; }

 protected:
  // `targets` are names of mocap bodies. With `observe_targets` their x and y are observed, as is
  // needed where they differ from start to start.
  TwoBlocks(TaskInfo info, const BlockScene& scene, const std::array<std::string, 2>& targets,
            bool observe_targets);

  std::size_t meant(const mjData& data, const std::string& object) const override;
  void observe_goals(const mjData& data, double* out) const override;
  void restore_goals(mjData& data, const double* entries) const override;

 private:
  // Which target a block is home on; -1 for none.
  int home(const mjData& data, std::size_t block) const;

  std::array<Marker, 2> targets_;
  bool observe_targets_;
};

}  // namespace streambed
