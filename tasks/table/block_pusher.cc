#include "tasks/table/block_pusher.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "tasks/geometry/direction.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr double kSqrt2 = std::numbers::sqrt2;
constexpr double kWalkMargin = 0.012;   // between rod and block, m
constexpr double kBlockMargin = 0.008;  // between blocks, m
constexpr double kLookAhead = 0.07;     // along the block's way, m

Vector2d left_of(const Vector2d& v) { return {-v.y(), v.x()}; }
// Where a push on this side points.
Vector2d inward(const BlockPose& block, int side) {
  return direction(block.yaw + side * std::numbers::pi / 2);
}
// From a to b, counter-clockwise.
double angle_between(const Vector2d& a, const Vector2d& b) {
  return std::atan2(a.x() * b.y() - a.y() * b.x(), a.dot(b));
}

}  // namespace

double BlockPusher::clear_of_block() const {
  return kSqrt2 * setup_.half_side + setup_.rod_radius + kWalkMargin;
}

double BlockPusher::clear_of_blocks() const {
  return 2 * kSqrt2 * setup_.half_side + kBlockMargin;
}

std::vector<Disc> BlockPusher::discs(const PusherView& view, int except, double radius) const {
  std::vector<Disc> discs;
  for (int i = 0; i < std::ssize(view.blocks); ++i)
    if (i != except) discs.push_back({view.blocks[static_cast<std::size_t>(i)].position, radius});
  return discs;
}

void BlockPusher::begin(PusherState& state, int block, const Vector2d& place) const {
  state.phase = PushPhase::kChoose;
  state.block = block;
  state.place = place;
  state.arrived = false;
  state.barred = 0;
}

Vector2d BlockPusher::heading(const PusherState& state, const PusherView& view) const {
  const Vector2d& at = view.blocks[static_cast<std::size_t>(state.block)].position;
  const auto way = way_round(at, state.place, discs(view, state.block, clear_of_blocks()));
  const Vector2d ahead = point_along(way, kLookAhead) - at;
  return ahead.norm() > 1e-9 ? Vector2d(ahead.normalized()) : Vector2d::Zero();
}

bool BlockPusher::pushes_another(const PusherState& state, const PusherView& view) const {
  const BlockPose& block = view.blocks[static_cast<std::size_t>(state.block)];
  const Vector2d in = inward(block, state.side);
  const auto others = discs(view, state.block, 0);
  return std::any_of(others.begin(), others.end(), [&](const Disc& other) {
    const Vector2d to_other = other.centre - block.position;
    constexpr double kAhead = 0.7, kTouch = 0.002;
    const double ahead = to_other.dot(in), aside = std::abs(to_other.dot(left_of(in)));
    return ahead > kAhead * to_other.norm() && aside < 2 * setup_.half_side &&
           ahead < (1 + kSqrt2) * setup_.half_side + kTouch;
  });
}

Vector2d BlockPusher::door(const PusherState& state, const PusherView& view, int side) const {
  const BlockPose& block = view.blocks[static_cast<std::size_t>(state.block)];
  return block.position - inward(block, side) * (clear_of_block() + 0.002);
}

BlockPusher::Choice BlockPusher::choose_side(const PusherState& state,
                                             const PusherView& view) const {
  const BlockPose& block = view.blocks[static_cast<std::size_t>(state.block)];
  const Vector2d ahead = heading(state, view);
  const auto all = discs(view, -1, clear_of_block());
  const auto others = discs(view, state.block, 0);
  Choice best{.side = 0, .effort = std::numeric_limits<double>::infinity()};
  for (int side = 0; side < 4; ++side) {
    const Vector2d from = door(state, view, side);
    const double turn = std::abs(angle_between(inward(block, side), ahead));
    // A turn costs way, and a side that another block stands before is the last resort.
    double cost = length_of(way_round(view.desired, from, all)) +
                  (style_.crowded ? 0.5 : 0.1) * turn * turn;
    if (turn > style_.give_up) cost += 10 * turn;
    for (const Disc& other : others) {
      const double room = distance_to_segment(other.centre, from, block.position) -
                          kSqrt2 * setup_.half_side - setup_.rod_radius;
      if (room < 0.003) cost += kBarred + 10 * (0.003 - room);
    }
    if (cost < best.effort) best = {side, cost};
  }
  return best;
}

double BlockPusher::effort(const PusherView& view, int block, const Vector2d& place) const {
  PusherState state;
  begin(state, block, place);
  return choose_side(state, view).effort;
}

Vector2d BlockPusher::walk(PusherState& state, const PusherView& view) const {
  const Vector2d goal = door(state, view, state.side);
  const auto way = way_round(view.desired, goal, discs(view, -1, clear_of_block()));
  const double left = length_of(way);
  if (left < 0.012) {
    state.phase = PushPhase::kPush;
    return push(state, view);
  }
  // It slows down as much as the turn into the push wants.
  const BlockPose& block = view.blocks[static_cast<std::size_t>(state.block)];
  const Vector2d last = (way.back() - way[way.size() - 2]).normalized();
  const double at_door =
      style_.push_speed * std::clamp(last.dot(inward(block, state.side)), 0.25, 1.0);
  const double speed = std::min(style_.walk_speed,
                                std::sqrt(at_door * at_door + 1.4 * style_.acceleration * left));
  const Vector2d ahead = point_along(way, speed * setup_.period) - view.desired;
  return ahead / setup_.period;
}

Vector2d BlockPusher::push(PusherState& state, const PusherView& view) const {
  const BlockPose& block = view.blocks[static_cast<std::size_t>(state.block)];
  const Vector2d in = inward(block, state.side), left = left_of(in);
  const Vector2d rod = view.measured - block.position, to_go = state.place - block.position;
  const Vector2d ahead = heading(state, view);
  const double turn = angle_between(in, ahead);
  const double offset = rod.dot(left);
  const double gap = -rod.dot(in) - setup_.half_side - setup_.rod_radius;

  const bool there = to_go.norm() < style_.tolerance;
  const bool past = to_go.norm() < 0.03 && to_go.dot(in) < 0.003;
  const bool astray = std::abs(turn) > style_.give_up + 0.1 && to_go.norm() > 0.02;
  // Blocks that keep touching are pushed along in the end, or it would draw back for ever.
  constexpr int kPatience = 3;
  const bool barred = style_.crowded && state.barred < kPatience && gap < 0.004 &&
                      pushes_another(state, view);
  const bool lost = gap > 0.06 || std::abs(offset) > setup_.half_side + 0.03;
  if (there || past || astray || barred || lost) {
    state.arrived = there || past;
    if (barred) ++state.barred;
    state.phase = PushPhase::kRetreat;
    return retreat(state, view);
  }

  const double wanted =
      -std::clamp(setup_.half_side * turn, -0.6 * setup_.half_side, 0.6 * setup_.half_side);
  const double sideways = std::clamp((wanted - offset) / 0.012, -1.0, 1.0);
  // Slowly towards the end.
  const double speed = std::min(style_.push_speed, 0.05 + 2.5 * to_go.norm());
  return speed * (in + sideways * left).normalized();
}

Vector2d BlockPusher::retreat(PusherState& state, const PusherView& view) const {
  const Vector2d away =
      view.measured - view.blocks[static_cast<std::size_t>(state.block)].position;
  if (away.norm() > clear_of_block() - 0.004)
    state.phase = state.arrived ? PushPhase::kDone : PushPhase::kChoose;
  return style_.walk_speed * away.normalized();
}

Vector2d BlockPusher::next(PusherState& state, const PusherView& view) const {
  if (state.phase == PushPhase::kChoose) {
    state.side = choose_side(state, view).side;
    state.phase = PushPhase::kWalk;
  }
  Vector2d wanted = Vector2d::Zero();
  switch (state.phase) {
    case PushPhase::kChoose:
    case PushPhase::kWalk:
      wanted = walk(state, view);
      break;
    case PushPhase::kPush:
      wanted = push(state, view);
      break;
    case PushPhase::kRetreat:
      wanted = retreat(state, view);
      break;
    case PushPhase::kDone:
      break;
  }
  const Vector2d change = wanted - state.velocity;
  const double most = style_.acceleration * setup_.period;
  state.velocity += change.norm() > most ? Vector2d(change.normalized() * most) : change;
  return view.desired + state.velocity * setup_.period;
}

}  // namespace streambed
