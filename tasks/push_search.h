#pragma once
// Which pushes of the T are worth a closer look: thousands of gently bent lines are tried in the
// model of tasks/push_model.h and judged by the time that they and what remains after them take.
// Pure functions of their arguments. Pixels, control ticks and radians.

#include <Eigen/Core>
#include <vector>

#include "tasks/push_model.h"
#include "tasks/tee_faces.h"

namespace streambed {

struct PushStyle {
  double walk_speed = 18, push_speed = 8;  // px per tick
  double acceleration = 3;                 // px per tick^2
  // Ticks that a push on another face may cost more than the best one and still be chosen.
  double variety = 3;
  // Coverage at which a plan stops. Plans that aim higher than success pass it with room to spare.
  double aim = 0.98;
};

// One push, in the T's frame as it lies before. It begins kPushGap away from the T.
struct Push {
  int face = 0;
  Eigen::Vector2d contact;  // where on the face
  double angle = 0;         // direction against straight in, rad
  double bend = 0;          // how it turns, rad per px
  double length = 0;        // px
};
constexpr double kPushGap = 4;  // px

// The pusher's way, in the world: points at most `step` px apart, the start included.
std::vector<Eigen::Vector2d> push_line(const TeePose& block, const Push& push, double step);

bool on_table(const Eigen::Vector2d& point);
// Is the T pushed further into a wall, which the model does not have?
bool leaves_table(const PushState& before, const PushState& after);

// A push and what is thought of it.
struct PushOption {
  Push push;
  double ticks = 0;  // of walk and push
  double rest = 0;   // estimate of those that remain
  PushState after;
  int reach = 0;  // how long the push is: 0 short, 1 middling, 2 long

  double cost() const { return ticks + rest; }
};

class PushSearch {
 public:
  PushSearch(const TeePose& goal, const PushStyle& style) : goal_(goal), style_(style) {}

  // All pushes of a grid with their best stops, for a pusher at `from`; the cheapest first.
  std::vector<PushOption> options(const PushState& state, const Eigen::Vector2d& from) const;
  // The best of every kind, judged by the best push that could follow; the cheapest first.
  std::vector<PushOption> look_ahead(const std::vector<PushOption>& options) const;

  // Ticks until the goal, for an error as pose_error gives it ...
  static double ticks_to_go(double error);
  // ... and by a look at the pushes that could follow.
  double ticks_after(const PushState& state, const Eigen::Vector2d& from) const;

 private:
  struct Grid {
    double spacing = 0, step = 0;  // px along the face and along the push
    std::vector<double> angles, bends;
  };

  std::vector<PushOption> search(const PushState& state, const Eigen::Vector2d& from,
                                 const Grid& grid) const;
  // Adds the best stops along a push, one per reach.
  void try_push(const PushState& state, double step, const PushOption& option,
                std::vector<PushOption>& out) const;

  TeePose goal_;
  PushStyle style_;
};

}  // namespace streambed
