// A scripted expert for Push-T: it reads the simulator's state, plans one push at a time (walk,
// push, rest) and plans anew when the T is elsewhere than expected. Its demonstrations reach the
// goal that human ones stop short of.

#include <algorithm>
#include <memory>
#include <vector>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"
#include "tasks/push_t/push_planner.h"
#include "tasks/table/tremble.h"

namespace streambed {
namespace {

// Targets that are promised at once: what a viewer can draw.
constexpr int kPushHorizon = 16;
// Where the T may be off the plan, in the metric of pose_error (px).
constexpr double kTolerance = 2;

class ExpertMemory final : public Memory {
 public:
  PushPlan plan;
  std::int64_t start = 0;  // tick of the plan's first target
};

class PushTExpert final : public Policy {
 public:
  PushTExpert(const Params& params, const Task& task) {
    if (task.info().name != "push_t")
      throw UserError(params.name() + " solves push_t only, not " + task.info().name +
                      "; choose another policy or --task push_t");
    info_.name = params.name();
    info_.label = params.label();
    info_.reads_simulator = true;
    info_.prediction_horizon = kPushHorizon;
    style_.walk_speed = params.number("walk_speed");
    style_.push_speed = params.number("push_speed");
    style_.variety = params.number("variety");
    style_.aim = params.number("aim");
    noise_ = params.number("noise");
  }

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<ExpertMemory>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override;

 private:
  PolicyInfo info_;
  PushStyle style_;
  double noise_ = 0;
};

StreamPtr PushTExpert::plan(const PlanRequest& request, Memory* memory) const {
  auto& remembered = static_cast<ExpertMemory&>(*memory);
  PushPlan& plan = remembered.plan;
  const PushState state = read_push_state(*request.model, *request.data);
  const TeePose goal = read_goal(*request.model, *request.data);
  const Eigen::Vector2d target = request.last_executed;

  auto at = static_cast<std::size_t>(request.tick - remembered.start);
  const bool over = at >= plan.targets.size();
  const bool lost =
      !over && at > 0 && pose_error(state, plan.expected[at - 1].block()) > kTolerance;
  if (tee_coverage(state.block(), goal) > style_.aim) {
    plan = {};
  } else if (over || lost) {
    plan = PushPlanner(read_pusher_control(*request.model), goal, style_)
               .plan(state, target, request.rng);
    remembered.start = request.tick;
    at = 0;
  }
  if (at >= plan.targets.size()) return stream_of({target});

  const auto first = plan.targets.begin() + static_cast<std::ptrdiff_t>(at);
  const auto count = std::min<std::ptrdiff_t>(kPushHorizon, plan.targets.end() - first);
  std::vector<Action> targets(first, first + count);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    targets[i] = trembling(targets[i], noise_, request.rng.fork(static_cast<std::int64_t>(i)));
  }
  return stream_of(std::move(targets));
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(push_t_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "push_t/expert",
      .summary = "scripted expert for push_t: reads the simulator's state and plans pushes",
      .keys =
          {Key::number("walk_speed", 18, "speed of the target away from the T, px per tick", 1, 29),
           Key::number("push_speed", 8, "speed of the target while it pushes, px per tick", 1, 29),
           Key::number("variety", 3, "a push on another face may take so many ticks more", 0, 100),
           Key::number("aim", 0.98, "coverage at which it stops; success is above 0.95", 0.5, 0.99),
           Key::number("noise", 0, "deviation of a trembling hand, px per tick", 0, 20)},
      .make = [](const Params& params, const Task& task, const Assets&) {
        return std::make_unique<PushTExpert>(params, task);
      },
      .train_keys = {},
      .train = {}});
}
