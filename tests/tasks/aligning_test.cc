#include "tasks/aligning.h"

#include <Eigen/Geometry>
#include <cmath>
#include <numbers>

#include "sim/events/check_events.h"
#include "sim/pose.h"
#include "tests/sim/message_of.h"
#include "tests/tasks/table/block_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d, Eigen::Vector3d;

constexpr double kPi = std::numbers::pi;

const Aligning& aligning(const BlockBench& bench) {
  return dynamic_cast<const Aligning&>(*bench.task);
}

TEST_CASE("aligning has D3IL's geometry, rates and starts") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  CHECK(task.info().state_size() == 14);
  CHECK(task.info().action_size() == 3);
  CHECK(task.info().control_period_ns == 35'000'000);
  CHECK(task.info().max_ticks == 400);
  CHECK(task.info().modes == std::vector<std::string>{"inside", "outside"});
  CHECK(task.box().half_side() == 0.05);
  CHECK(task.model().body_mass[body_id(task.model(), "box")] == Approx(1.004));
  for (std::int64_t context = 0; context < 200; ++context) {
    task.reset(*bench.data, context, Rng{});
    CHECK(bench.observe().head<3>() == Vector3d(0.525, -0.35, 0.135));
    const BlockPose box = task.box().pose(*bench.data), goal = task.target().pose(*bench.data);
    for (const BlockPose& pose : {box, goal}) {
      CHECK(std::abs(pose.position.x() - 0.5) <= 0.1);
      CHECK(std::abs(pose.yaw) <= kPi / 2);
    }
    CHECK(std::abs(box.position.y() + 0.175) <= 0.075);
    CHECK(std::abs(goal.position.y() - 0.275) <= 0.075);
  }
}

TEST_CASE("aligning's start 200000 is what it was") {
  const BlockBench bench("aligning");
  aligning(bench).reset(*bench.data, 200000, Rng{});
  StateVector expected(14);
  expected << 0.525, -0.35, 0.135, 0.525, -0.35, 0.135, 0.428660272875711, -0.242293713397481,
      -0.9929589175031, 0.118459225689991, 0.529069431790669, 0.256618674903273, -0.51074738381992,
      0.859730835739365;
  CHECK((bench.observe() - expected).cwiseAbs().maxCoeff() < 1e-9);
}

TEST_CASE("aligning observes both poses with sine and cosine, and starts from them again") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  task.box().place(*bench.data, {{0.45, -0.2}, 0.3});
  task.target().place(*bench.data, {{0.55, 0.3}, -1.2});
  const StateVector state = bench.observe();
  const std::array expected = {0.45, -0.2, std::sin(0.3),  std::cos(0.3),
                               0.55, 0.3,  std::sin(-1.2), std::cos(-1.2)};
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(state[6 + static_cast<Eigen::Index>(i)] == Approx(expected[i]).margin(1e-12));
  task.reset(*bench.data, 7, Rng{});
  task.restore(*bench.data, {state, {}});
  CHECK((bench.observe() - state).cwiseAbs().maxCoeff() < 1e-12);
}

TEST_CASE("aligning's legacy_obs_lag shows all but the desired position one tick late") {
  const BlockBench now("aligning"), late("aligning(legacy_obs_lag=true)");
  StateVector before = now.observe();
  CHECK(late.observe() == before);
  for (int i = 1; i <= 5; ++i) {
    const Vector3d target(0.525, -0.35 + 0.009 * i, 0.135 - 0.009 * i);
    now.tick(target);
    late.tick(target);
    const StateVector seen = late.observe();
    CHECK(seen.head<3>() == target);
    CHECK(seen.tail<11>() == before.tail<11>());
    CHECK(seen.tail<11>() != now.observe().tail<11>());
    before = now.observe();
  }
}

TEST_CASE("a box is aligned up to 18 mm and 0.048 pi, and not beyond") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  const BlockPose goal = task.target().pose(*bench.data);
  const BlockPose start = task.box().pose(*bench.data);
  const auto judgement_of_start = [&] {
    task.box().place(*bench.data, start);
    Judgement judgement(task, *bench.data);
    CHECK(judgement.progress().score == 0);
    return judgement;
  };
  const auto aligned = [&](double away, double turned) {
    Judgement judgement = judgement_of_start();
    const Vector2d off = away * Vector2d(0.6, 0.8);
    task.box().place(*bench.data, {goal.position + off, goal.yaw + turned});
    const Progress& progress = judgement.judge(*bench.data);
    CHECK(progress.success == (progress.score == 1));
    return progress.success;
  };
  CHECK(aligned(0, 0));
  CHECK(aligned(0.01799, 0));
  CHECK_FALSE(aligned(0.01801, 0));
  CHECK(aligned(0, 0.0479 * kPi));
  CHECK(aligned(0, -0.0479 * kPi));
  CHECK_FALSE(aligned(0, 0.0481 * kPi));
  CHECK_FALSE(aligned(0, -0.0481 * kPi));
  CHECK(aligned(0.0179, 0.0479 * kPi));
  // A box is no square here, and none that lies on its side.
  CHECK_FALSE(aligned(0, kPi / 2));
  CHECK_FALSE(aligned(0, kPi));
  Judgement judgement = judgement_of_start();
  task.box().place(*bench.data, goal);
  double* turn = bench.data->qpos + task.model().jnt_qposadr[joint_id(task.model(), "box")] + 3;
  const Eigen::Quaterniond tilted(Eigen::AngleAxisd(goal.yaw, Vector3d::UnitZ()) *
                                  Eigen::AngleAxisd(0.2, Vector3d::UnitX()));
  turn[0] = tilted.w(), turn[1] = tilted.x(), turn[2] = tilted.y(), turn[3] = tilted.z();
  CHECK_FALSE(judgement.judge(*bench.data).success);
}

TEST_CASE("aligning's mode says where the rod was when the box came home") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  const BlockPose goal = task.target().pose(*bench.data);
  const auto put = [&](double away, double height) {
    const Vector2d at = task.box().pose(*bench.data).position + away * Vector2d(0.8, -0.6);
    task.rod().place(*bench.data, Vector3d(at.x(), at.y(), height));
  };
  Judgement judgement(task, *bench.data);
  const auto label = [&] {
    judgement.judge(*bench.data);
    return mode_label(task.info(), judgement.mode());
  };
  CHECK(judgement.mode() == kModeUndecided);
  put(0, 0.104);
  CHECK(label().empty());
  put(0.0511, 0.103);
  CHECK(label() == "outside");
  put(0.0509, 0.103);
  CHECK(label() == "inside");
  // Above the rim it stays what it was, but not when the box is home.
  put(0.2, 0.11);
  CHECK(label() == "inside");
  task.box().place(*bench.data, goal);
  put(0.2, 0.11);
  CHECK(label() == "outside");
  REQUIRE(judgement.progress().success);
  put(0, 0.04);
  CHECK(label() == "outside");
}

TEST_CASE("aligning can be disturbed where there is room") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  const auto event = [](auto what) { return Event{.time = 0, .what = what}; };
  const auto pose = [&](const char* name) {
    const Eigen::Isometry3d at = task.pose(*bench.data, name);
    return Vector3d(at.translation().x(), at.translation().y(), yaw(at));
  };
  const Vector3d box = pose("box");
  apply_event(task, *bench.data, event(Kick{{.x = 0.02, .y = -0.01, .angle = 0.3}}));
  CHECK((pose("box") - box - Vector3d(0.02, -0.01, 0.3)).norm() < 1e-12);
  apply_event(task, *bench.data, event(Drag{{.x = 0.5, .y = 0.1, .angle = 0.2}}));
  CHECK((pose("box") - Vector3d(0.5, 0.1, 0.2)).norm() < 1e-12);
  apply_event(task, *bench.data, event(MoveGoal{{.x = 0.45, .y = 0.2, .angle = -0.4}}));
  CHECK((pose("target") - Vector3d(0.45, 0.2, -0.4)).norm() < 1e-12);
  apply_event(task, *bench.data, event(MoveGoal{{.x = 0.02, .y = -0.01, .angle = 0.3}, "", true}));
  CHECK((pose("target") - Vector3d(0.47, 0.19, -0.1)).norm() < 1e-12);
  CHECK_THAT(message_of([&] {
               apply_event(task, *bench.data, event(Kick{{.x = std::nan("")}}));
             }),
             ContainsSubstring("finite"));

  // The box is not at rest any more, and the rod is.
  apply_event(task, *bench.data, event(Push{.y = 0.01, .object = "box"}));
  const int joint = task.model().jnt_dofadr[joint_id(task.model(), "box")];
  const double mass = task.model().body_mass[body_id(task.model(), "box")];
  CHECK(bench.data->qvel[joint + 1] == Approx(0.01 / mass));
  CHECK_THAT(message_of([&] { apply_event(task, *bench.data, event(Drag{{.z = 0.1}})); }),
             ContainsSubstring("in the plane"));

  // The rod stands beside the middle of the box, 0.1 m wide with walls of 10 mm.
  task.rod().place(*bench.data, Vector3d(0.5, 0.1, 0.04));
  CHECK(task.allows(*bench.data, event(Kick{{.x = 0.02}})));
  CHECK_FALSE(task.allows(*bench.data, event(Kick{{.x = 0.04}})));
  CHECK(task.allows(*bench.data, event(Kick{{.x = 0.07}})));
  CHECK_FALSE(task.allows(*bench.data, event(MoveGoal{{.x = 0.2, .y = 0.2}})));
  task.rod().place(*bench.data, Vector3d(0.5, 0.1, 0.12));
  CHECK(task.allows(*bench.data, event(Kick{{.x = 0.04}})));
}

TEST_CASE("the rod moves the box from inside and from outside, and passes over it") {
  const BlockBench bench("aligning");
  const Aligning& task = aligning(bench);
  const auto lead = [&](const Vector3d& from, const Vector3d& to) {
    task.box().place(*bench.data, {{0.5, 0}, 0});
    task.rod().place(*bench.data, from);
    for (int i = 0; i < 60; ++i) bench.tick(to);
    return task.box().pose(*bench.data).position;
  };
  const Vector2d pulled = lead({0.5, 0, 0.04}, {0.5, 0.1, 0.04});
  CHECK(pulled.y() == Approx(0.07).margin(0.006));
  const Vector2d pushed = lead({0.5, -0.08, 0.04}, {0.5, 0.02, 0.04});
  CHECK(pushed.y() == Approx(0.08).margin(0.006));
  CHECK(lead({0.5, -0.2, 0.12}, {0.5, 0.2, 0.12}).norm() == Approx(0.5).margin(1e-3));
}

TEST_CASE("aligning/expert solves starts in both modes within D3IL's step limit") {
  const BlockBench bench("aligning");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 5);
  CHECK(runs.solved == 5);
  CHECK(runs.fastest <= 0.01 + 1e-12);
  CHECK(runs.modes[0] > 0);
  CHECK(runs.modes[1] > 0);
}

TEST_CASE("aligning/expert: 200 starts, modes drawn uniformly", "[.slow][slow]") {
  const BlockBench bench("aligning");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 200);
  WARN("aligning/expert: " << runs.solved << " of 200, median " << runs.median_ticks()
                           << " ticks, chi-square " << runs.chi_square());
  CHECK(runs.solved >= 190);
  CHECK(runs.median_ticks() < 260);
  CHECK(runs.chi_square() < 10.83);  // 1 degree of freedom, 0.1 %
}

}  // namespace
}  // namespace streambed
