#pragma once
// The smallest task: a cart on a rail that is told where to be; for tests of the kernel.

#include <memory>

#include "sim/base/error.h"
#include "sim/plugin.h"
#include "sim/policy.h"
#include "sim/task.h"

namespace streambed::testing {

struct TinyFold : Fold {
  double best = 0;  // score
};

class TinyTask : public Task {
 public:
  explicit TinyTask(std::string name = "tiny")
      : model_(parse_model("<mujoco><option timestep='0.01'/><worldbody><body mocap='true' "
                           "name='target'/><body><joint name='rail' type='slide' axis='1 0 0'/>"
                           "<geom size='0.1'/></body></worldbody></mujoco>")) {
    info_.name = info_.label = std::move(name);
    info_.observation = {{.name = "cart", .kind = ComponentKind::kPosition, .unit = "m"}};
    info_.action = {{.name = "target",
                     .kind = ComponentKind::kPosition,
                     .unit = "m",
                     .measured_by = "cart"}};
    info_.action_low = Action::Constant(1, -1);
    info_.action_high = Action::Constant(1, 1);
    info_.control_period_ns = 50'000'000;
    info_.physics_step_ns = 10'000'000;
    info_.max_ticks = 20;
  }
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t context, Rng) const override {
    mj_resetData(model_.get(), &data);
    data.qpos[0] = 0.01 * static_cast<double>(context);
    data.mocap_pos[0] = data.qpos[0];
  }
  void observe(const mjData& data, Sensors&, Observation& out) const override {
    out.state = StateVector::Constant(1, data.qpos[0]);
  }
  void apply(const Action& action, mjData& data) const override { data.mocap_pos[0] = action[0]; }
  Action hold(const mjData& data) const override { return Action::Constant(1, data.mocap_pos[0]); }
  void step(mjData& data) const override {
    data.qvel[0] = 10 * (data.mocap_pos[0] - data.qpos[0]);
    mj_step(model_.get(), &data);
  }
  std::unique_ptr<Fold> begin(const mjData&) const override { return std::make_unique<TinyFold>(); }
  Progress judge(const mjData& data, Fold& fold) const override {
    double& best = fold_of<TinyFold>(fold).best;
    const bool success_now = data.qpos[0] > 0.9;
    if (success_now) best = 1;
    return {.score = best, .success_now = success_now};
  }

 protected:
  TaskInfo info_;

 private:
  ModelPtr model_;
};

// Always wants the same place.
class TinyPolicy : public Policy {
 public:
  explicit TinyPolicy(double target = 1) : target_(target) {
    info_.name = info_.label = "tiny_policy";
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest&, Memory*) const override {
    return std::make_unique<Stream>(target_);
  }

 private:
  struct Stream : ActionStream {
    explicit Stream(double target) : target(target) {}
    std::optional<Action> next(const Now&, std::stop_token) override {
      return Action::Constant(1, target);
    }
    double target;
  };
  double target_;
  PolicyInfo info_;
};

}  // namespace streambed::testing
