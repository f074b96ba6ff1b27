#include "tasks/table/planar_rod_task.h"

#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstrations.h"
#include "tasks/table/scene.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr int kStateSize = 4;
constexpr int kStepsPerTick = 35;
constexpr TimeNs kPhysicsStepNs = kNsPerSecond / 1000;

// Entries of userdata behind the rod's own.
constexpr int kTouched = kRodUserdata;
constexpr int kEarlier = kRodUserdata + 1;  // position at the start of the running tick: x, y

RodSettings rod_settings(const PlanarRodSettings& settings) {
  RodSettings rod;
  rod.max_step = settings.max_step;
  rod.steps_per_tick = kStepsPerTick;
  rod.low.head<2>() = settings.low;
  rod.high.head<2>() = settings.high;
  return rod;
}

}  // namespace

std::vector<Key> planar_rod_keys(int max_ticks) {
  return with_realism({
      Key::flag("legacy_obs_lag", false,
                "observe the measured position one control period late, as the original"),
      Key::integer("max_ticks", max_ticks, "control ticks of 35 ms", 1, 1e6),
      Key::flag("end_on_success", true, "stop at the first success"),
  });
}

PlanarRodTask::PlanarRodTask(const Params& params, PlanarRodSettings settings,
                             std::vector<std::string> modes)
    : settings_(std::move(settings)),
      model_(load_model(settings_.scene)),
      rod_(*model_, rod_settings(settings_)) {
  settings_.legacy_obs_lag = params.flag("legacy_obs_lag");
  info_.name = params.name();
  info_.label = params.label();
  info_.observation = rod_observation(2);
  info_.action = rod_action(2);
  info_.action_low = settings_.low;
  info_.action_high = settings_.high;
  info_.physics_step_ns = kPhysicsStepNs;
  info_.control_period_ns = kStepsPerTick * kPhysicsStepNs;
  info_.max_ticks = static_cast<int>(params.integer("max_ticks"));
  info_.end_on_success = params.flag("end_on_success");
  info_.realism = realism_of(params);
  info_.modes = std::move(modes);
}

void PlanarRodTask::reset(mjData& data, std::int64_t context, Rng) const {
  Rng jitter = Rng{}.fork(info_.name).fork("start").fork(context);
  Vector2d start = settings_.start;
  for (double& coordinate : start)
    coordinate += jitter.uniform(-settings_.jitter, settings_.jitter);
  StateVector state(kStateSize);
  state << start, start;
  restore(data, {state, {}});
}

void PlanarRodTask::restore(mjData& data, const Observation& observation) const {
  const StateVector& state = observation.state;
  if (state.size() != kStateSize || !state.allFinite())
    throw UserError(info_.name +
                    " is recorded as the rod's desired x, y and measured x, y (m), all finite, but "
                    "these states have " +
                    to_text(std::int64_t{state.size()}) + " columns; choose another task");
  mj_resetData(model_.get(), &data);
  const Vector2d measured = state.tail<2>();
  rod_.place(data, measured, Action(state.head<2>()));
  for (int i = 0; i < 2; ++i) data.userdata[kEarlier + i] = measured[i];
}

void PlanarRodTask::restore_row(mjData& data, const Demonstration& demonstration,
                                std::int64_t row) const {
  const auto state = [&](std::int64_t i) -> StateVector {
    return demonstration.states.row(i).transpose();
  };
  restore(data, {state(row), {}});
  if (row == 0) return;
  // The velocity is not observed; recordings start at rest.
  const double period = static_cast<double>(info_.control_period_ns) / kNsPerSecond;
  rod_.set_velocity(data, Action((state(row) - state(row - 1)).tail<2>() / period));
}

void PlanarRodTask::observe(const mjData& data, Sensors&, Observation& out) const {
  const Vector2d measured = settings_.legacy_obs_lag
                                ? Vector2d(data.userdata[kEarlier], data.userdata[kEarlier + 1])
                                : position(data);
  out.state.resize(kStateSize);
  out.state << rod_.desired(data), measured;
}

std::string PlanarRodTask::model_xml() const { return scene_xml(settings_.scene); }

void PlanarRodTask::step(mjData& data) const {
  if (rod_.begins_tick(data)) {
    const Vector2d now = position(data);
    for (int i = 0; i < 2; ++i) data.userdata[kEarlier + i] = now[i];
  }
  mj_step(model_.get(), &data);
  if (data.ncon > 0) data.userdata[kTouched] = 1;
}

bool PlanarRodTask::touched(const mjData& data) const { return data.userdata[kTouched] != 0; }

std::optional<Eigen::Vector3d> PlanarRodTask::point(const Action& action) const {
  return Eigen::Vector3d(action[0], action[1], 0.002);
}

}  // namespace streambed
