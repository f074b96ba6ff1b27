#pragma once
// The places of `fork`, which the task and its expert share; metres.

namespace streambed {

// The two goals are discs around (+-x, y).
constexpr double kForkGoalX = 0.15, kForkGoalY = 0.4, kForkGoalRadius = 0.03;
// A side counts as taken beyond |x| of this.
constexpr double kForkSide = 0.03;

}  // namespace streambed
