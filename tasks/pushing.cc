// Pushing: two cubes and two targets of two colours that may be served in any order. Geometry,
// rates, starts, success rule, modes and horizon follow D3IL (Jia et al., ICLR 2024); the rod's
// servo stands for its arm. 12 observed numbers, those of tasks/table/block_task.h: the original
// has 10 and gives the tangent of the yaw, which has poles.
//
// Evaluation as published: 60 contexts with 8 repeats each (a plan with episodes = 60, repeats =
// 8).

#include <numbers>
#include <utility>

#include "sim/plugin.h"
#include "tasks/table/two_blocks.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

class Pushing final : public TwoBlocks {
 public:
  Pushing(TaskInfo info, const BlockScene& scene)
      : TwoBlocks(std::move(info), scene, {"target_red", "target_green"}, false) {}

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
};

void Pushing::reset(mjData& data, std::int64_t context, Rng) const {
  Rng start = start_rng(context);
  start_at(data, Vector2d(0.525, -0.28));
  // In the original blocks may start inside each other; such draws are repeated here.
  constexpr double kGap = 0.002;
  const auto draw = [&](double low_x) {
    constexpr double kQuarterTurn = std::numbers::pi / 2;
    const double x = start.uniform(low_x, low_x + 0.1), y = start.uniform(-0.15, 0);
    return BlockPose{{x, y}, start.uniform(-kQuarterTurn, kQuarterTurn)};
  };
  BlockPose red, green;
  do {
    red = draw(0.4);
    green = draw(0.55);
  } while (blocks_overlap(red, green, blocks()[0].half_side() + kGap));
  blocks()[0].place(data, red);
  blocks()[1].place(data, green);
  settle(data);
}

std::unique_ptr<const Task> make_pushing(const Params& params, const Assets& assets) {
  BlockScene scene;
  scene.file = assets.path("pushing.xml");
  scene.blocks = {"red", "green"};
  scene.rod.low = {0.2, -0.4, 0};
  scene.rod.high = {0.85, 0.5, 0};
  scene.legacy_obs_lag = params.flag("legacy_obs_lag");

  TaskInfo info;
  info.name = "pushing";
  info.label = params.label();
  info.max_ticks = static_cast<int>(params.integer("max_ticks"));
  info.end_on_success = params.flag("end_on_success");
  info.realism = realism_of(params);
  info.events.kick = true;
  info.modes = {"rr-gg", "rg-gr", "gr-rg", "gg-rr"};
  return std::make_unique<Pushing>(std::move(info), scene);
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(pushing) {
  using namespace streambed;
  registry.add(TaskEntry{
      "pushing",
      "push two cubes onto two targets in any order (2-D, 28.6 Hz, 4 modes; D3IL)",
      with_realism({legacy_obs_lag_key(),
                    Key::integer("max_ticks", 400, "control ticks of 35 ms", 1, 1e6),
                    Key::flag("end_on_success", true, "stop when both blocks are home")}),
      make_pushing});
}
