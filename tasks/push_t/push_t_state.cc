#include "tasks/push_t/push_t_state.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "tasks/push_t/numpy_random.h"

namespace streambed {

using Eigen::Vector2d;

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

Vector2d image(const Vector2d& point) {
  return Vector2d(kPushTSide - point.y(), kPushTSide - point.x());
}

TeePose image(const TeePose& pose) {
  return {image(pose.origin), std::numbers::pi / 2 - pose.angle};
}

}  // namespace

std::vector<Component> push_t_observation(PushTForm form) {
  const Component agent{
      .name = "agent", .kind = ComponentKind::kPosition, .size = 2, .unit = "px"};
  if (form == PushTForm::kKeypoints) {
    return {{.name = "keypoints",
             .kind = ComponentKind::kPosition,
             .size = 2 * kTeeKeypoints,
             .unit = "px"},
            agent};
  }
  return {agent,
          {.name = "block",
           .kind = ComponentKind::kPosition,
           .size = 2,
           .unit = "px",
           .object = "block"},
          {.name = "block_angle", .kind = ComponentKind::kAngle, .unit = "rad", .object = "block"}};
}

StateVector encode(const PushTState& state, PushTForm form) {
  if (form == PushTForm::kKeypoints) {
    StateVector out(kPushTKeypointSize);
    out << tee_keypoints(state.block), state.agent;
    return out;
  }
  const double angle = std::fmod(state.block.angle, kTurn);
  StateVector out(kPushTPoseSize);
  out << state.agent, state.block.origin, angle < 0 ? angle + kTurn : angle;
  return out;
}

PushTState decode_push_t(const StateVector& state) {
  if (!state.allFinite())
    throw UserError("push_t: a recorded state is not finite; remove that episode");
  if (state.size() == kPushTPoseSize) return {state.head<2>(), {state.segment<2>(2), state[4]}};
  if (state.size() == kPushTKeypointSize)
    return {state.tail<2>(), pose_of_keypoints(state.head<2 * kTeeKeypoints>())};
  throw UserError(
      "push_t is recorded as agent x, y, block x, y (px) and angle (rad), or as 9 keypoints and "
      "the agent, but these states have " +
      to_text(std::int64_t{state.size()}) + " columns; choose another task");
}

PushTState push_t_start(std::int64_t context, bool legacy) {
  if (context < 0 || context > std::numeric_limits<std::uint32_t>::max())
    throw UserError("push_t: context " + to_text(context) +
                    " is no seed of numpy's; use 0 to 4294967295");
  NumpyRandomState random(static_cast<std::uint32_t>(context));
  const auto pair = [&](int low, int high) {
    const auto x = static_cast<double>(random.randint(low, high));
    return Vector2d(x, static_cast<double>(random.randint(low, high)));
  };
  PushTState start;
  start.agent = pair(50, 450);
  start.block.origin = pair(100, 400);
  const double angle = random.randn() * kTurn - std::numbers::pi;

  // The recordings' order: the position is set at angle 0, then the body turns about its centre of
  // gravity. The published environment ends with one physics step at rest, which moves nothing.
  if (legacy)
    start.block = pose_with_centre_of_gravity(centre_of_gravity({start.block.origin, 0}), angle);
  else
    start.block.angle = angle;
  return start;
}

bool mirror_push_t(Demonstration& demonstration, const TeePose& goal, PushTForm form) {
  const TeePose goal_image = image(goal);
  if ((goal_image.origin - goal.origin).norm() > 1e-9 ||
      std::abs(std::remainder(goal_image.angle - goal.angle, kTurn)) > 1e-9)
    return false;
  for (Eigen::Index i = 0; i < demonstration.states.rows(); ++i) {
    const PushTState now = decode_push_t(demonstration.states.row(i).transpose());
    demonstration.states.row(i) = encode({image(now.agent), image(now.block)}, form).transpose();
    const Vector2d target = demonstration.actions.row(i).transpose();
    demonstration.actions.row(i) = image(target).transpose();
  }
  return true;
}

}  // namespace streambed
