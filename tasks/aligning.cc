// Geometry, rates, starts, success rule, modes and horizon follow D3IL (Jia et al., ICLR 2024); the
// rod's servo stands for its arm. 14 observed numbers: those of tasks/table/block_task.h with three
// axes, then x, y, sine and cosine of the yaw of the target. The original has 20, among them
// heights and whole quaternions of both, which say nothing more of a box on a table.
//
// Evaluation as published: 60 contexts with 8 repeats each (a plan with episodes = 60, repeats =
// 8).

#include "tasks/aligning.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/base/error.h"
#include "sim/plugin.h"

namespace streambed {
namespace {

using Eigen::Vector2d, Eigen::Vector3d;

struct AligningFold final : Fold {
  double to_do_at_start = 0;  // the measure of what was to do when it was first above 0
  int mode = kModeUndecided;
  double best = 0;  // score
  bool solved = false;
};

}  // namespace

Aligning::Aligning(TaskInfo info, const BlockScene& scene)
    : BlockTask(std::move(info), scene, planar_pose(scene.goal)), target_(model(), scene.goal) {}

void Aligning::reset(mjData& data, std::int64_t context, Rng) const {
  Rng start = start_rng(context);
  // The original's flange is 0.115 m above the rod's tip.
  start_at(data, Vector3d(0.525, -0.35, 0.135));
  const auto draw = [&](double low_y) {
    constexpr double kQuarterTurn = std::numbers::pi / 2;
    const double x = start.uniform(0.4, 0.6), y = start.uniform(low_y, low_y + 0.15);
    return BlockPose{{x, y}, start.uniform(-kQuarterTurn, kQuarterTurn)};
  };
  box().place(data, draw(-0.25));
  target_.place(data, draw(0.2));
  settle(data);
}

void Aligning::observe_goals(const mjData& data, double* out) const {
  const BlockPose pose = target_.pose(data);
  for (const double value :
       {pose.position.x(), pose.position.y(), std::sin(pose.yaw), std::cos(pose.yaw)})
    *out++ = value;
}

void Aligning::restore_goals(mjData& data, const double* entries) const {
  target_.place(data, {{entries[0], entries[1]}, std::atan2(entries[2], entries[3])});
}

std::unique_ptr<Fold> Aligning::begin(const mjData&) const {
  return std::make_unique<AligningFold>();
}

Progress Aligning::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<AligningFold>(fold);
  const BlockPose goal = target_.pose(data), pose = box().pose(data);
  const Vector3d off(pose.position.x() - goal.position.x(), pose.position.y() - goal.position.y(),
                     box().height(data) - box().rest_height());
  const Eigen::Quaterniond bearing(Eigen::AngleAxisd(goal.yaw, Vector3d::UnitZ()));
  const double distance = off.norm(), angle = box().rotation(data).angularDistance(bearing);
  const bool success_now = distance <= kNear && angle <= kTurned;
  const bool solved_before = kept.solved;
  kept.solved = kept.solved || success_now;

  const double to_do = (distance + angle / std::numbers::pi) / 2;
  if (kept.to_do_at_start == 0) kept.to_do_at_start = to_do;
  const double done = kept.solved ? 1 : 1 - to_do / kept.to_do_at_start;
  kept.best = std::max(kept.best, done);

  const Vector3d tip = rod().position(data);
  if (!solved_before && (tip.z() <= kRim || kept.solved))
    kept.mode = (tip.head<2>() - pose.position).norm() < kInside ? 0 : 1;
  return {.score = kept.best, .success_now = success_now};
}

int Aligning::mode(const Fold& fold) const { return fold_of<AligningFold>(fold).mode; }

BlockPose Aligning::moved(const mjData& data, const Event& event) const {
  const auto at = [](const EventPose& pose) { return BlockPose{{pose.x, pose.y}, pose.angle}; };
  const auto displaced = [&](const BlockPose& from, const EventPose& change) {
    return BlockPose{from.position + at(change).position, from.yaw + change.angle};
  };
  const BlockPose now = box().pose(data);
  if (const auto* kick = std::get_if<Kick>(&event.what)) return displaced(now, kick->change);
  if (const auto* move = std::get_if<MoveGoal>(&event.what))
    return move->relative ? displaced(target_.pose(data), move->pose) : at(move->pose);
  if (const auto* drag = std::get_if<Drag>(&event.what)) return at(drag->pose);
  return now;
}

void Aligning::disturb(mjData& data, const Event& event) const {
  if (std::holds_alternative<Push>(event.what)) {
    BlockTask::disturb(data, event);
    return;
  }
  const BlockPose pose = moved(data, event);
  if (std::holds_alternative<MoveGoal>(event.what)) {
    target_.place(data, pose);
    return;
  }
  const BlockPose now = box().pose(data);
  box().displace(data, {pose.position - now.position, pose.yaw - now.yaw});
}

bool Aligning::allows(const mjData& data, const Event& event) const {
  if (std::holds_alternative<Push>(event.what)) return true;
  const BlockPose pose = moved(data, event);
  const double reach = std::numbers::sqrt2 * box().half_side();
  const Vector2d low = info().action_low.head<2>().array() + reach;
  const Vector2d high = info().action_high.head<2>().array() - reach;
  if ((pose.position.array() < low.array()).any() || (pose.position.array() > high.array()).any())
    return false;
  const Vector3d tip = rod().position(data);
  if (std::holds_alternative<MoveGoal>(event.what) || tip.z() > kRim) return true;
  const Vector2d seen = Eigen::Rotation2Dd(-pose.yaw) * (tip.head<2>() - pose.position);
  const double from_middle = seen.cwiseAbs().maxCoeff();
  return from_middle < box().half_side() - kWall - rod().radius() ||
         from_middle > box().half_side() + rod().radius();
}

namespace {

std::unique_ptr<const Task> make_aligning(const Params& params, const Assets& assets) {
  BlockScene scene;
  scene.file = assets.path("aligning.xml");
  scene.block_symmetry = 1;  // its sides are told apart by what counts as aligned
  scene.goal = "target";
  scene.blocks = {"box"};
  scene.rod.axes = 3;
  scene.rod.low = {0.2, -0.45, 0.005};
  scene.rod.high = {0.85, 0.55, 0.25};
  scene.legacy_obs_lag = params.flag("legacy_obs_lag");

  TaskInfo info;
  info.name = "aligning";
  info.label = params.label();
  info.max_ticks = static_cast<int>(params.integer("max_ticks"));
  info.end_on_success = params.flag("end_on_success");
  info.realism = realism_of(params);
  info.modes = {"inside", "outside"};
  info.events = {.kick = true, .drag = true, .move_goal = true};
  return std::make_unique<Aligning>(std::move(info), scene);
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(aligning) {
  using namespace streambed;
  registry.add(TaskEntry{
      "aligning",
      "bring a box to a place and a bearing, from inside or from outside (3-D, 28.6 Hz, 2 modes; "
      "D3IL)",
      with_realism({legacy_obs_lag_key(),
                    Key::integer("max_ticks", 400, "control ticks of 35 ms", 1, 1e6),
                    Key::flag("end_on_success", true, "stop when the box is aligned")}),
      make_aligning});
}
