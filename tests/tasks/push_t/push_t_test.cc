#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/events/check_events.h"
#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;

TEST_CASE("published starts, in legacy order and not") {
  const auto task = make_push_t();
  const auto modern = make_push_t("push_t(legacy_reset=false)");
  const DataPtr data = make_data(task->model());
  const DataPtr other = make_data(modern->model());

  task->reset(*data, 0, Rng{});
  modern->reset(*other, 0, Rng{}.fork("ignored"));
  const double angle = 3.0079994677219553;
  const StateVector legacy = state_of(*task, *data);
  const StateVector plain = state_of(*modern, *other);
  CHECK(
      (legacy - state(222, 97, 217 + 45 * std::sin(angle), 292 + 45 - 45 * std::cos(angle), angle))
          .norm() < 1e-9);
  CHECK((plain - state(222, 97, 217, 292, angle)).norm() < 1e-9);

  // Negative angles are observed in [0, 2 pi).
  task->reset(*data, 1, Rng{});
  CHECK(state_of(*task, *data)[4] == Approx(-6.595749753457083 + 2 * kTurn));
  CHECK(data->time == 0);
}

TEST_CASE("a context is a seed of 32 bits") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  CHECK_NOTHROW(task->reset(*data, 4294967295, Rng{}));
  for (const std::int64_t context : {std::int64_t{-1}, std::int64_t{4294967296}})
    CHECK_THAT(message_of([&] { task->reset(*data, context, Rng{}); }),
               ContainsSubstring("0 to 4294967295"));
}

TEST_CASE("no published start is already solved") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  for (int context = 100000; context < 100200; ++context) {
    task->reset(*data, context, Rng{});
    const Progress progress = Judgement(*task, *data).progress();
    CHECK_FALSE(progress.success);
    CHECK(progress.score == 0);
  }
}

TEST_CASE("restore and observe are each other's inverse") {
  for (const char* spec : {"push_t", "push_t(obs=keypoints)"}) {
    CAPTURE(spec);
    const auto task = make_push_t(spec);
    const DataPtr data = make_data(task->model());
    const StateVector row = state(100.5, 30.25, 300.125, 200, 6.1);
    task->restore(*data, {row, {}});
    const StateVector seen = state_of(*task, *data);
    CHECK(seen.size() == task->info().state_size());
    task->restore(*data, {seen, {}});
    CHECK((state_of(*task, *data) - seen).norm() < 1e-9);
    CHECK((task->hold(*data) - row.head<2>()).norm() < 1e-12);
    const Eigen::Isometry3d pose = task->pose(*data, "block");
    CHECK((pose.translation().head<2>() - row.segment<2>(2)).norm() < 1e-9);
    CHECK(std::abs(std::remainder(yaw(pose) - row[4], kTurn)) < 1e-12);
  }
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  CHECK_THAT(message_of([&] {
               task->restore(*data, {StateVector::Zero(7), {}});
             }),
             ContainsSubstring("7 columns"));
  CHECK_THAT(message_of([&] {
               task->restore(*data, {StateVector::Constant(5, std::nan("")), {}});
             }),
             ContainsSubstring("not finite"));
}

TEST_CASE("keypoints come before the agent") {
  const auto task = make_push_t("push_t(obs=keypoints)");
  const DataPtr data = make_data(task->model());
  task->restore(*data, {state(11, 22, 100, 200, 0), {}});
  const StateVector seen = state_of(*task, *data);
  CHECK(seen[0] == Approx(109.27));
  CHECK(seen[1] == Approx(290.02));
  CHECK(seen[17] == Approx(198.30));
  CHECK(seen[18] == Approx(11));
  CHECK(seen[19] == Approx(22));
  const auto angles = [](const Task& of) {
    return first_entries(of.info().observation, ComponentKind::kAngle);
  };
  CHECK(angles(*task).empty());
  CHECK(angles(*make_push_t()) == std::vector<int>{4});
  CHECK(measured_entries(task->info()) == std::vector<int>{18, 19});
  CHECK(measured_entries(make_push_t()->info()) == std::vector<int>{0, 1});
}

TEST_CASE("an action is a target that is held until the next one") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  task->restore(*data, {state(100, 100, 400, 400, 0), {}});
  CHECK((task->hold(*data) - target(100, 100)).norm() < 1e-12);
  task->apply(target(150, 90), *data);
  CHECK((task->hold(*data) - target(150, 90)).norm() < 1e-12);

  // The first step of the PD law: v = h k_p (u - x), x += h v.
  task->step(*data);
  CHECK(state_of(*task, *data)[0] == Approx(100 + 0.01 * 0.01 * 100 * 50));
  for (int i = 0; i < 300; ++i) task->step(*data);
  CHECK((state_of(*task, *data).head<2>() - target(150, 90)).norm() < 1e-3);
  CHECK(data->time == Approx(3.01));
}

TEST_CASE("protocols set the stiffness unless a key does") {
  const auto first_step = [](const char* spec) {
    const auto task = make_push_t(spec);
    const DataPtr data = make_data(task->model());
    task->restore(*data, {state(100, 100, 400, 400, 0), {}});
    task->apply(target(200, 100), *data);
    task->step(*data);
    return state_of(*task, *data)[0] - 100;
  };
  CHECK(first_step("push_t") == Approx(1));
  CHECK(first_step("push_t(protocol=sfp_state)") == Approx(5));
  CHECK(first_step("push_t(protocol=sfp_state,k_p=100)") == Approx(1));
  CHECK(make_push_t("push_t(protocol=sfp_state)")->info().protocol == "sfp_state");
  CHECK(make_push_t("push_t(protocol=dp,k_v=20)")->info().label == make_push_t()->info().label);
  CHECK_THAT(message_of([] { make_push_t("push_t(protocol=other)"); }),
             ContainsSubstring("sfp_state"));
  CHECK_THAT(message_of([] { make_push_t("push_t(goal=3)"); }), ContainsSubstring("goal_x"));
}

TEST_CASE("state imitation takes the positions reached") {
  Demonstration recorded;
  recorded.states.resize(3, 5);
  recorded.states << 1, 2, 200, 200, 0, 3, 4, 201, 200, 0.1, 5, 6, 202, 200, 6.2;
  recorded.actions.resize(3, 2);
  recorded.actions << 10, 10, 20, 20, 30, 30;

  Demonstration same = recorded;
  make_push_t()->retarget(same);
  CHECK(same.actions == recorded.actions);
  CHECK((same.states - recorded.states).norm() < 1e-12);

  Demonstration reached = recorded;
  make_push_t("push_t(protocol=sfp_state)")->retarget(reached);
  MatrixRM positions(3, 2);
  positions << 3, 4, 5, 6, 5, 6;
  CHECK(reached.actions == positions);

  Demonstration points = recorded;
  make_push_t("push_t(obs=keypoints,protocol=sfp_state)")->retarget(points);
  CHECK(points.states.cols() == 20);
  CHECK(points.states(2, 18) == 5);
  CHECK(points.actions == positions);
  // Our own recordings of keypoints are taken as they are.
  const MatrixRM states = points.states;
  make_push_t("push_t(obs=keypoints)")->retarget(points);
  CHECK((points.states - states).norm() < 1e-9);
}

TEST_CASE("the goal follows keys and events, and the judge follows the goal") {
  const auto task = make_push_t("push_t(goal_x=150,goal_y=320,goal_angle=-1)");
  const DataPtr data = make_data(task->model());
  const auto judged = [&] { return Judgement(*task, *data).progress(); };
  task->restore(*data, {state(450, 450, 150, 320, -1 + kTurn), {}});
  CHECK(judged().coverage == Approx(1));
  // A start earns nothing, a step does.
  CHECK(judged().score == 0);
  CHECK_FALSE(judged().success);
  task->step(*data);
  CHECK(judged().score == 1);
  CHECK(judged().success);

  // Reward is coverage / 0.95, the score its maximum so far, success strictly above 0.95.
  apply_event(*task, *data, {0, MoveGoal{{.x = 256, .y = 256, .angle = std::numbers::pi / 4}}});
  apply_event(*task, *data, {0, Drag{{.x = 258, .y = 256, .angle = std::numbers::pi / 4}}});
  Judgement judgement(*task, *data);
  const Progress near = judgement.progress();
  CHECK(near.coverage == Approx(0.9467601183).epsilon(1e-9));
  CHECK(near.score == Approx(0.9467601183 / 0.95).epsilon(1e-9));
  CHECK_FALSE(near.success);
  apply_event(*task, *data, {0, Drag{{.x = 256, .y = 256, .angle = std::numbers::pi / 4}}});
  CHECK(judgement.judge(*data).success_now);
  apply_event(*task, *data, {0, Drag{{.x = 100, .y = 100}}});
  const Progress later = judgement.judge(*data);
  CHECK(later.score == 1);
  CHECK(later.success);
  CHECK_FALSE(later.success_now);
  CHECK(later.coverage < 0.5);
}

TEST_CASE("a kick displaces the T and nothing else") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  task->restore(*data, {state(100, 100, 250, 260, 1), {}});
  apply_event(*task, *data, {0, Kick{{.x = 30, .y = -5, .angle = 0.3}}});
  CHECK((state_of(*task, *data) - state(100, 100, 280, 255, 1.3)).norm() < 1e-9);
  CHECK_THAT(message_of([&] {
               apply_event(*task, *data, {0, Kick{{.x = std::nan("")}}});
             }),
             ContainsSubstring("finite"));
}

TEST_CASE("what coasts nowhere cannot be pushed, and a plane has no height") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  CHECK_THAT(message_of([&] { apply_event(*task, *data, {0, Push{.x = 1}}); }),
             ContainsSubstring("push") && ContainsSubstring("it takes kick, drag, move_goal"));
  for (const EventPose& pose : {EventPose{.z = 1}, EventPose{.roll = 1}, EventPose{.pitch = 1}})
    CHECK_THAT(message_of([&] { apply_event(*task, *data, {0, Drag{pose}}); }),
               ContainsSubstring("in the plane"));
}

TEST_CASE("nothing is hidden outside qpos, qvel, ctrl, mocap and time") {
  const auto task = make_push_t();
  const mjModel& model = task->model();
  const DataPtr first = make_data(model);
  const DataPtr second = make_data(model);
  task->reset(*first, 3, Rng{});
  Rng rng = Rng{}.fork("hidden");
  const auto next_target = [&] {
    const StateVector now = state_of(*task, *first);
    return target(now[2] + rng.uniform(-40, 40), now[3] + rng.uniform(-40, 40));
  };
  for (int i = 0; i < 20; ++i) tick(*task, *first, next_target());

  mju_copy(second->qpos, first->qpos, model.nq);
  mju_copy(second->qvel, first->qvel, model.nv);
  mju_copy(second->ctrl, first->ctrl, model.nu);
  mju_copy(second->mocap_pos, first->mocap_pos, 3 * model.nmocap);
  mju_copy(second->mocap_quat, first->mocap_quat, 4 * model.nmocap);
  second->time = first->time;
  for (int i = 0; i < 40; ++i) {
    const Action aim = next_target();
    tick(*task, *first, aim);
    tick(*task, *second, aim);
    REQUIRE(state_of(*task, *first) == state_of(*task, *second));
    REQUIRE(Judgement(*task, *first).progress().coverage ==
            Judgement(*task, *second).progress().coverage);
  }
}

TEST_CASE("restore_row recovers the pusher's hidden velocity") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  const DataPtr again = make_data(task->model());
  task->reset(*data, 11, Rng{});
  Demonstration recorded;
  const int ticks = 30;
  recorded.states.resize(ticks, 5);
  recorded.actions.resize(ticks, 2);
  for (int i = 0; i < ticks; ++i) {
    recorded.states.row(i) = state_of(*task, *data).transpose();
    recorded.actions.row(i) = recorded.states.row(i).segment<2>(2).array() + 20 * (i % 3);
    tick(*task, *data, recorded.actions.row(i).transpose());
  }
  for (int row = 0; row < ticks; ++row) {
    task->restore_row(*again, recorded, row);
    for (int i = row; i < ticks; ++i) tick(*task, *again, recorded.actions.row(i).transpose());
    CHECK((state_of(*task, *again) - state_of(*task, *data)).norm() < 1e-6);
  }
}

TEST_CASE("a bad state does not go unseen") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (double* value : {&data->qpos[0], &data->qvel[task->model().nv - 1], &data->ctrl[0]}) {
    task->reset(*data, 0, Rng{});
    clear_warnings(*data);
    CHECK(divergence(*data).empty());
    *value = nan;
    task->step(*data);
    CHECK_FALSE(divergence(*data).empty());
  }
}

TEST_CASE("contacts are solved in the order of the scene's geoms") {
  const auto task = make_push_t();
  const mjModel& model = task->model();
  // Six corners and four walls, the pusher and two boxes.
  REQUIRE(model.npair == 26);
  for (int i = 1; i < model.npair; ++i)
    CHECK(std::pair(model.pair_geom1[i - 1], model.pair_geom2[i - 1]) <
          std::pair(model.pair_geom1[i], model.pair_geom2[i]));

  // A T deep in a corner of the table, on the pusher.
  const DataPtr data = make_data(model);
  task->restore(*data, {state(20, 20, 20, 20, 0.3), {}});
  task->step(*data);
  REQUIRE(data->ncon >= 4);
  for (int i = 1; i < data->ncon; ++i) CHECK(data->contact[i - 1].geom1 <= data->contact[i].geom1);
}

TEST_CASE("the scene has what viewers look for") {
  const auto task = make_push_t();
  CHECK(mj_name2id(&task->model(), mjOBJ_CAMERA, "top") >= 0);
  CHECK(mj_name2id(&task->model(), mjOBJ_CAMERA, "angle") >= 0);
  CHECK(parse_model(task->model_xml())->nq == 5);
  const Eigen::Vector3d point = task->point(target(256, 128)).value();
  CHECK(point.x() == Approx(0.256));
  CHECK(point.y() == Approx(0.128));
  CHECK(task->info().control_period_ns == 100'000'000);
  CHECK(task->info().max_ticks == 300);
}

TEST_CASE("the mode is the face of the T that is pushed first") {
  const auto task = make_push_t();
  REQUIRE(task->info().modes.size() == 8);
  const DataPtr data = make_data(task->model());
  struct Approach {
    double x, y, to_x, to_y;  // of the pusher; the T stands upright at (256,200)
    const char* face;
  };
  for (const Approach& way :
       {Approach{256, 150, 256, 190, "bar"}, Approach{160, 215, 190, 215, "bar-left-end"},
        Approach{350, 215, 320, 215, "bar-right-end"},
        Approach{206, 280, 206, 240, "under-bar-left"},
        Approach{306, 280, 306, 240, "under-bar-right"}, Approach{190, 290, 235, 290, "stem-left"},
        Approach{320, 290, 275, 290, "stem-right"}, Approach{256, 380, 256, 330, "stem-end"}}) {
    INFO(way.face);
    task->restore(*data, {state(way.x, way.y, 256, 200, 0), {}});
    Judgement judgement(*task, *data);
    CHECK(judgement.mode() == -1);
    for (int i = 0; i < 12; ++i) {
      tick(*task, *data, target(way.to_x, way.to_y));
      judgement.judge(*data);
    }
    // Another face later changes nothing.
    tick(*task, *data, target(400, 400));
    judgement.judge(*data);
    REQUIRE(judgement.mode() >= 0);
    CHECK(task->info().modes[static_cast<std::size_t>(judgement.mode())] == way.face);
  }
}

}  // namespace
}  // namespace streambed
