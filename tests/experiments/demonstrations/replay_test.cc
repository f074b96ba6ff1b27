#include "experiments/demonstrations/replay.h"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <nlohmann/json.hpp>
#include <numbers>

#include "experiments/demonstrations/collect.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "sim/base/error.h"
#include "sim/builtin.h"
#include "tests/catch.h"
#include "tests/experiments/human_data.h"
#include "tests/paths.h"

namespace streambed {
}

using namespace streambed;

namespace {

Registry all_tasks() {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry;
}

// Pushes from random directions through the T, recorded on the task itself.
Demonstration record(const Task& task, std::int64_t context, int rows) {
  const DataPtr data = make_data(task.model());
  Rng rng = Rng{}.fork("replay test").fork(context);
  task.reset(*data, context, rng);
  NoSensors sensors;
  Observation observation;
  Demonstration demonstration{MatrixRM(rows, 5), MatrixRM(rows, 2), {}, {}};
  Eigen::Vector2d target(0, 0);
  for (int row = 0; row < rows; ++row) {
    task.observe(*data, sensors, observation);
    demonstration.states.row(row) = observation.state.transpose();
    const Eigen::Vector2d block = observation.state.segment<2>(2);
    if (row % 12 == 0)
      target = block +
               Eigen::Rotation2Dd(rng.uniform(0, 2 * std::numbers::pi)) * Eigen::Vector2d(150, 0);
    if (row % 12 == 6) target = 2 * block - target;
    const Action action = target.cwiseMax(20).cwiseMin(490);
    demonstration.actions.row(row) = action.transpose();
    task.apply(action, *data);
    for (int i = 0; i < 10; ++i) task.step(*data);
  }
  return demonstration;
}

DemonstrationSet record_set(const Task& task, int episodes) {
  DemonstrationSet set;
  for (int i = 0; i < episodes; ++i) set.episodes.push_back(record(task, 500 + i, 60));
  return set;
}

// As `streambed collect` makes them, with simulator states.
DemonstrationSet collected_set(const Task& task, const Policy& policy, std::int64_t episodes) {
  DemonstrationSet set;
  CollectOptions options;
  options.episodes = episodes;
  collect(task, policy, options,
          [&](Demonstration episode) { set.episodes.push_back(std::move(episode)); });
  return set;
}

}  // namespace

TEST_CASE("a recording of the task itself replays without error, other goals and gains included") {
  const Registry registry = all_tasks();
  for (const char* spec :
       {"push_t", "push_t(goal_x=150,goal_y=340,goal_angle=2)", "push_t(protocol=sfp_state)"}) {
    const auto task = registry.make_task(spec);
    const ReplayReport report = measure_replay(*task, record_set(*task, 6), 2);
    INFO(spec);
    CHECK(report.episodes == 6);
    CHECK(report.whole_distance.p90 < 1e-6);
    CHECK(report.whole_angle.p90 < 1e-8);
    for (const WindowErrors& window : report.windows) {
      CHECK(window.count > 20);
      CHECK(window.distance.p90 < 1e-6);
    }
  }
}

TEST_CASE("replay sees what differs from the recording") {
  const Registry registry = all_tasks();
  const auto task = registry.make_task("push_t");
  DemonstrationSet set = record_set(*task, 4);
  const ReplayReport good = measure_replay(*task, set, 1);

  // The score is that of the goal asked for: here the T begins on it and is left alone.
  DemonstrationSet still{.task = {}, .env_args = {}, .origin = {}, .episodes = {set.episodes[0]}};
  Demonstration& episode = still.episodes[0];
  episode.states.conservativeResize(2, Eigen::NoChange);
  episode.states.row(1) = episode.states.row(0);
  episode.actions = episode.states.leftCols<2>();
  const auto begin = episode.states.row(0);
  const std::string there =
      fmt::format("push_t(goal_x={},goal_y={},goal_angle={})", begin(2), begin(3), begin(4));
  const ReplayReport resting = measure_replay(*registry.make_task(there), still, 1);
  CHECK(resting.score == 1);
  CHECK(resting.success_at_last_tick == 1);
  CHECK(resting.windows[0].count == 0);
  CHECK(good.success_at_last_tick == 0);

  // Wrong gains leave the path, and so does a T that was recorded 3 px away from where it was.
  CHECK(measure_replay(*registry.make_task("push_t(k_p=300)"), set, 1).windows[2].distance.median >
        0.1);
  for (Demonstration& moved : set.episodes) moved.states.col(2).array() += 3;
  const ReplayReport shifted = measure_replay(*task, set, 1);
  CHECK(shifted.windows[2].distance.median > 0.1);
}

TEST_CASE("the report depends neither on threads nor on the observation's form") {
  const Registry registry = all_tasks();
  const auto task = registry.make_task("push_t");
  const auto keypoints = registry.make_task("push_t(obs=keypoints)");
  DemonstrationSet set = record_set(*task, 5);
  for (Demonstration& episode : set.episodes)
    episode.states.array() += 1e-3;  // so that there is an error to compare
  const std::string one = replay_json(measure_replay(*task, set, 1));
  CHECK(one == replay_json(measure_replay(*task, set, 3)));
  CHECK(one == replay_json(measure_replay(*keypoints, set, 2)));

  const auto json = nlohmann::json::parse(one);
  CHECK(json.at("episodes") == 5);
  CHECK(json.at("whole_episode").at("final_px").at("median").is_number());
  CHECK(json.at("whole_episode").at("final_rad").at("p90").is_number());
  for (const char* window : {"1", "8", "32"})
    CHECK(json.at("windows").at(window).at("px").at("p90").is_number());
  CHECK(json.at("success_at_last_tick").is_number_integer());
  CHECK(json.at("replay_score").is_number());
}

TEST_CASE("recordings that do not fit are refused") {
  const Registry registry = all_tasks();
  const auto task = registry.make_task("push_t");
  DemonstrationSet set = record_set(*task, 1);
  DemonstrationSet narrow = set;
  narrow.episodes[0].states = MatrixRM(set.episodes[0].states.leftCols(4));
  CHECK_THROWS_AS(measure_replay(*task, narrow, 1), UserError);
  DemonstrationSet wide = set;
  wide.episodes[0].actions = MatrixRM::Zero(60, 3);
  CHECK_THROWS_AS(measure_replay(*task, wide, 1), UserError);
  DemonstrationSet wild = set;
  wild.episodes[0].actions.array() *= 1e200;
  CHECK_THROWS_AS(measure_replay(*task, wild, 2), UserError);
}

TEST_CASE("the human episodes replay") {
  const auto path = human_data("pusht_cchi_v7_replay.zarr");
  if (path.empty()) return;
  const Registry registry = all_tasks();
  const auto task = registry.make_task("push_t");
  const ReplayReport report = measure_replay(*task, load_demonstrations(path, registry), 2);
  CHECK(report.episodes == 206);
  CHECK(report.whole_distance.median < 0.001);
  CHECK(report.whole_distance.p90 < 0.001);
  CHECK(report.windows[2].distance.median < 0.001);
  CHECK(report.windows[2].distance.p90 < 0.001);
  CHECK(report.windows[0].count > 11000);
  CHECK(report.success_at_last_tick == 7);
  CHECK(report.score > 0.945);
}

TEST_CASE("where nothing is manipulated, the path of what the actions move is compared") {
  const Registry registry = all_tasks();
  const auto task = registry.make_task("avoiding");
  const auto expert = registry.make_policy("avoiding/expert", *task);
  DemonstrationSet set = collected_set(*task, *expert, 3);
  const ReplayReport own = measure_replay(*task, set, 1);
  CHECK(own.whole_distance.p90 < 1e-9);
  CHECK(own.success_at_last_tick == 3);
  CHECK(own.failed == 0);
  CHECK(own.windows[0].count > 25);

  // 30 mm to the left of where each was recorded there is a post.
  for (Demonstration& episode : set.episodes) episode.actions.col(0).array() -= 0.03;
  const ReplayReport moved = measure_replay(*task, set, 1);
  CHECK(moved.windows[2].distance.median > 0.02);
  CHECK(moved.failed > 0);
  CHECK_THAT(replay_table(moved), ContainsSubstring("touched an obstacle"));
}

TEST_CASE("what a trembling hand did replays, too, and with other keys the goal is theirs") {
  const Registry registry = all_tasks();
  for (const char* spec : {"avoiding(action_noise=0.05,observation_noise=0.02,sensor_delay=2)",
                           "block_push(action_noise=0.03,sensor_delay=1)"}) {
    INFO(spec);
    const auto task = registry.make_task(spec);
    const auto expert = registry.make_policy(task->info().name + "/expert", *task);
    const DemonstrationSet set = collected_set(*task, *expert, 2);
    REQUIRE(set.episodes.front().obs.contains(kExecutedAction));
    const ReplayReport report = measure_replay(*task, set, 1);
    CHECK(report.whole_distance.p90 == 0);
    CHECK(report.windows[2].count > 0);
    CHECK(report.windows[2].distance.p90 == 0);
  }

  // Recorded simulator states hold the old goal; a task with another one does not take it over.
  const auto task = registry.make_task("push_t");
  const auto expert = registry.make_policy("push_t/expert", *task);
  const DemonstrationSet set = collected_set(*task, *expert, 1);
  CHECK(measure_replay(*task, set, 1).success_at_last_tick == 1);
  const auto elsewhere = registry.make_task("push_t(goal_x=60)");
  CHECK(measure_replay(*elsewhere, set, 1).success_at_last_tick == 0);
}

TEST_CASE("an object is compared where its observation is no pose of x, y and angle, too") {
  const Registry registry = all_tasks();
  const auto task = registry.make_task("aligning");
  const auto expert = registry.make_policy("aligning/expert", *task);
  DemonstrationSet set = collected_set(*task, *expert, 1);
  const ReplayReport own = measure_replay(*task, set, 1);
  CHECK(own.whole_distance.p90 < 1e-9);
  CHECK(own.whole_angle.p90 < 1e-9);
  CHECK(own.success_at_last_tick == 1);
  CHECK(own.windows[2].count > 10);

  // A box that was recorded 30 mm away from where it was is missed, and so goes another way; the
  // simulator's states would tell where it was.
  for (Demonstration& episode : set.episodes) episode.obs.erase(kSimulatorState);
  const int box = first_entry(task->info().observation, "box_position");
  REQUIRE(box >= 0);
  for (Demonstration& episode : set.episodes) episode.states.col(box).array() += 0.03;
  CHECK(measure_replay(*task, set, 1).windows[2].distance.median > 0.001);
}

TEST_CASE("human desired paths replayed open loop touch posts now and then") {
  const auto path = human_data("d3il_avoiding.npz");
  if (path.empty()) return;
  const Registry registry = all_tasks();
  const auto task = registry.make_task("avoiding");
  const ReplayReport report = measure_replay(*task, load_demonstrations(path, registry), 2);
  WARN("of 96 human episodes " << report.failed
                               << " touch a post open loop; median error at the end "
                               << report.whole_distance.median << " m");
  CHECK(report.episodes == 96);
  // No second-order model of the rod does better than 5; the desired paths themselves cut 12.
  CHECK(report.failed >= 3);
  CHECK(report.failed <= 16);
}
