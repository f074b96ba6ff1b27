#include "tasks/table/rod.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr std::array kAxes = {"rod_x", "rod_y", "rod_z"};
constexpr int kTickBegun = 3;  // userdata: number of the tick that 0..2 belong to, plus one

int actuator_id(const mjModel& model, const char* name) {
  const int id = mj_name2id(&model, mjOBJ_ACTUATOR, name);
  if (id < 0)
    throw UserError(std::string("the model has no actuator named \"") + name +
                    "\"; include rod.xml in the scene");
  return id;
}

}  // namespace

Rod::Rod(const mjModel& model, const RodSettings& settings)
    : settings_(settings), timestep_(model.opt.timestep), geom_(geom_id(model, "rod")) {
  assert(settings_.axes == 2 || settings_.axes == 3);
  if (model.nuserdata < kRodUserdata)
    throw UserError("the scene keeps no userdata for the rod; include rod.xml in it");
  radius_ = model.geom_size[3 * geom_];
  for (int axis = 0; axis < 3; ++axis) {
    const int joint = joint_id(model, kAxes[static_cast<std::size_t>(axis)]);
    qpos_[axis] = model.jnt_qposadr[joint];
    qvel_[axis] = model.jnt_dofadr[joint];
    ctrl_[axis] = actuator_id(model, kAxes[static_cast<std::size_t>(axis)]);
  }
  if (settings_.axes == 2) settings_.low[2] = settings_.high[2] = settings_.height;
}

void Rod::place(mjData& data, const Action& position) const { place(data, position, position); }

void Rod::place(mjData& data, const Action& position, const Action& desired) const {
  assert(position.size() == settings_.axes && desired.size() == settings_.axes);
  for (int axis = 0; axis < 3; ++axis) {
    const bool moves = axis < settings_.axes;
    data.qpos[qpos_[axis]] = moves ? position[axis] : settings_.height;
    data.ctrl[ctrl_[axis]] = moves ? desired[axis] : settings_.height;
    data.qvel[qvel_[axis]] = 0;
    data.userdata[axis] = data.ctrl[ctrl_[axis]];
  }
  data.userdata[kTickBegun] = 0;
}

void Rod::set_velocity(mjData& data, const Action& velocity) const {
  for (int axis = 0; axis < settings_.axes; ++axis) data.qvel[qvel_[axis]] = velocity[axis];
}

void Rod::apply(const Action& target, mjData& data) const {
  assert(target.size() == settings_.axes);
  // The first target of a tick remembers where the tick began.
  const auto now = static_cast<double>(tick(data) + 1);
  if (data.userdata[kTickBegun] != now) {
    for (int axis = 0; axis < settings_.axes; ++axis)
      data.userdata[axis] = data.ctrl[ctrl_[axis]];
    data.userdata[kTickBegun] = now;
  }
  for (int axis = 0; axis < settings_.axes; ++axis) {
    const double inside = std::clamp(target[axis], settings_.low[axis], settings_.high[axis]);
    const double begun = data.userdata[axis];
    data.ctrl[ctrl_[axis]] =
        std::clamp(inside, begun - settings_.max_step, begun + settings_.max_step);
  }
}

Action Rod::desired(const mjData& data) const {
  Action desired(settings_.axes);
  for (int axis = 0; axis < settings_.axes; ++axis) desired[axis] = data.ctrl[ctrl_[axis]];
  return desired;
}

Action Rod::position(const mjData& data) const {
  Action position(settings_.axes);
  for (int axis = 0; axis < settings_.axes; ++axis) position[axis] = data.qpos[qpos_[axis]];
  return position;
}

Action Rod::velocity(const mjData& data) const {
  Action velocity(settings_.axes);
  for (int axis = 0; axis < settings_.axes; ++axis) velocity[axis] = data.qvel[qvel_[axis]];
  return velocity;
}

std::int64_t Rod::physics_step(const mjData& data) const {
  return std::llround(data.time / timestep_);
}

std::int64_t Rod::tick(const mjData& data) const {
  return physics_step(data) / settings_.steps_per_tick;
}

bool Rod::begins_tick(const mjData& data) const {
  return physics_step(data) % settings_.steps_per_tick == 0;
}

std::vector<Component> rod_observation(int axes) {
  return {{.name = "desired", .kind = ComponentKind::kPosition, .size = axes, .unit = "m"},
          {.name = "measured", .kind = ComponentKind::kPosition, .size = axes, .unit = "m"}};
}

std::vector<Component> rod_action(int axes) {
  return {{.name = "target",
           .kind = ComponentKind::kPosition,
           .size = axes,
           .unit = "m",
           .measured_by = "measured"}};
}

}  // namespace streambed
