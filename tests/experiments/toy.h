#pragma once
// A task and policies that cost nothing: a point on a rail that should reach the mark at 1.

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

#include "sim/base/error.h"
#include "sim/registry.h"

namespace streambed {

class ToyTask final : public Task {
 public:
  explicit ToyTask(const Params& params)
      : model_(parse_model(R"(<mujoco><option timestep="0.01"/><worldbody>
                 <body name="point"><joint name="rail" type="slide" axis="1 0 0" damping="1"/>
                 <geom size="0.1" mass="1"/></body></worldbody>
                 <actuator><position joint="rail" kp="40"/></actuator></mujoco>)")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.observation = {{.name = "point", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action = {{.name = "target", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action_low = Action::Constant(1, -1);
    info_.action_high = Action::Constant(1, 1);
    info_.control_period_ns = 100'000'000;
    info_.physics_step_ns = 10'000'000;
    info_.max_ticks = static_cast<int>(params.integer("max_ticks"));
    info_.modes = {"left", "right"};
  }
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t context, Rng rng) const override {
    if (context > 1'000'000) throw UserError("toy has no start beyond 1000000; lower the seed");
    mj_resetData(&*model_, &data);
    data.qpos[0] = -rng.fork(context).uniform();
    mj_forward(&*model_, &data);
  }
  void observe(const mjData& data, Sensors&, Observation& out) const override {
    out.state = StateVector::Constant(1, data.qpos[0]);
  }
  void apply(const Action& action, mjData& data) const override { data.ctrl[0] = action[0]; }
  Action hold(const mjData& data) const override { return Action::Constant(1, data.ctrl[0]); }
  Progress judge(const mjData& data, const Progress& so_far) const override {
    Progress progress = so_far;
    progress.coverage = data.qpos[0];
    progress.score = std::max(so_far.score, data.qpos[0]);
    progress.success_now = data.qpos[0] > 0.8;
    progress.success = so_far.success || progress.success_now;
    return progress;
  }
  int mode(const Progress& progress) const override { return progress.success ? 1 : -1; }

 private:
  ModelPtr model_;
  TaskInfo info_;
};

// Moves to the mark in noisy steps; `fault` says on which starts it misbehaves, and how.
class ToyPolicy final : public Policy {
 public:
  explicit ToyPolicy(const Params& params) : fault_(params.text("fault")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.execution_horizon = info_.prediction_horizon = 4;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    const bool odd = request.context % 2 == 1;
    if (odd && fault_ == "throw") throw std::runtime_error("the toy, broke,\nby itself");
    return std::make_unique<Stream>(request, odd && fault_ == "nan");
  }

 private:
  class Stream final : public ActionStream {
   public:
    Stream(const PlanRequest& request, bool broken)
        : target_(request.history.back().state[0]), rng_(request.rng), broken_(broken) {}
    std::optional<Action> next(const Now&, std::stop_token) override {
      target_ += 0.2 + 0.1 * rng_.normal();
      return Action::Constant(1, broken_ ? std::numeric_limits<double>::quiet_NaN() : target_);
    }

   private:
    double target_;
    Rng rng_;
    bool broken_;
  };

  std::string fault_;
  PolicyInfo info_;
};

inline Registry toy_registry() {
  Registry registry;
  registry.add(TaskEntry{
      .name = "toy",
      .summary = "a point on a rail",
      .keys = {Key::integer("max_ticks", 20, "ticks", 1, 1000)},
      .make = [](const Params& params, const Assets&) {
        return std::make_unique<const ToyTask>(params);
      }});
  registry.add(
      PolicyEntry{.name = "noisy",
                  .summary = "steps to the mark",
                  .keys = {Key::choice("fault", {"none", "throw", "nan"}, "what it does")},
                  .make = [](const Params& params, const Task&, const Assets&) {
                    return std::make_unique<const ToyPolicy>(params);
                  },
                  .train_keys = {},
                  .train = {}});
  return registry;
}

}  // namespace streambed
