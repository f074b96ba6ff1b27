#include "tests/viewer/tiny.h"

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "sim/base/error.h"
#include "sim/pose.h"

namespace streambed {
namespace {

class CircleStream final : public ActionStream {
 public:
  explicit CircleStream(std::int64_t tick) : tick_(tick) {}
  std::optional<Action> next(const Now&, std::stop_token) override {
    Action action(2);
    const double angle = 0.2 * static_cast<double>(++tick_);
    action << 0.5 * std::cos(angle), 0.5 * std::sin(angle);
    return action;
  }

 private:
  std::int64_t tick_;
};

class StillStream final : public ActionStream {
 public:
  std::optional<Action> next(const Now&, std::stop_token) override {
    return Action(Action::Zero(2));
  }
};

// Two denoising steps: noise, then half of it.
class SwirlStream final : public ActionStream {
 public:
  explicit SwirlStream(Rng rng) {
    for (int i = 0; i < 16; ++i) noise_(i / 2, i % 2) = static_cast<float>(0.5 * rng.normal());
  }
  std::optional<Action> next(const Now&, std::stop_token) override {
    if (next_ == 8) return std::nullopt;
    return Action(noise_.row(next_++).transpose().cast<double>() / 2);
  }
  std::vector<Eigen::MatrixXf> trace() const override { return {noise_, noise_ / 2}; }

 private:
  Eigen::MatrixXf noise_{8, 2};
  int next_ = 0;
};

class StuckStream final : public ActionStream {
 public:
  explicit StuckStream(std::shared_ptr<std::atomic<int>> thinking)
      : thinking_(std::move(thinking)) {}
  std::optional<Action> next(const Now&, std::stop_token stop) override {
    if (thinking_) ++*thinking_;
    while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return std::nullopt;
  }

 private:
  std::shared_ptr<std::atomic<int>> thinking_;
};

class ThrowingStream final : public ActionStream {
 public:
  std::optional<Action> next(const Now&, std::stop_token) override {
    throw std::runtime_error("no idea");
  }
};

struct TinyFold final : Fold {
  double best = 0;  // score
};

class TinyPolicy final : public Policy {
 public:
  using Plan = std::function<StreamPtr(const PlanRequest&)>;
  TinyPolicy(const Params& params, Plan plan) : plan_(std::move(plan)) {
    info_.name = params.name();
    info_.label = params.label();
    info_.execution_horizon = info_.prediction_horizon = 8;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override { return plan_(request); }
  // Round the middle, for the policy that is called so.
  std::optional<Action> velocity(const Action& action, double,
                                 std::span<const Observation>) const override {
    if (info_.name != "swirl") return std::nullopt;
    return Action(Eigen::Vector2d(-action[1], action[0]));
  }

 private:
  PolicyInfo info_;
  Plan plan_;
};

PolicyEntry entry(const char* name, TinyPolicy::Plan plan) {
  return {.name = name,
          .summary = "",
          .keys = {},
          .make = [plan](const Params& params,
                         const Task&, const Assets&) {
            return std::make_unique<TinyPolicy>(params, plan);
          },
          .train_keys = {},
          .train = {}};
}

}  // namespace

TinyTask::TinyTask(int max_ticks, double fails_after_s)
    : model_(parse_model(kTinyModel)), fails_after_s_(fails_after_s) {
  info_.name = info_.label = "tiny";
  info_.observation = {
      {.name = "ball", .kind = ComponentKind::kPosition, .size = 2, .unit = "m", .object = "ball"}};
  info_.action = {{.name = "target", .kind = ComponentKind::kPosition, .size = 2, .unit = "m"}};
  info_.objects = {{.name = "ball", .goal = "goal"}};
  info_.action_low = Action::Constant(2, -1);
  info_.action_high = Action::Constant(2, 1);
  info_.control_period_ns = kNsPerSecond / 50;
  info_.physics_step_ns = kNsPerSecond / 100;
  info_.max_ticks = max_ticks;
  info_.events = {.kick = true, .drag = true, .move_goal = true, .in_plane = true};
}

void TinyTask::reset(mjData& data, std::int64_t context, Rng) const {
  if (context < 0 || context > 99) throw UserError("tiny has the starts 0 to 99");
  if (fails_after_s_ == 0) throw std::runtime_error("lost the ball at once");
  mj_resetData(model_.get(), &data);
  mj_forward(model_.get(), &data);
}

void TinyTask::observe(const mjData& data, Sensors&, Observation& out) const {
  if (fails_after_s_ > 0 && data.time > fails_after_s_) throw std::runtime_error("lost the ball");
  out.state = Eigen::Vector2d(data.qpos[0], data.qpos[1]);
}

void TinyTask::apply(const Action& action, mjData& data) const {
  data.ctrl[0] = action[0];
  data.ctrl[1] = action[1];
}

Action TinyTask::hold(const mjData& data) const {
  return Eigen::Vector2d(data.ctrl[0], data.ctrl[1]);
}

std::unique_ptr<Fold> TinyTask::begin(const mjData&) const {
  return std::make_unique<TinyFold>();
}

Progress TinyTask::judge(const mjData& data, Fold& fold) const {
  double& best = fold_of<TinyFold>(fold).best;
  best = std::max(best, std::min(1.0, std::hypot(data.qpos[0], data.qpos[1])));
  return {.score = best};
}

std::optional<Eigen::Vector3d> TinyTask::point(const Action& action) const {
  return Eigen::Vector3d(action[0], action[1], 0);
}

Eigen::Isometry3d TinyTask::pose(const mjData& data, std::string_view name) const {
  if (name == "ball") return planar_pose(data.qpos[0], data.qpos[1], 0);
  const Eigen::Isometry3d frame = Task::pose(data, name);
  return name == "goal" ? frame * Eigen::Translation3d(-0.1, 0, 0) : frame;
}

void TinyTask::disturb(mjData& data, const Event& event) const {
  const auto check = [](double x, double y) {
    if (std::abs(x) > 1 || std::abs(y) > 1) throw UserError("tiny ends at 1 m");
  };
  if (const auto* kick = std::get_if<Kick>(&event.what)) {
    check(data.qpos[0] + kick->change.x, data.qpos[1] + kick->change.y);
    data.qpos[0] += kick->change.x;
    data.qpos[1] += kick->change.y;
  } else if (const auto* drag = std::get_if<Drag>(&event.what)) {
    check(drag->pose.x, drag->pose.y);
    data.qpos[0] = drag->pose.x;
    data.qpos[1] = drag->pose.y;
  } else if (const auto* move = std::get_if<MoveGoal>(&event.what)) {
    const EventPose& goal = move->pose;
    data.mocap_pos[0] = goal.x + 0.1 * std::cos(goal.angle);
    data.mocap_pos[1] = goal.y + 0.1 * std::sin(goal.angle);
    data.mocap_quat[0] = std::cos(goal.angle / 2);
    data.mocap_quat[3] = std::sin(goal.angle / 2);
    data.mocap_quat[1] = data.mocap_quat[2] = 0;
  }
}

Registry tiny_registry(std::shared_ptr<std::atomic<int>> thinking) {
  Registry registry;
  registry.add(TaskEntry{.name = "tiny",
                         .summary = "",
                         .keys = {Key::integer("max_ticks", 1000, "", 1, 1000)},
                         .make = [](const Params& params, const Assets&) {
                           return std::make_unique<TinyTask>(
                               static_cast<int>(params.integer("max_ticks")));
                         }});
  const auto failing = [](const char* name, double after_s) {
    return TaskEntry{
        .name = name, .summary = "", .keys = {}, .make = [after_s](const Params&, const Assets&) {
          return std::make_unique<TinyTask>(1000, after_s);
        }};
  };
  registry.add(failing("faulty", 0.3));
  registry.add(failing("unstartable", 0));
  registry.add(PolicyEntry{.name = "broken",
                           .summary = "",
                           .keys = {},
                           .make = [](const Params&, const Task&,
                                      const Assets&) -> std::unique_ptr<const Policy> {
                             throw UserError("broken has no checkpoint; train one");
                           },
                           .train_keys = {},
                           .train = {}});
  registry.add(entry("circle", [](const PlanRequest& request) {
    return std::make_unique<CircleStream>(request.tick);
  }));
  registry.add(entry("still", [](const PlanRequest&) { return std::make_unique<StillStream>(); }));
  registry.add(entry("swirl", [](const PlanRequest& request) {
    return std::make_unique<SwirlStream>(request.rng);
  }));
  registry.add(entry("stuck", [thinking](const PlanRequest&) {
    return std::make_unique<StuckStream>(thinking);
  }));
  registry.add(
      entry("thrower", [](const PlanRequest&) { return std::make_unique<ThrowingStream>(); }));
  return registry;
}

}  // namespace streambed
