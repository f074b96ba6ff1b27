#pragma once
// Finds pushes of the T that are worth a closer look. Thousands of slightly curved lines are tried
// in the model of tasks/push_t/push_model.h. Each is judged by the time that it takes, plus the
// time that will remain after it. Pure functions. Pixels, control ticks and radians.

#include <Eigen/Core>
#include <vector>

#include "tasks/push_t/push_model.h"
#include "tasks/push_t/tee_faces.h"

namespace streambed {

struct PushStyle {
  double walk_speed = 18, push_speed = 8;  // px per tick
  double acceleration = 3;                 // px per tick^2
  // A push on another face is still chosen if it costs at most so many ticks more than the best.
  double variety = 3;
  // Coverage at which a plan stops; above the 0.95 of success, to reach that safely.
  double aim = 0.98;
};

// One push, in the axes of the T as it lies before the push. It begins kPushGap away from the T.
struct PlannedPush {
  int face = 0;
  Eigen::Vector2d contact;  // where on the face
  double angle = 0;         // between its direction and straight into the face, rad
  double bend = 0;          // how much its direction turns, rad per px
  double length = 0;        // px
};
constexpr double kPushGap = 4;  // px

// The pusher's path in world axes: points at most `step` px apart, the first one included.
std::vector<Eigen::Vector2d> push_line(const TeePose& block, const PlannedPush& push, double step);

bool on_table(const Eigen::Vector2d& point);
// Does the push bring the T further into a wall? (The model knows no walls.)
bool leaves_table(const PushState& before, const PushState& after);

// A push and what is thought of it.
struct PushOption {
  PlannedPush push;
  double ticks = 0;  // that walk and push take
  double rest = 0;   // estimate of the ticks that remain afterwards
  PushState after;
  int reach = 0;  // 0: a short push, 1: a medium one, 2: a long one

  double cost() const { return ticks + rest; }
};

class PushSearch {
 public:
  PushSearch(const TeePose& goal, const PushStyle& style) : goal_(goal), style_(style) {}

  // All pushes of a grid, each ended where that is best, for a pusher at `from`; the cheapest
  // first.
  std::vector<PushOption> options(const PushState& state, const Eigen::Vector2d& from) const;
  // The two best pushes for each face and length, judged by the best push that could follow; the
  // cheapest first.
  std::vector<PushOption> look_ahead(const std::vector<PushOption>& options) const;

  // Estimated ticks until the goal, from the error that pose_error() gives ...
  static double ticks_to_go(double error);
  // ... and more exactly, by trying the pushes that could follow.
  double ticks_after(const PushState& state, const Eigen::Vector2d& from) const;

 private:
  struct Grid {
    double spacing = 0, step = 0;  // px along the face and along the push
    std::vector<double> angles, bends;
  };

  std::vector<PushOption> search(const PushState& state, const Eigen::Vector2d& from,
                                 const Grid& grid) const;
  // Adds the best places to end a push, one per length.
  void try_push(const PushState& state, double step, const PushOption& option,
                std::vector<PushOption>& out) const;

  TeePose goal_;
  PushStyle style_;
};

}  // namespace streambed
