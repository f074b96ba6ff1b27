#include "tasks/table/box_mover.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "tasks/geometry/direction.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr double kWholeTurn = 2 * std::numbers::pi;
// How near a push brings the box, and when there is nothing left to do.
constexpr double kTurned = 0.05, kThere = 0.004, kWellPlaced = 0.009;
constexpr double kSteeringLength = 0.06;  // way in which steering removes an error of the yaw
// Angles of the force to the wall's normal: what is added where going straight needs more than
// turning may have, and where the rod slips.
constexpr double kBeyond = 0.12, kSlips = 0.72;


}  // namespace

Vector2d BoxMover::normal(double yaw, int side) const {
  return direction(yaw + setup_.bearing + side * std::numbers::pi / 2);
}

// The angle at which the force has the moment that steering wants, (r x F) = moment, as far as the
// rod does not slip. From behind the same moment wants the mirrored angle.
double BoxMover::force_angle(const BoxPush& push, const BoxPushView& view) const {
  const double c = setup_.moment_ratio, touch = std::abs(setup_.touch);
  const double moment = c * c / kSteeringLength * (push.yaw - view.box.yaw);
  const double straight = std::atan2(view.offset, touch);
  const double turning = std::asin(std::clamp(moment / std::hypot(touch, view.offset), -1.0, 1.0));
  const double least = std::min(-setup_.most_angle, std::max(straight - kBeyond, -kSlips));
  const double most = std::max(setup_.most_angle, std::min(straight + kBeyond, kSlips));
  return std::copysign(1.0, setup_.touch) * std::clamp(straight + turning, least, most);
}

BoxMover::Motion BoxMover::motion(const BoxPush& push, const BoxPushView& view,
                                  const BlockPose& goal) const {
  const double c = setup_.moment_ratio;
  const Vector2d force = direction(force_angle(push, view));
  Motion motion{force, (setup_.touch * force.y() - view.offset * force.x()) / (c * c)};
  // As fast as the rod may go, and slowly towards the end.
  double speed = setup_.speed / rod_velocity(motion, view.offset).norm();
  if (!push.only_turn && std::abs(push.yaw - view.box.yaw) < 4 * kTurned) {
    const double to_go = (goal.position - view.box.position)
                             .dot(Eigen::Rotation2Dd(std::atan2(force.y(), force.x())) *
                                  normal(view.box.yaw, push.side));
    speed = std::min(speed, 0.05 + 2.5 * std::max(0.0, to_go));
  }
  motion.velocity *= speed;
  motion.turn *= speed;
  return motion;
}

Vector2d BoxMover::rod_velocity(const Motion& motion, double offset) const {
  return motion.velocity + motion.turn * Vector2d(-offset, setup_.touch);
}

bool BoxMover::is_over(const BoxPush& push, const BoxPushView& view, const BlockPose& goal) const {
  const double to_turn = push.yaw - view.box.yaw, angle = force_angle(push, view);
  const Vector2d way = Eigen::Rotation2Dd(angle) * normal(view.box.yaw, push.side);
  const double to_go = (goal.position - view.box.position).dot(way);
  if (std::abs(to_turn) > kTurned) {
    // Also where the rod has slid, or rolled, so far that no angle turns the box the right way, and
    // where the box was to be there by now.
    const Vector2d force = direction(angle);
    if (to_turn * (setup_.touch * force.y() - view.offset * force.x()) <= 0) return true;
    constexpr double kFarPast = -0.02, kNearlyTurned = 0.4;
    return !push.only_turn && to_go < kFarPast && std::abs(to_turn) < kNearlyTurned;
  }
  return push.only_turn || to_go < kThere;
}

Vector2d BoxMover::velocity(const BoxPush& push, const BoxPushView& view,
                            const BlockPose& goal) const {
  const Vector2d in = normal(view.box.yaw, push.side);
  const Vector2d rod = rod_velocity(motion(push, view, goal), view.offset);
  return rod.x() * in + rod.y() * Vector2d(-in.y(), in.x());
}

BoxMover::Outcome BoxMover::predict(const BoxPush& push, const BlockPose& box,
                                    const BlockPose& goal) const {
  constexpr double kStep = 0.05;
  constexpr int kMostSteps = 150;
  Outcome outcome{.box = box};
  BoxPushView view{box, push.offset};
  for (int i = 0; i < kMostSteps; ++i) {
    if (is_over(push, view, goal)) {
      outcome.box = view.box;
      return outcome;
    }
    const Motion now = motion(push, view, goal);
    const Vector2d in = normal(view.box.yaw, push.side);
    view.box.position +=
        kStep * (now.velocity.x() * in + now.velocity.y() * Vector2d(-in.y(), in.x()));
    view.box.yaw += kStep * now.turn;
    // The rod rolls on the wall.
    view.offset += kStep * now.turn * setup_.rod_radius;
    outcome.way += kStep * now.velocity.norm();
    if ((view.box.position.array() < setup_.low.array()).any() ||
        (view.box.position.array() > setup_.high.array()).any())
      break;
  }
  outcome.box = view.box;
  outcome.possible = false;
  return outcome;
}

double BoxMover::best_cost(const BlockPose& box, const BlockPose& goal, int side, int depth,
                           BoxPush* first) const {
  // What is left to do, dearer than doing it.
  const Vector2d to_go = goal.position - box.position;
  const double turn = std::remainder(goal.yaw - box.yaw, kWholeTurn);
  constexpr double kDear = 3, kPerTurn = 0.2, kNotDone = 0.5;
  double best = first != nullptr ? std::numeric_limits<double>::infinity()
                                 : kNotDone + kDear * (to_go.norm() + kPerTurn * std::abs(turn));
  if (to_go.norm() < kWellPlaced && std::abs(turn) < 1.6 * kTurned) return 0;
  if (depth == 0) return best;

  const auto try_push = [&](const BoxPush& push) {
    const double change = push.side == side ? 0 : setup_.change_cost;
    if (change >= best) return;
    const Outcome outcome = predict(push, box, goal);
    if (outcome.way == 0) return;
    constexpr double kLastResort = 2;
    double cost = change + outcome.way + (outcome.possible ? 0 : kLastResort);
    if (cost >= best) return;
    cost += best_cost(outcome.box, goal, push.side, depth - 1, nullptr);
    if (cost >= best) return;
    best = cost;
    if (first != nullptr) *first = push;
  };

  constexpr double kMuch = 0.2, kEitherWay = 1.6, kHalfOfCorner = 0.85;
  for (int of_four = 0; of_four < 4; ++of_four) {
    // Straight to the goal, where the box must hardly be turned.
    const Vector2d in = normal(goal.yaw, of_four), left(-in.y(), in.x());
    const double aim = std::atan2(to_go.dot(left), to_go.dot(in));
    const double offset = setup_.touch * std::tan(aim);
    if (std::abs(turn) < 2 * kMuch && std::abs(aim) < kHalfOfCorner)
      try_push(
          {of_four, std::clamp(offset, -setup_.most_offset, setup_.most_offset), box.yaw + turn});
    if (std::abs(turn) < kMuch) continue;

    // Else from several points of every wall; far round, either way.
    for (const double way_round : {0.0, turn > 0 ? -kWholeTurn : kWholeTurn}) {
      if (way_round != 0 && std::abs(turn) < kEitherWay) continue;
      for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        BoxPush push{of_four, share * setup_.most_offset, box.yaw + turn + way_round, true};
        try_push(push);
        push.only_turn = false;
        try_push(push);
      }
    }
  }
  return best;
}

std::optional<BoxPush> BoxMover::choose(const BlockPose& box, const BlockPose& goal,
                                        int side) const {
  BoxPush push{.side = -1};
  best_cost(box, goal, side, 3, &push);
  if (push.side < 0) return std::nullopt;
  return push;
}

}  // namespace streambed
