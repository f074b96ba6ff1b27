#include "tasks/push_t/push_model.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace streambed {
namespace {

using Eigen::Rotation2Dd;
using Eigen::Vector2d;

constexpr double kMoment = 3000;  // px^2, per unit of mass
constexpr double kWallLow = 7, kWallHigh = 504;
const Vector2d kCentreInBody(0, 45);

// As the task has it: penetration left alone, and the share of the rest that goes in a step.
constexpr double kSlop = 0.1;
const double kUndonePerStep = 1 - std::pow(0.9, 0.6);

struct Box {
  Vector2d low, high;
};
const std::array<Box, 2> kParts = {Box{{-60, 0}, {60, 30}}, Box{{-15, 30}, {15, 120}}};

// One contact in the T's frame: the direction in which it pushes the T, its lever about the centre
// of gravity and the depth of the overlap.
struct Touch {
  Vector2d normal;
  double lever = 0, depth = 0;
};

// Where the pusher's centre is inside, the nearest side is the surface.
bool touch(const Box& box, const Vector2d& pusher, Touch& out) {
  const Vector2d nearest = pusher.cwiseMax(box.low).cwiseMin(box.high);
  const Vector2d away = pusher - nearest;
  const double squared = away.squaredNorm();
  if (squared >= kPusherRadius * kPusherRadius) return false;
  if (squared > 0) {
    const double distance = std::sqrt(squared);
    out.normal = -away / distance;
    out.depth = kPusherRadius - distance;
  } else {
    const std::array<double, 4> depths = {pusher.x() - box.low.x(), box.high.x() - pusher.x(),
                                          pusher.y() - box.low.y(), box.high.y() - pusher.y()};
    const auto side = std::min_element(depths.begin(), depths.end()) - depths.begin();
    const std::array<Vector2d, 4> inward = {Vector2d(1, 0), Vector2d(-1, 0), Vector2d(0, 1),
                                            Vector2d(0, -1)};
    out.normal = inward[static_cast<std::size_t>(side)];
    out.depth = kPusherRadius + depths[static_cast<std::size_t>(side)];
  }
  const Vector2d point = pusher + out.normal * (kPusherRadius - out.depth / 2) - kCentreInBody;
  out.lever = point.x() * out.normal.y() - point.y() * out.normal.x();
  return true;
}

int address(const mjModel& model, const char* joint) {
  return model.jnt_qposadr[joint_id(model, joint)];
}

}  // namespace

PushState read_push_state(const mjModel& model, const mjData& data) {
  const auto position = [&](const char* joint) { return data.qpos[address(model, joint)]; };
  const auto velocity = [&](const char* joint) {
    return data.qvel[model.jnt_dofadr[joint_id(model, joint)]];
  };
  PushState state;
  state.pusher = kPxPerMetre * Vector2d(position("pusher_x"), position("pusher_y"));
  state.velocity = kPxPerMetre * Vector2d(velocity("pusher_x"), velocity("pusher_y"));
  state.centre = kPxPerMetre * Vector2d(position("block_x"), position("block_y"));
  state.angle = position("block_angle");
  return state;
}

PusherControl read_pusher_control(const mjModel& model) {
  return {-model.actuator_biasprm[1], -model.actuator_biasprm[2], model.opt.timestep};
}

TeePose read_goal(const mjModel& model, const mjData& data) {
  const int goal = model.body_mocapid[body_id(model, "goal")];
  const double* position = data.mocap_pos + 3 * goal;
  const double* turn = data.mocap_quat + 4 * goal;
  return {kPxPerMetre * Vector2d(position[0], position[1]), 2 * std::atan2(turn[3], turn[0])};
}

bool push_block(PushState& state, const Vector2d& shift) {
  // Beyond this distance of the centres nothing can touch.
  constexpr double kReach = 76 + kPusherRadius;
  const Vector2d apart = state.pusher - state.centre;
  if (apart.squaredNorm() > kReach * kReach) return false;
  const Eigen::Matrix2d turn = Rotation2Dd(state.angle).toRotationMatrix();
  const Vector2d pusher = turn.transpose() * apart + kCentreInBody;
  const Vector2d motion = turn.transpose() * shift;

  std::array<Touch, 2> touches;
  int count = 0;
  for (const Box& part : kParts)
    count += touch(part, pusher, touches[static_cast<std::size_t>(count)]);
  if (count == 0) return false;

  // The two problems of a step, by projected Gauss-Seidel: nothing approaches, and overlap shrinks.
  Eigen::Vector3d moved = Eigen::Vector3d::Zero();
  const auto solve = [&](const auto& wanted) {
    Eigen::Vector3d by = Eigen::Vector3d::Zero();
    std::array<double, 2> impulse{};
    const int sweeps = count == 1 ? 1 : 10;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const Touch& t = touches[at];
        const double now = t.normal.dot(by.head<2>()) + t.lever * by[2];
        const double gain = (wanted(t) - now) / (1 + t.lever * t.lever / kMoment);
        const double next = std::max(0.0, impulse[at] + gain);
        by.head<2>() += (next - impulse[at]) * t.normal;
        by[2] += (next - impulse[at]) * t.lever / kMoment;
        impulse[at] = next;
      }
    }
    moved += by;
  };
  solve([&](const Touch& t) { return t.normal.dot(motion); });
  solve([&](const Touch& t) { return kUndonePerStep * std::max(0.0, t.depth - kSlop); });
  state.centre += turn * moved.head<2>();
  state.angle += moved[2];
  return moved[2] != 0 || !moved.head<2>().isZero(0);
}

void push_step(PushState& state, const Vector2d& target, const PusherControl& control) {
  push_block(state, control.step * state.velocity);
  state.velocity +=
      control.step * (control.k_p * (target - state.pusher) - control.k_v * state.velocity);
  state.pusher += control.step * state.velocity;
}

double distance_to_tee(const Vector2d& point) {
  double least = 1e300;
  for (const Box& part : kParts)
    least = std::min(least, (point - point.cwiseMax(part.low).cwiseMin(part.high)).norm());
  return least;
}

double pose_error(const PushState& state, const TeePose& goal) {
  const double turn = std::remainder(state.angle - goal.angle, 2 * std::numbers::pi);
  const Vector2d shift = state.centre - centre_of_gravity(goal);
  return std::sqrt(shift.squaredNorm() + kMoment * turn * turn);
}

double wall_excess(const PushState& state) {
  constexpr double kReach = 76;
  const double low = state.centre.minCoeff(), high = state.centre.maxCoeff();
  if (low > kWallLow + kReach && high < kWallHigh - kReach) return 0;
  const TeePose block = state.block();
  const Eigen::Matrix2d turn = Rotation2Dd(block.angle).toRotationMatrix();
  double excess = 0;
  for (const Vector2d& corner : {Vector2d(-60, 0), Vector2d(60, 0), Vector2d(-60, 30),
                                 Vector2d(60, 30), Vector2d(-15, 120), Vector2d(15, 120)}) {
    const Vector2d at = block.origin + turn * corner;
    excess = std::max({excess, kWallLow - at.minCoeff(), at.maxCoeff() - kWallHigh});
  }
  return excess;
}

}  // namespace streambed
