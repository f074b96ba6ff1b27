// Block-push: two cubes and two targets that may be served in any order. Geometry, starts, success
// rule and horizon follow the two-target version of Florence et al.'s task (CoRL 2021, "Implicit
// Behavioral Cloning") in Shafiullah et al. (NeurIPS 2022, "Behavior Transformers"), which
// diffusion policy reports on; the engine is another one there, so friction and the rod's servo are
// ours. 16 observed numbers: those of tasks/table/block_task.h, then x, y of the blue and the
// orange target.

#include <cmath>
#include <numbers>
#include <utility>

#include "sim/plugin.h"
#include "tasks/table/two_blocks.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

class BlockPush final : public TwoBlocks {
 public:
  BlockPush(TaskInfo info, const BlockScene& scene)
      : TwoBlocks(std::move(info), scene, {"target_blue", "target_orange"}, true) {}

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
};

void BlockPush::reset(mjData& data, std::int64_t context, Rng) const {
  Rng start = start_rng(context);
  start_at(data, Vector2d(0.3, -0.4));
  constexpr double kMiddle = 0.4;

  // The blocks side by side, turned anyhow.
  std::array<Vector2d, 2> at;
  do {
    for (Vector2d& block : at) {
      block.x() = kMiddle + start.uniform(-0.1, 0.1);
      block.y() = -0.2 + start.uniform(-0.15, 0.15);
    }
  } while (std::abs(at[0].x() - at[1].x()) <= 0.1);
  for (std::size_t i = 0; i < 2; ++i)
    blocks()[i].place(data, {at[i], start.uniform(-std::numbers::pi, std::numbers::pi)});

  // The targets, either one on either side.
  double side = start.below(2) == 0 ? -1 : 1;
  for (const Marker& target : targets()) {
    const double x = kMiddle + side * 0.12 + start.uniform(-0.005, 0.005);
    target.place(data, {{x, 0.2 + start.uniform(-0.0075, 0.0075)}, 0});
    side = -side;
  }
  settle(data);
}

std::unique_ptr<const Task> make_block_push(const Params& params, const Assets& assets) {
  BlockScene scene;
  scene.file = assets.path("block_push.xml");
  scene.blocks = {"red", "green"};
  scene.rod.max_step = 0.1;
  scene.rod.steps_per_tick = 50;  // of 2 ms
  scene.rod.low = {0.15, -0.5, 0};
  scene.rod.high = {0.7, 0.5, 0};

  TaskInfo info;
  info.name = "block_push";
  info.label = params.label();
  info.max_ticks = static_cast<int>(params.integer("max_ticks"));
  info.end_on_success = params.flag("end_on_success");
  info.realism = realism_of(params);
  info.events.kick = true;
  info.modes = {"red-blue", "red-orange", "green-blue", "green-orange"};
  return std::make_unique<BlockPush>(std::move(info), scene);
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(block_push) {
  using namespace streambed;
  registry.add(TaskEntry{
      "block_push",
      "push two cubes onto two targets in any order (2-D, 10 Hz, 4 modes)",
      with_realism({Key::integer("max_ticks", 350, "control ticks of 0.1 s", 1, 1e6),
                    Key::flag("end_on_success", true, "stop when both blocks are home")}),
      make_block_push});
}
