// Scripted experts for block_push and pushing: they read the simulator's state, draw one of the
// four modes (which block first, onto which target) uniformly, and push block after block by
// feedback.

#include <memory>
#include <utility>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"
#include "tasks/table/block_pusher.h"
#include "tasks/table/tremble.h"
#include "tasks/table/two_blocks.h"

namespace streambed {
namespace {

// A block is left alone as long as it is as near as this to its target, m.
constexpr double kStillHome = 0.035;

struct TwoBlocksMemory final : Memory {
  int mode = -1;  // as TwoBlocks::mode counts
  PusherState pusher;
};

class TwoBlocksExpert final : public Policy {
 public:
  TwoBlocksExpert(const Params& params, const TwoBlocks& task)
      : rod_(task.rod()),
        blocks_(task.blocks()),
        targets_(task.targets()),
        pusher_({.rod_radius = rod_.radius(),
                 .half_side = blocks_[0].half_side(),
                 .period = static_cast<double>(task.info().control_period_ns) / kNsPerSecond},
                {.walk_speed = params.number("walk_speed"),
                 .push_speed = params.number("push_speed")}),
        noise_(params.number("noise")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.reads_simulator = true;
  }

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<TwoBlocksMemory>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override;

 private:
  PolicyInfo info_;
  Rod rod_;
  std::vector<Block> blocks_;
  std::array<Marker, 2> targets_;
  BlockPusher pusher_;
  double noise_;
};

StreamPtr TwoBlocksExpert::plan(const PlanRequest& request, Memory* memory) const {
  auto& remembered = static_cast<TwoBlocksMemory&>(*memory);
  if (remembered.mode < 0) remembered.mode = static_cast<int>(Rng(request.rng).below(4));
  const mjData& data = *request.data;
  std::array<BlockPose, 2> poses = {blocks_[0].pose(data), blocks_[1].pose(data)};

  // The first block that is not where it belongs, in the drawn order.
  if (remembered.pusher.phase == PushPhase::kDone) {
    const int first = remembered.mode / 2, target = remembered.mode % 2;
    for (const auto& [block, place] :
         {std::pair(first, target), std::pair(1 - first, 1 - target)}) {
      const Eigen::Vector2d goal = targets_[static_cast<std::size_t>(place)].pose(data).position;
      if ((poses[static_cast<std::size_t>(block)].position - goal).norm() < kStillHome) continue;
      pusher_.begin(remembered.pusher, block, goal);
      break;
    }
  }
  const Action target =
      pusher_.next(remembered.pusher, {rod_.desired(data), rod_.position(data), poses});
  return stream_of({trembling(target, noise_, request.rng)});
}

PolicyEntry expert_entry(const std::string& task_name, double walk_speed, double push_speed) {
  return {.name = task_name + "/expert",
          .summary = "scripted expert for " + task_name +
                     ": draws one of 4 modes and pushes by feedback",
          .keys = {Key::number("walk_speed", walk_speed, "speed of the rod away from blocks, m/s",
                               0.01, 1),
                   Key::number("push_speed", push_speed, "speed of the rod while it pushes, m/s",
                               0.01, 1),
                   tremble_key()},
          .make = [task_name](const Params& params, const Task& task,
                              const Assets&) -> std::unique_ptr<const Policy> {
            const auto* two_blocks = dynamic_cast<const TwoBlocks*>(&task);
            if (two_blocks == nullptr || task.info().name != task_name)
              throw UserError(params.name() + " solves " + task_name + " only, not " +
                              task.info().name + "; choose another policy or --task " + task_name);
            return std::make_unique<TwoBlocksExpert>(params, *two_blocks);
          },
          .train_keys = {},
          .train = {}};
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(two_blocks_expert) {
  using namespace streambed;
  registry.add(expert_entry("block_push", 0.25, 0.16));
  // As fast as the limit of the step per tick allows.
  registry.add(expert_entry("pushing", 0.28, 0.2));
}
