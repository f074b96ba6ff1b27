// A scripted expert for aligning: it reads the simulator's state, draws uniformly whether to work
// from inside the box or from outside, and brings the box home by pushes of its walls, with
// feedback.

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"
#include "tasks/aligning.h"
#include "tasks/table/box_mover.h"
#include "tasks/table/disc_path.h"
#include "tasks/table/tremble.h"

namespace streambed {
namespace {

using Eigen::Vector2d, Eigen::Vector3d;

constexpr double kAbove = Aligning::kRim + 0.03, kBelow = 0.04;  // heights of the tip, m
constexpr double kSlowing = 3.5;                                 // speed per way that is left, 1/s
constexpr double kRoom = 0.008;  // that the rod keeps from a wall that it walks along, m

enum class AlignPhase { kChoose, kGo, kPush, kDrawBack, kRest };

struct AligningMemory final : Memory {
  int mode = -1;  // as Aligning::mode counts
  AlignPhase phase = AlignPhase::kChoose;
  BoxPush push{.side = -1};
  double yaw = 0;                        // of the box, not wrapped
  Vector3d velocity = Vector3d::Zero();  // of the desired position, m/s
};

class AligningExpert final : public Policy {
 public:
  AligningExpert(const Params& params, const Aligning& task);

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<AligningMemory>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override;

 private:
  struct View {
    Vector3d desired, measured;  // of the rod
    BlockPose box, goal;
  };
  const BoxMover& mover(const AligningMemory& memory) const { return movers_[memory.mode]; }
  double reach(const AligningMemory& memory) const;
  double clear_of_box() const;
  BoxPushView push_view(const AligningMemory& memory, const View& view) const;
  // Where a push begins: near the wall, at the height of pushes.
  Vector2d door(const AligningMemory& memory, const View& view) const;

  // Velocities wanted in the phases; each moves on to the next phase when it is over.
  Vector3d go(AligningMemory& memory, const View& view) const;
  Vector3d push(AligningMemory& memory, const View& view) const;
  Vector3d draw_back(AligningMemory& memory, const View& view) const;
  // At walking speed along a way, slower towards its end.
  Vector3d walk(const View& view, const Vector2d& to, double left) const;
  double climb(double from, double to) const;

  PolicyInfo info_;
  const Aligning& task_;
  double period_, walk_speed_, push_speed_, noise_;
  std::array<BoxMover, 2> movers_;
};

BoxMoverSetup setup(const Aligning& task, double push_speed, bool inside) {
  const double half = task.box().half_side(), rod = task.rod().radius();
  BoxMoverSetup setup;
  // From inside it pulls at the corners, where the rod can neither slide nor roll.
  const double corner = half - Aligning::kWall - rod;
  setup.touch = inside ? std::numbers::sqrt2 * corner : -half;
  setup.bearing = inside ? std::numbers::pi / 4 : 0;
  setup.most_offset = inside ? 0 : half - 0.004;
  setup.most_angle = inside ? 0.5 : 0.45;
  setup.rod_radius = inside ? 0 : rod;
  setup.speed = push_speed;
  setup.change_cost = inside ? 0.06 : 0.25;
  const double margin = inside ? half : half + 3 * rod;
  setup.low = task.info().action_low.head<2>().array() + margin;
  setup.high = task.info().action_high.head<2>().array() - margin;
  return setup;
}

AligningExpert::AligningExpert(const Params& params, const Aligning& task)
    : task_(task),
      period_(static_cast<double>(task.info().control_period_ns) / kNsPerSecond),
      walk_speed_(params.number("walk_speed")),
      push_speed_(params.number("push_speed")),
      noise_(params.number("noise")),
      movers_{BoxMover(setup(task, push_speed_, true)), BoxMover(setup(task, push_speed_, false))} {
  info_.name = params.name();
  info_.label = params.label();
  info_.reads_simulator = true;
}

double AligningExpert::reach(const AligningMemory& memory) const {
  return mover(memory).setup().touch - mover(memory).setup().rod_radius;
}

double AligningExpert::clear_of_box() const {
  return std::numbers::sqrt2 * task_.box().half_side() + task_.rod().radius() + kRoom;
}

BoxPushView AligningExpert::push_view(const AligningMemory& memory, const View& view) const {
  const Vector2d in = mover(memory).normal(view.box.yaw, memory.push.side), left(-in.y(), in.x());
  return {view.box, memory.mode == 0 ? 0 : (view.measured.head<2>() - view.box.position).dot(left)};
}

Vector2d AligningExpert::door(const AligningMemory& memory, const View& view) const {
  const Vector2d in = mover(memory).normal(view.box.yaw, memory.push.side), left(-in.y(), in.x());
  const double along = memory.mode == 0 ? reach(memory) - 0.01 : -clear_of_box() - 0.002;
  return view.box.position + along * in + memory.push.offset * left;
}

double AligningExpert::climb(double from, double to) const {
  const double speed = std::min(walk_speed_, kSlowing * std::abs(to - from));
  return std::copysign(speed, to - from);
}

Vector3d AligningExpert::walk(const View& view, const Vector2d& to, double left) const {
  const double speed = std::min(walk_speed_, 0.04 + kSlowing * left);
  const Vector2d step = to - view.desired.head<2>();
  Vector3d wanted = Vector3d::Zero();
  if (step.norm() > 1e-9)
    wanted.head<2>() = std::min(speed, step.norm() / period_) * step.normalized();
  return wanted;
}

Vector3d AligningExpert::go(AligningMemory& memory, const View& view) const {
  const Vector2d at = view.desired.head<2>(), goal = door(memory, view);
  const double away = (at - goal).norm();
  const bool above = view.measured.z() > Aligning::kRim + 0.005;
  const bool inside = memory.mode == 0;

  // Over the rim it goes straight, and down where it will work.
  if (above) {
    constexpr double kOverIt = 0.012;
    Vector3d wanted = walk(view, goal, away);
    wanted.z() = climb(view.desired.z(), away < kOverIt ? kBelow : kAbove);
    return wanted;
  }
  // On the wrong side of a wall, where a kick may have put the box, it rises first.
  const Vector2d seen =
      Eigen::Rotation2Dd(-view.box.yaw) * (view.measured.head<2>() - view.box.position);
  if ((seen.cwiseAbs().maxCoeff() < task_.box().half_side()) != inside)
    return {0, 0, climb(view.desired.z(), kAbove)};
  const Disc box{view.box.position, clear_of_box()};
  const auto way = inside ? std::vector{at, goal} : way_round(at, goal, std::array{box});
  const double left = length_of(way);
  constexpr double kThere = 0.01;
  if (left < kThere && view.desired.z() < kBelow + 0.01) {
    memory.phase = AlignPhase::kPush;
    return push(memory, view);
  }
  Vector3d wanted = walk(view, point_along(way, walk_speed_ * period_), left);
  wanted.z() = climb(view.desired.z(), kBelow);
  return wanted;
}

Vector3d AligningExpert::push(AligningMemory& memory, const View& view) const {
  const BoxPushView seen = push_view(memory, view);
  const Vector2d in = mover(memory).normal(view.box.yaw, memory.push.side);
  const double gap = reach(memory) - (view.measured.head<2>() - view.box.position).dot(in);
  const bool lost = gap > 0.06 || std::abs(seen.offset) > task_.box().half_side() + 0.02;
  if (lost || mover(memory).is_over(memory.push, seen, view.goal)) {
    memory.phase = AlignPhase::kDrawBack;
    return draw_back(memory, view);
  }
  Vector3d wanted;
  const bool inside = memory.mode == 0;
  const double touching = inside ? 0.012 : 0.004;
  if (gap < touching) {
    wanted.head<2>() = mover(memory).velocity(memory.push, seen, view.goal);
    // Back into the corner, should it have come away.
    constexpr double kBack = 12;  // 1/s
    if (inside)
      wanted.head<2>() +=
          kBack * (view.box.position + reach(memory) * in - view.measured.head<2>());
  } else {
    wanted.head<2>() = std::min(push_speed_, 0.06 + 4 * gap) * in;
  }
  wanted.z() = climb(view.desired.z(), kBelow);
  return wanted;
}

Vector3d AligningExpert::draw_back(AligningMemory& memory, const View& view) const {
  const Vector2d away = view.measured.head<2>() - view.box.position;
  if (memory.mode == 0 || away.norm() > clear_of_box() - 0.004) {
    memory.phase = AlignPhase::kChoose;
    return Vector3d::Zero();
  }
  Vector3d wanted = Vector3d::Zero();
  wanted.head<2>() = -walk_speed_ * mover(memory).normal(view.box.yaw, memory.push.side);
  return wanted;
}

StreamPtr AligningExpert::plan(const PlanRequest& request, Memory* memory) const {
  auto& remembered = static_cast<AligningMemory&>(*memory);
  if (remembered.mode < 0) remembered.mode = static_cast<int>(Rng(request.rng).below(2));
  const mjData& data = *request.data;
  View view{task_.rod().desired(data), task_.rod().position(data), task_.box().pose(data),
            task_.target().pose(data)};
  // The yaw is counted on, so that a push may turn the box by more than half a turn.
  remembered.yaw += std::remainder(view.box.yaw - remembered.yaw, 2 * std::numbers::pi);
  view.box.yaw = remembered.yaw;

  if (remembered.phase == AlignPhase::kChoose || remembered.phase == AlignPhase::kRest) {
    const auto next = mover(remembered).choose(view.box, view.goal, remembered.push.side);
    remembered.phase = next ? AlignPhase::kGo : AlignPhase::kRest;
    if (next) remembered.push = *next;
  }
  Vector3d wanted = Vector3d::Zero();
  switch (remembered.phase) {
    case AlignPhase::kGo:
      wanted = go(remembered, view);
      break;
    case AlignPhase::kPush:
      wanted = push(remembered, view);
      break;
    case AlignPhase::kDrawBack:
      wanted = draw_back(remembered, view);
      break;
    case AlignPhase::kChoose:
    case AlignPhase::kRest:
      break;
  }
  constexpr double kAcceleration = 1;  // m/s^2
  const Vector3d change = wanted - remembered.velocity;
  const double most = kAcceleration * period_;
  remembered.velocity += change.norm() > most ? Vector3d(change.normalized() * most) : change;
  const Action target = view.desired + remembered.velocity * period_;
  return stream_of({trembling(target, noise_, request.rng)});
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(aligning_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "aligning/expert",
      .summary = "scripted expert for aligning: draws inside or outside and pushes by feedback",
      .keys = {Key::number("walk_speed", 0.26, "speed of the rod away from walls, m/s", 0.01, 1),
               Key::number("push_speed", 0.16, "speed of the rod while it pushes, m/s", 0.01, 1),
               tremble_key()},
      .make = [](const Params& params, const Task& task,
                 const Assets&) -> std::unique_ptr<const Policy> {
        const auto* aligning = dynamic_cast<const Aligning*>(&task);
        if (aligning == nullptr)
          throw UserError(params.name() + " solves aligning only, not " + task.info().name +
                          "; choose another policy or --task aligning");
        return std::make_unique<AligningExpert>(params, *aligning);
      },
      .train_keys = {},
      .train = {}});
}
