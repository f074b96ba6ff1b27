#pragma once
// The end effector of the table-top tasks: a vertical rod on slide joints under a Cartesian servo.
// It stands for the tool of an arm, of which only control rate, reach and lag are modelled.
//
//   policy, once per control tick: absolute desired position of the rod's tip, metres, world axes
//   limits                         clamped to a box, then to +-max_step per axis from the position
//                                  that was desired when the tick began
//   servo, every physics step:     acceleration = w^2 (desired - position) - 2 w velocity, w = 30/s
//
// so the rod follows a steady motion 2/w = 67 ms late. w is fitted to D3IL's human recordings of
// "avoiding" (desired and measured paths of a Panda arm at 28.6 Hz): the median error of this model
// is smallest from 30/s on, where it no longer changes.
//
// The scene includes assets/rod.xml, or declares the same names with other sizes: a body "rod" at
// the world's origin whose frame is the tip, slide joints and position actuators rod_x, rod_y,
// rod_z, a capsule "rod" that collides only where the scene lists a <pair>, and userdata. All state
// lives in mjData: the desired position in ctrl, the memory of a tick in userdata[0 ..
// kRodUserdata).

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "sim/base/component.h"
#include "sim/mujoco.h"
#include "sim/types.h"

namespace streambed {

// Entries of mjData::userdata that a Rod owns; a task's own follow.
constexpr int kRodUserdata = 4;

struct RodSettings {
  int axes = 2;               // 2: x, y at a fixed height; 3: x, y, z
  double height = 0.005;      // of the tip above the table with 2 axes, m
  double max_step = 0.01;     // of the desired position per axis and tick, m
  int steps_per_tick = 35;    // physics steps of a control tick
  Eigen::Vector3d low{-1, -1, 0}, high{1, 1, 1};  // where the desired position may be, m
};

// Const and shared by threads. Positions have `axes` entries.
class Rod {
 public:
  // Throws UserError when the scene has no rod.
  Rod(const mjModel& model, const RodSettings& settings);

  // Puts the rod at `position`, at rest, with the same desired position. Touches no other state.
  void place(mjData& data, const Action& position) const;
  // The same with another desired position, to which it will move.
  void place(mjData& data, const Action& position, const Action& desired) const;
  void set_velocity(mjData& data, const Action& velocity) const;  // m/s
  // Sets a target, as Task::apply does; allowed before any physics step of a tick.
  void apply(const Action& target, mjData& data) const;
  // The desired position in force, within its limits, as Task::hold returns it. Applying it changes
  // nothing.
  Action desired(const mjData& data) const;
  Action position(const mjData& data) const;
  Action velocity(const mjData& data) const;  // m/s

  // The number of the control tick that the next physics step belongs to, and whether it is the
  // first step of one.
  std::int64_t tick(const mjData& data) const;
  bool begins_tick(const mjData& data) const;

  const RodSettings& settings() const { return settings_; }
  double radius() const { return radius_; }  // m
  int geom() const { return geom_; }

 private:
  std::int64_t physics_step(const mjData& data) const;

  RodSettings settings_;
  double timestep_;
  double radius_;
  int geom_;
  Eigen::Vector3i qpos_, qvel_, ctrl_;  // addresses per axis
};

// What tasks with a rod observe of it ("desired", "measured", in this order) and command
// ("target"), for TaskInfo.
std::vector<Component> rod_observation(int axes);
std::vector<Component> rod_action(int axes);

// By how much the rod lags behind a steady motion of its desired position, s.
constexpr double kRodLag = 2.0 / 30;

}  // namespace streambed
