#include "sim/data/simulator_state.h"

#include <vector>

#include "sim/data/demonstrations.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

// A box that falls on a table while an actuator with a memory turns it, and a body that follows a
// mocap one: every part of the state matters.
constexpr const char* kTumbling = R"(
<mujoco>
  <option timestep="0.005"/>
  <size nuserdata="2"/>
  <worldbody>
    <geom type="plane" size="2 2 0.1"/>
    <body name="hand" mocap="true" pos="0.5 0 0.5"/>
    <body name="follower" pos="0.5 0 0.5"><freejoint/><geom size="0.05" contype="0"/></body>
    <body pos="0 0 0.3" euler="20 30 0">
      <freejoint/><geom type="box" size="0.1 0.06 0.04"/>
      <body pos="0 0 0.1"><joint name="spin" axis="0 0 1"/><geom size="0.03" pos="0.05 0 0"/></body>
    </body>
  </worldbody>
  <equality><weld body1="hand" body2="follower"/></equality>
  <actuator><general joint="spin" dyntype="filter" dynprm="0.2" gainprm="0.1"/></actuator>
</mujoco>)";

void drive(const mjModel& model, mjData& data, int steps) {
  for (int i = 0; i < steps; ++i) {
    data.ctrl[0] = data.time > 0.5 ? 1 : -1;
    data.mocap_pos[0] += 0.001;
    data.userdata[1] += data.qpos[2];
    mj_step(&model, &data);
  }
}

std::vector<double> saved(const mjModel& model, const mjData& data) {
  std::vector<double> row(static_cast<std::size_t>(simulator_state_size(model)));
  save_simulator_state(model, data, row);
  return row;
}

}  // namespace

TEST_CASE("A simulation goes on from its saved state with the same bits") {
  const ModelPtr model = parse_model(kTumbling);
  const DataPtr data = make_data(*model), other = make_data(*model);
  bool touched = false;
  for (const int steps : {0, 1, 40, 60, 60}) {
    drive(*model, *data, steps);
    touched = touched || data->ncon > 0;
    const std::vector<double> row = saved(*model, *data);
    // What the other did before must not matter.
    drive(*model, *other, 7);
    load_simulator_state(*model, row, *other);
    CHECK(saved(*model, *other) == row);
    drive(*model, *data, 50);
    drive(*model, *other, 50);
    CHECK(saved(*model, *other) == saved(*model, *data));
  }
  CHECK(touched);

  // Without the solver's warm start the bits differ, so this test would see it.
  const std::vector<double> row = saved(*model, *data);
  load_simulator_state(*model, row, *other);
  mju_zero(other->qacc_warmstart, model->nv);
  drive(*model, *data, 50);
  drive(*model, *other, 50);
  CHECK(saved(*model, *other) != saved(*model, *data));
}

TEST_CASE("What follows from a loaded state can be observed") {
  const ModelPtr model = parse_model(kTumbling);
  const DataPtr data = make_data(*model), other = make_data(*model);
  drive(*model, *data, 30);
  load_simulator_state(*model, saved(*model, *data), *other);
  mj_forward(model.get(), data.get());
  for (int i = 0; i < 3 * model->nbody; ++i) CHECK(other->xpos[i] == data->xpos[i]);
  CHECK(other->ncon == data->ncon);
}

TEST_CASE("A layout names every part") {
  const ModelPtr model = parse_model(kTumbling);
  CHECK(simulator_layout(*model) ==
        "1: time=1 qpos=15 qvel=13 act=1 mocap_pos=3 mocap_quat=4 userdata=2 ctrl=1 "
        "qacc_warmstart=13");
  CHECK(simulator_state_size(*model) == 1 + 15 + 13 + 1 + 3 + 4 + 2 + 1 + 13);
}

TEST_CASE("A demonstration is restored exactly, or as the task can, or refused") {
  struct Restorable final : testing::TinyTask {
    void restore(mjData& data, const Observation& observation) const override {
      reset(data, 0, Rng{});
      data.qpos[0] = observation.state[0];
    }
  } const task;
  const DataPtr data = make_data(task.model());
  task.reset(*data, 30, Rng{});
  task.apply(Action::Constant(1, 0.8), *data);
  for (int i = 0; i < 5; ++i) task.step(*data);

  Demonstration demonstration;
  demonstration.states = MatrixRM::Constant(2, 1, data->qpos[0]);
  demonstration.actions = MatrixRM::Zero(2, 1);
  const DataPtr restored = make_data(task.model());
  CHECK_FALSE(restore_recorded(task, *restored, demonstration, 1));
  CHECK(restored->qpos[0] == data->qpos[0]);
  CHECK(restored->qvel[0] == 0);

  MatrixRM rows = MatrixRM::Zero(2, simulator_state_size(task.model()));
  save_simulator_state(task.model(), *data,
                       {rows.row(1).data(), static_cast<std::size_t>(rows.cols())});
  demonstration.obs[kSimulatorState] = Array::of(rows);
  // Somebody else's array of that name.
  CHECK_FALSE(restore_recorded(task, *restored, demonstration, 1));
  demonstration.simulator_layout = simulator_layout(task.model());
  // The same task with other keys may have its goal elsewhere.
  demonstration.recorded_on = "tiny(goal=2)";
  CHECK_FALSE(restore_recorded(task, *restored, demonstration, 1));
  demonstration.recorded_on = task.info().label;
  CHECK(restore_recorded(task, *restored, demonstration, 1));
  CHECK(saved(task.model(), *restored) == saved(task.model(), *data));
  CHECK(restored->qvel[0] != 0);

  const auto message = [&] {
    return message_of([&] { restore_recorded(task, *restored, demonstration, 1); });
  };
  demonstration.simulator_layout = "2: everything=9";
  CHECK_THAT(message(), ContainsSubstring("(2: everything=9) are not those of tiny"));
  demonstration.simulator_layout = simulator_layout(task.model());
  demonstration.obs[kSimulatorState] = Array::of(rows.leftCols(3));
  CHECK_THAT(message(), ContainsSubstring("are not those of tiny"));
  demonstration.obs[kSimulatorState] = Array::of(rows, ElementType::kFloat32);
  CHECK_THAT(message(), ContainsSubstring("are not those of tiny"));
}
