#pragma once
// Plans of Push-T's expert: where on the T to push, how, and the targets that do it. A pure
// function of its arguments and the random numbers. Pixels, control ticks and radians.

#include <Eigen/Core>
#include <vector>

#include "sim/rng.h"
#include "tasks/push_t/push_model.h"
#include "tasks/push_t/push_search.h"

namespace streambed {

// A walk to the T, a push and a rest.
struct PushPlan {
  std::vector<Eigen::Vector2d> targets;  // one per tick
  std::vector<PushState> expected;       // at the end of each tick
};

class PushPlanner {
 public:
  PushPlanner(const PusherControl& control, const TeePose& goal, const PushStyle& style);

  // `target` is the target in force. Empty if no push is possible.
  PushPlan plan(const PushState& state, const Eigen::Vector2d& target, Rng rng) const;

 private:
  // A push with the targets that carry it out, how many ticks these take, and an estimate of the
  // ticks that remain afterwards.
  struct Candidate {
    PushPlan plan;
    int face = 0;
    double ticks = 0, rest = 0;
    double cost() const { return ticks + rest; }
  };

  Candidate check(const PushState& state, const Eigen::Vector2d& target,
                  const PlannedPush& push) const;
  Candidate refine(const PushState& state, const Eigen::Vector2d& target, PlannedPush push,
                   Rng& rng) const;
  std::vector<Candidate> candidates(const PushState& state, const Eigen::Vector2d& target,
                                    Rng& rng) const;

  PusherControl control_;
  TeePose goal_;
  PushStyle style_;
  PushSearch search_;
};

}  // namespace streambed
