#pragma once
// A tool that is at once where and how it is told to be, for tests of components: besides a place
// it has a heading (an angle), an orientation (a rotation) and a grip (a switch). What was applied
// last lies in userdata, and is observed.

#include <algorithm>

#include "sim/base/error.h"
#include "sim/plugin.h"
#include "sim/task.h"

namespace streambed::testing {

constexpr int kTurningSize = 10;     // entries of the state and of an action
constexpr int kTurningRotation = 3;  // first entry of the six numbers, in both
constexpr int kTurningSwitch = 9;

class TurningTask : public Task {
 public:
  // `sees`: with a camera "eye" of 4 x 2 pixels.
  explicit TurningTask(bool sees = false)
      : model_(parse_model("<mujoco><size nuserdata='10'/><option timestep='0.01'/><worldbody>"
                           "<camera name='eye' pos='0 0 1'/><body mocap='true' name='tool'/>"
                           "<body name='cup'/><body name='shelf'/>"
                           "<body><joint type='slide'/><geom size='0.1'/></body>"
                           "</worldbody></mujoco>")) {
    info_.name = info_.label = "turning";
    info_.observation = {
        {.name = "place", .kind = ComponentKind::kPosition, .size = 2, .unit = "m"},
        {.name = "heading", .kind = ComponentKind::kAngle, .unit = "rad"},
        {.name = "orientation", .kind = ComponentKind::kRotation, .size = 6},
        {.name = "grip", .kind = ComponentKind::kSwitch}};
    info_.action = info_.observation;
    for (Component& component : info_.action) {
      component.measured_by = component.name;
      component.name = "target_" + component.name;
    }
    info_.action_low = Action::Constant(kTurningSize, -1);
    info_.action_high = Action::Constant(kTurningSize, 1);
    info_.control_period_ns = 50'000'000;
    info_.physics_step_ns = 10'000'000;
    info_.max_ticks = 1000;
    if (sees) info_.cameras = {{"eye", 4, 2}};
  }
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  // Unturned and open.
  void reset(mjData& data, std::int64_t context, Rng) const override {
    StateVector start(kTurningSize);
    start << 0.01 * static_cast<double>(context), 0, 0, 1, 0, 0, 0, 1, 0, -1;
    restore(data, {start, {}});
  }
  void restore(mjData& data, const Observation& start) const override {
    mj_resetData(model_.get(), &data);
    std::copy(start.state.begin(), start.state.end(), data.userdata);
  }
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
    out.state = Eigen::Map<const Eigen::VectorXd>(data.userdata, kTurningSize);
    out.images.resize(info_.cameras.size());
    for (Image& image : out.images) image = sensors.render(data, "eye");
  }
  void apply(const Action& action, mjData& data) const override {
    std::copy(action.begin(), action.end(), data.userdata);
  }
  Action hold(const mjData& data) const override {
    return Eigen::Map<const Eigen::VectorXd>(data.userdata, kTurningSize);
  }
  Progress judge(const mjData&, Fold&) const override { return {}; }

 protected:
  TaskInfo info_;

 private:
  ModelPtr model_;
};

}  // namespace streambed::testing
