#include "tasks/push_t/push_planner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tasks/push_t/push_path.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr double kTickSeconds = 0.1;
constexpr int kRestTicks = 2;

// The same push a little different.
PlannedPush vary(const PlannedPush& push, double scale, Rng& rng) {
  const Face& face = tee_face(push.face);
  const Vector2d side = face.to - face.from;
  const double along = (push.contact - face.from).dot(side) / side.squaredNorm();
  PlannedPush next = push;
  const double moved = along + 12 * scale * rng.normal() / side.norm();
  next.contact = face.from + side * std::clamp(moved, 0.02, 0.98);
  next.angle = std::clamp(push.angle + 0.3 * scale * rng.normal(), -0.9, 0.9);
  next.bend = std::clamp(push.bend + 0.006 * scale * rng.normal(), -0.015, 0.015);
  next.length = std::max(kPushGap, push.length + 6 * scale * rng.normal());
  return next;
}

}  // namespace

PushPlanner::PushPlanner(const PusherControl& control, const TeePose& goal, const PushStyle& style)
    : control_(control), goal_(goal), style_(style), search_(goal, style) {}

// Walks and pushes with the pusher's own dynamics, tick by tick. The cost is infinite for what is
// no push after all.
PushPlanner::Candidate PushPlanner::check(const PushState& state, const Vector2d& target,
                                          const PlannedPush& push) const {
  const TeePose block = state.block();
  Candidate candidate;
  candidate.face = push.face;
  candidate.rest = kImpossible;
  const std::vector<Vector2d> line = push_line(block, push, 1);
  if (!std::all_of(line.begin(), line.end(), on_table)) return candidate;
  std::vector<PathPoint> path;
  for (const Vector2d& point : WalkMap(block, target).way(line.front()))
    path.push_back({point, style_.walk_speed});
  if (path.empty()) return candidate;

  // The last piece of the way in is walked as slowly as the push.
  path.back().speed = std::min(style_.walk_speed, style_.push_speed);
  for (std::size_t i = 1; i < line.size(); ++i) path.push_back({line[i], style_.push_speed});
  PushPlan& plan = candidate.plan;
  plan.targets = timed_targets(path, style_.acceleration);
  plan.targets.insert(plan.targets.end(), kRestTicks, line.back());

  constexpr double kNear = 6;
  const int steps = static_cast<int>(std::lround(kTickSeconds / control_.step));
  PushState now = state;
  for (std::size_t tick = 0; tick < plan.targets.size(); ++tick) {
    for (int i = 0; i < steps; ++i) push_step(now, plan.targets[tick], control_);
    plan.expected.push_back(now);
    if (pose_error(now, goal_) < kNear && tee_coverage(now.block(), goal_) > style_.aim) {
      plan.targets.resize(tick + 1);
      candidate.rest = 0;
      break;
    }
  }
  candidate.ticks = static_cast<double>(plan.targets.size());
  constexpr double kMissed = 0.3;
  if (candidate.rest > 0 && pose_error(now, block) > kMissed && !leaves_table(state, now))
    candidate.rest = PushSearch::ticks_to_go(pose_error(now, goal_));
  return candidate;
}

// A random search around the push, from wide to narrow.
PushPlanner::Candidate PushPlanner::refine(const PushState& state, const Vector2d& target,
                                           PlannedPush push, Rng& rng) const {
  constexpr int kTries = 120;
  constexpr double kNarrowest = 0.02;
  Candidate best = check(state, target, push);
  for (int i = 0; i < kTries; ++i) {
    const double scale = std::pow(kNarrowest, static_cast<double>(i) / kTries);
    const PlannedPush next = vary(push, scale, rng);
    Candidate candidate = check(state, target, next);
    if (candidate.cost() >= best.cost()) continue;
    best = std::move(candidate);
    push = next;
  }
  return best;
}

std::vector<PushPlanner::Candidate> PushPlanner::candidates(const PushState& state,
                                                            const Vector2d& target,
                                                            Rng& rng) const {
  constexpr std::size_t kChecked = 12, kRefined = 5;
  const std::vector<PushOption> options = search_.options(state, target);
  std::vector<Candidate> found;
  const auto add = [&](Candidate candidate) {
    if (candidate.cost() < kImpossible) found.push_back(std::move(candidate));
  };

  const std::vector<PushOption> looked = search_.look_ahead(options);
  for (std::size_t i = 0; i < std::min(kChecked, looked.size()); ++i) {
    // What looking ahead gained is kept.
    const double expected = PushSearch::ticks_to_go(pose_error(looked[i].after, goal_));
    Candidate candidate = check(state, target, looked[i].push);
    if (candidate.rest > 0) candidate.rest += looked[i].rest - expected;
    add(std::move(candidate));
  }

  // Those that may be the last push are worth fine tuning.
  const double nearby = PushSearch::ticks_to_go(10);
  for (std::size_t i = 0; i < std::min(kRefined, options.size()); ++i) {
    if (options[i].rest > nearby) continue;
    Candidate candidate = refine(state, target, options[i].push, rng);
    if (candidate.cost() == kImpossible) continue;
    if (candidate.rest > 0)
      candidate.rest =
          search_.ticks_after(candidate.plan.expected.back(), candidate.plan.targets.back());
    add(std::move(candidate));
  }
  return found;
}

PushPlan PushPlanner::plan(const PushState& state, const Vector2d& target, Rng rng) const {
  std::vector<Candidate> found = candidates(state, target, rng);
  std::array<Candidate*, kFaceCount> best{};
  double least = kImpossible;
  for (Candidate& candidate : found) {
    Candidate*& of_face = best[static_cast<std::size_t>(candidate.face)];
    if (!of_face || candidate.cost() < of_face->cost()) of_face = &candidate;
    least = std::min(least, candidate.cost());
  }

  // A draw among the best of every face: the dearer, the rarer.
  const auto weight = [&](const Candidate* candidate) {
    if (!candidate || candidate->cost() > least + 3 * style_.variety) return 0.0;
    return style_.variety > 0 ? std::exp((least - candidate->cost()) / style_.variety) : 1.0;
  };
  double total = 0;
  for (const Candidate* candidate : best) total += weight(candidate);
  double draw = total * rng.uniform();
  Candidate* chosen = nullptr;
  for (Candidate* candidate : best) {
    if (weight(candidate) == 0) continue;
    chosen = candidate;
    draw -= weight(candidate);
    if (draw < 0) break;
  }
  return chosen ? std::move(chosen->plan) : PushPlan{};
}

}  // namespace streambed
