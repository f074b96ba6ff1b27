#include <fmt/format.h>

#include <set>

#include "experiments/demonstrations/import_demonstrations.h"
#include "sim/base/files.h"
#include "tasks/avoiding_scene.h"
#include "tests/experiments/human_data.h"
#include "tests/paths.h"
#include "tests/sim/message_of.h"
#include "tests/tasks/expert_episodes.h"

namespace streambed {
namespace {

Action xy(double x, double y) { return Eigen::Vector2d(x, y); }

StateVector observed(const Task& task, const mjData& data) {
  NoSensors sensors;
  Observation observation;
  task.observe(data, sensors, observation);
  return observation.state;
}

// The verdict on a measured path, position by position; no physics but the contacts at each.
Judgement judge_path(const Task& task, mjData& data, const std::vector<Eigen::Vector2d>& path) {
  const auto put = [&](const Eigen::Vector2d& point) {
    StateVector state(4);
    state << point, point;
    task.restore(data, {state, {}});
    task.step(data);
  };
  put(path.front());
  Judgement judgement(task, data);
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (judgement.progress().failed || judgement.progress().success) break;
    put(path[i]);
    judgement.judge(data);
  }
  return judgement;
}

std::vector<Eigen::Vector2d> polyline(const std::vector<Eigen::Vector2d>& corners) {
  std::vector<Eigen::Vector2d> path;
  for (std::size_t i = 1; i < corners.size(); ++i)
    for (int k = 0; k < 50; ++k)
      path.emplace_back(corners[i - 1] + k / 50.0 * (corners[i] - corners[i - 1]));
  path.push_back(corners.back());
  return path;
}

TEST_CASE("the posts that are drawn are those that the expert and the labels know") {
  const auto task = make_task("avoiding");
  const mjModel& model = task->model();
  int posts = 0;
  for (int geom = 0; geom < model.ngeom; ++geom) {
    const char* name = mj_id2name(&model, mjOBJ_GEOM, geom);
    if (!name || std::string(name).rfind("post_", 0) != 0) continue;
    ++posts;
    const double* at = model.geom_pos + 3 * geom;
    const auto is_here = [&](const PostRow& row) {
      return std::abs(at[1] - row.y) < 1e-12 &&
             std::abs(model.geom_size[3 * geom] - row.radius) < 1e-12 &&
             std::find(row.x.begin(), row.x.begin() + row.count, at[0]) !=
                 row.x.begin() + row.count;
    };
    CHECK(std::any_of(kAvoidingRows.begin(), kAvoidingRows.end(), is_here));
  }
  CHECK(posts == 6);
  CHECK(model.npair == 6);
}

TEST_CASE("avoiding has 24 modes and reads them at its three levels") {
  const auto task = make_task("avoiding");
  const DataPtr data = make_data(task->model());
  std::set<int> seen;
  for (const double first : {0.44, 0.56})
    for (const double second : {0.37, 0.5, 0.63})
      for (const double third : {0.29, 0.425, 0.575, 0.71}) {
        const Judgement judgement = judge_path(
            *task, *data,
            polyline({{0.525, -0.28}, {first, -0.14}, {first, -0.05}, {second, 0.04},
                      {second, 0.13}, {third, 0.2}, {third, 0.36}}));
        CHECK(judgement.progress().success);
        const int mode = judgement.mode();
        REQUIRE(mode >= 0);
        const std::string expected =
            fmt::format("{}-{}-{}", first < 0.5 ? "left" : "right",
                        second < 0.4 ? "left" : second < 0.6 ? "middle" : "right",
                        third < 0.35 ? 1 : third < 0.5 ? 2 : third < 0.65 ? 3 : 4);
        CHECK(task->info().modes[static_cast<std::size_t>(mode)] == expected);
        seen.insert(mode);
      }
  CHECK(seen.size() == 24);
  CHECK(task->info().modes.size() == 24);
  CHECK(judge_path(*task, *data, {{0.525, -0.28}}).mode() == -1);
}

TEST_CASE("touching a post fails, also in the middle of a tick, and 1 mm beside it does not") {
  const auto task = make_task("avoiding");
  const DataPtr data = make_data(task->model());
  CHECK(judge_path(*task, *data, {{0.5 + 0.0399, -0.1}}).progress().failed);
  CHECK_FALSE(judge_path(*task, *data, {{0.5 + 0.041, -0.1}}).progress().failed);
  CHECK(judge_path(*task, *data, {{0.35, 0.26 - 0.0349}}).progress().failed);
  CHECK_FALSE(judge_path(*task, *data, {{0.35, 0.26 - 0.036}}).progress().failed);

  // A graze that lies between two ticks is remembered, and success after it is none.
  StateVector state(4);
  state << 0.536, -0.1, 0.536, -0.1;
  task->restore(*data, {state, {}});
  task->step(*data);
  for (int i = 0; i < 2; ++i) data->qpos[i] = i == 0 ? 0.6 : 0.4;
  task->step(*data);
  const Progress progress = Judgement(*task, *data).progress();
  CHECK(progress.failed);
  CHECK_FALSE(progress.success);
}

TEST_CASE("the finish is y > 0.35") {
  const auto task = make_task("avoiding");
  const DataPtr data = make_data(task->model());
  CHECK_FALSE(judge_path(*task, *data, {{0.2, 0.3495}}).progress().success);
  CHECK(judge_path(*task, *data, {{0.2, 0.3505}}).progress().success);
}

TEST_CASE("starts vary with the context by 5 mm and with nothing else") {
  const auto task = make_task("avoiding");
  const DataPtr data = make_data(task->model());
  double farthest = 0;
  for (std::int64_t context = 0; context < 200; ++context) {
    task->reset(*data, context, Rng{});
    const StateVector state = observed(*task, *data);
    CHECK(state.head<2>() == state.tail<2>());
    farthest =
        std::max(farthest, (state.head<2>() - Eigen::Vector2d(0.525, -0.28)).cwiseAbs().maxCoeff());
    task->reset(*data, context, Rng{}.fork("another repeat"));
    CHECK(observed(*task, *data) == state);
  }
  CHECK(farthest <= 0.005);
  CHECK(farthest > 0.0045);
}

TEST_CASE("legacy_obs_lag observes the measured position one tick late, the desired one at once") {
  const auto now = make_task("avoiding"), late = make_task("avoiding(legacy_obs_lag=true)");
  const DataPtr data = make_data(now->model()), late_data = make_data(late->model());
  for (const auto& [task, its_data] :
       {std::pair(now.get(), data.get()), std::pair(late.get(), late_data.get())})
    task->reset(*its_data, 3, Rng{});
  Eigen::Vector2d before = observed(*now, *data).tail<2>();
  for (int tick = 0; tick < 5; ++tick) {
    for (const auto& [task, its_data] :
         {std::pair(now.get(), data.get()), std::pair(late.get(), late_data.get())}) {
      task->apply(xy(0.4, 0), *its_data);
      for (int i = 0; i < 35; ++i) task->step(*its_data);
    }
    CHECK(observed(*late, *late_data).tail<2>() == before);
    CHECK(observed(*late, *late_data).head<2>() == observed(*now, *data).head<2>());
    before = observed(*now, *data).tail<2>();
    CHECK(before != Eigen::Vector2d(observed(*late, *late_data).tail<2>()));
  }
}

TEST_CASE("states of another task are refused") {
  const auto task = make_task("avoiding");
  const DataPtr data = make_data(task->model());
  const auto restore = [&](StateVector state) {
    return message_of([&] { task->restore(*data, {state, {}}); });
  };
  CHECK_THAT(restore(StateVector::Zero(5)), ContainsSubstring("desired x, y and measured"));
  CHECK_THAT(restore(StateVector::Constant(4, std::nan(""))), ContainsSubstring("finite"));
}

TEST_CASE("human measured paths reach the finish without a touch in all 24 modes") {
  const std::filesystem::path path = human_data("d3il_avoiding.npz");
  if (path.empty()) return;
  Registry registry(shipped_assets());
  register_tasks(registry);
  const DemonstrationSet set = load_demonstrations(path, registry);
  CHECK(set.task == "avoiding");
  REQUIRE(set.episodes.size() == 96);

  const auto task = registry.make_task("avoiding");
  const DataPtr data = make_data(task->model());
  std::vector<int> counts(24);
  int reached = 0;
  for (const Demonstration& episode : set.episodes) {
    std::vector<Eigen::Vector2d> measured;
    for (Eigen::Index row = 0; row < episode.states.rows(); ++row)
      measured.emplace_back(episode.states.row(row).segment<2>(2).transpose());
    const Judgement judgement = judge_path(*task, *data, measured);
    reached += judgement.progress().success && !judgement.progress().failed;
    REQUIRE(judgement.mode() >= 0);
    ++counts[static_cast<std::size_t>(judgement.mode())];
  }
  CHECK(reached == 96);
  // People were asked for four episodes of each mode; one mode has five, one three.
  std::map<int, int> frequencies;
  for (const int count : counts) ++frequencies[count];
  CHECK(frequencies == std::map<int, int>{{3, 1}, {4, 22}, {5, 1}});
}

TEST_CASE("the shipped demonstrations show every mode and touch nothing") {
  for (const auto& [name, episodes] :
       {std::pair("avoiding", 200), std::pair("crossing", 100), std::pair("fork", 100)}) {
    INFO(name);
    const auto task = make_task(name);
    const DataPtr data = make_data(task->model());
    const DemonstrationSet set =
        read_hdf5(shipped_assets().path("demonstrations/" + std::string(name) + "-expert.h5"));
    CHECK(set.task == name);
    CHECK(static_cast<int>(set.episodes.size()) == episodes);
    std::vector<int> counts(task->info().modes.size());
    for (const Demonstration& episode : set.episodes) {
      const auto put = [&](Eigen::Index row) {
        task->restore(*data, {episode.states.row(row).transpose(), {}});
        task->step(*data);
      };
      put(0);
      Judgement judgement(*task, *data);
      for (Eigen::Index row = 1; row < episode.states.rows(); ++row) {
        put(row);
        judgement.judge(*data);
      }
      CHECK_FALSE(judgement.progress().failed);
      REQUIRE(judgement.mode() >= 0);
      ++counts[static_cast<std::size_t>(judgement.mode())];
    }
    CHECK(*std::min_element(counts.begin(), counts.end()) > 0);
  }
}

}  // namespace
}  // namespace streambed
