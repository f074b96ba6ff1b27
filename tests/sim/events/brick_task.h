#pragma once
// A task that takes every event: a brick that floats in a wind, and a place where it should be.
// Nothing weighs anything; an action is kept and does nothing.

#include <algorithm>
#include <memory>

#include "sim/policy.h"
#include "sim/task.h"

namespace streambed::testing {

constexpr double kBrickMass = 2;  // kg

class BrickTask : public Task {
 public:
  BrickTask()
      : model_(parse_model(R"(<mujoco><option timestep="0.01" gravity="0 0 0"/>
          <size nuserdata="2"/><worldbody>
          <body name="brick" pos="0 0 1"><freejoint/>
            <geom type="box" size="0.1 0.1 0.1" mass="2"/></body>
          <body name="place" mocap="true" pos="1 0 1"/>
        </worldbody></mujoco>)")) {
    info_.name = info_.label = "brick";
    info_.observation = {{.name = "place", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action = {{.name = "target", .kind = ComponentKind::kScalar}};
    info_.action_low = Action::Constant(1, -1);
    info_.action_high = Action::Constant(1, 1);
    info_.control_period_ns = 100'000'000;
    info_.physics_step_ns = 10'000'000;
    info_.max_ticks = 20;
    info_.objects = {{.name = "brick", .goal = "place"}};
    info_.changes = {{"wind", -0.5, 0.5, "N", "force along x"}};
    info_.events = {.kick = true, .drag = true, .push = true, .move_goal = true};
  }
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t, Rng) const override { mj_resetData(&*model_, &data); }
  void observe(const mjData& data, Sensors&, Observation& out) const override {
    out.state = StateVector::Constant(1, data.qpos[0]);
  }
  void apply(const Action& action, mjData& data) const override { data.userdata[1] = action[0]; }
  Action hold(const mjData& data) const override { return Action::Constant(1, data.userdata[1]); }
  void step(mjData& data) const override {
    data.xfrc_applied[6 * body_id(*model_, "brick")] = data.userdata[0];
    mj_step(&*model_, &data);
  }
  Progress judge(const mjData& data, Fold&) const override {
    const Eigen::Vector3d away =
        pose(data, "brick").translation() - pose(data, "place").translation();
    return {.success_now = away.norm() < 0.1};
  }
  void disturb(mjData& data, const Event& event) const override {
    if (const auto* kick = std::get_if<Kick>(&event.what)) {
      put(displaced(pose(data, "brick"), kick->change), data.qpos, data.qpos + 3);
    } else if (const auto* drag = std::get_if<Drag>(&event.what)) {
      put(drag->pose.isometry(), data.qpos, data.qpos + 3);
    } else if (const auto* goal = std::get_if<MoveGoal>(&event.what)) {
      put(goal->relative ? displaced(pose(data, "place"), goal->pose) : goal->pose.isometry(),
          data.mocap_pos, data.mocap_quat);
    } else if (const auto* push = std::get_if<Push>(&event.what)) {
      apply_impulse(*model_, data, body_id(*model_, "brick"), {push->x, push->y, push->z});
    } else if (const auto* change = std::get_if<Change>(&event.what)) {
      data.userdata[0] = change->value;
    }
  }

 protected:
  TaskInfo info_;

 private:
  static void put(const Eigen::Isometry3d& pose, mjtNum* place, mjtNum* quaternion) {
    for (int i = 0; i < 3; ++i) place[i] = pose.translation()[i];
    const Eigen::Quaterniond turn(pose.linear());
    quaternion[0] = turn.w();
    for (int i = 0; i < 3; ++i) quaternion[1 + i] = turn.vec()[i];
  }

  ModelPtr model_;
};

}  // namespace streambed::testing
