#include "tasks/push_t/push_search.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <array>

#include "tasks/push_t/push_path.h"

namespace streambed {
namespace {

using Eigen::Rotation2Dd;
using Eigen::Vector2d;

constexpr int kReaches = 3;
constexpr double kLongestPush = 160;                      // px
constexpr double kShortestPush = 3, kFarthestShort = 10;  // px from where it touches

void sort_by_cost(std::vector<PushOption>& options) {
  std::stable_sort(options.begin(), options.end(),
                   [](const PushOption& a, const PushOption& b) { return a.cost() < b.cost(); });
}

Vector2d push_start(const TeePose& block, const PlannedPush& push) {
  const Vector2d at = push.contact + (kPusherRadius + kPushGap) * tee_face(push.face).normal;
  return block.origin + Rotation2Dd(block.angle) * at;
}

}  // namespace

bool on_table(const Vector2d& point) {
  return point.minCoeff() >= 0 && point.maxCoeff() <= kPushTSide;
}

bool leaves_table(const PushState& before, const PushState& after) {
  constexpr double kBrush = 0.5;
  const double excess = wall_excess(after);
  return excess > kBrush && excess > wall_excess(before);
}

std::vector<Vector2d> push_line(const TeePose& block, const PlannedPush& push, double step) {
  std::vector<Vector2d> line = {push_start(block, push)};
  Vector2d way = Rotation2Dd(block.angle + push.angle) * Vector2d(-tee_face(push.face).normal);
  const Rotation2Dd turn(push.bend * step);
  for (double left = push.length; left > 0; left -= step) {
    line.push_back(line.back() + way * std::min(step, left));
    way = turn * way;
  }
  return line;
}

// Fitted by eye to what the expert takes: however small, an error costs another push.
double PushSearch::ticks_to_go(double error) { return 0.35 * error + 30 * error / (error + 3); }

void PushSearch::try_push(const PushState& state, double step, const PushOption& option,
                          std::vector<PushOption>& out) const {
  // A push that makes things worse by so much is not followed further.
  constexpr double kDetour = 30;
  PlannedPush longest = option.push;
  longest.length = kLongestPush;
  const std::vector<Vector2d> line = push_line(state.block(), longest, step);
  const double before = pose_error(state, goal_);
  // Far from the goal small pushes lead nowhere.
  const double shortest = kPushGap + std::clamp(before / 5, kShortestPush, kFarthestShort);

  std::array<PushOption, kReaches> best;
  for (PushOption& stop : best) stop.rest = kImpossible;
  PushState now = state;
  for (std::size_t i = 1; i < line.size() && on_table(line[i]); ++i) {
    now.pusher = line[i - 1];
    const double way = static_cast<double>(i) * step;
    if (!push_block(now, line[i] - line[i - 1]) || way < shortest) continue;
    const double error = pose_error(now, goal_);
    if (error > before + kDetour || leaves_table(state, now)) break;
    const int reach = way < 25 ? 0 : way < 60 ? 1 : 2;
    PushOption& stop = best[static_cast<std::size_t>(reach)];
    const double ticks = option.ticks + way / style_.push_speed;
    const double rest = ticks_to_go(error);
    if (ticks + rest >= stop.cost()) continue;
    stop = {option.push, ticks, rest, now, reach};
    stop.push.length = way;
    stop.after.pusher = line[i];
  }
  for (const PushOption& stop : best)
    if (stop.rest < kImpossible) out.push_back(stop);
}

std::vector<PushOption> PushSearch::search(const PushState& state, const Vector2d& from,
                                           const Grid& grid) const {
  // To start, to stop and to turn costs about this much besides the way itself.
  constexpr double kTicksPerPush = 9;
  const TeePose block = state.block();
  const WalkMap map(block, from);
  std::vector<PushOption> found;
  for (int face = 0; face < kFaceCount; ++face) {
    const Vector2d side = tee_face(face).to - tee_face(face).from;
    const int places = std::max(2, static_cast<int>(side.norm() / grid.spacing));
    for (int i = 0; i < places; ++i) {
      PushOption option;
      option.push.face = face;
      option.push.contact = tee_face(face).from + side * ((i + 0.5) / places);
      const Vector2d start = push_start(block, option.push);
      const auto walk = on_table(start) ? map.length(start) : std::nullopt;
      if (!walk) continue;
      option.ticks = kTicksPerPush + *walk / style_.walk_speed;
      for (const double angle : grid.angles) {
        for (const double bend : grid.bends) {
          option.push.angle = angle;
          option.push.bend = bend;
          try_push(state, grid.step, option, found);
        }
      }
    }
  }
  sort_by_cost(found);
  return found;
}

std::vector<PushOption> PushSearch::options(const PushState& state, const Vector2d& from) const {
  return search(state, from, {10, 1, {-0.8, -0.4, 0, 0.4, 0.8}, {-0.008, 0, 0.008}});
}

double PushSearch::ticks_after(const PushState& state, const Vector2d& from) const {
  constexpr double kNearlyThere = 12;
  const std::vector<PushOption> next =
      search(state, from, {16, 2, {-0.5, 0, 0.5}, {-0.008, 0, 0.008}});
  const double again = next.empty() ? kImpossible : next.front().cost();
  const double rest = ticks_to_go(pose_error(state, goal_));
  return rest < kNearlyThere ? std::min(rest, again) : again;
}

// Some of every face and reach, or small pushes, which look cheap by themselves, would put off
// for ever what takes two pushes to pay.
std::vector<PushOption> PushSearch::look_ahead(const std::vector<PushOption>& options) const {
  constexpr int kEach = 2;
  constexpr std::size_t kMost = 30;
  std::array<int, kFaceCount * kReaches> taken{};
  std::vector<PushOption> looked;
  for (const PushOption& option : options) {
    if (looked.size() == kMost) break;
    if (taken[static_cast<std::size_t>(option.push.face * kReaches + option.reach)]++ >= kEach)
      continue;
    looked.push_back(option);
    looked.back().rest = ticks_after(option.after, option.after.pusher);
  }
  sort_by_cost(looked);
  return looked;
}

}  // namespace streambed
