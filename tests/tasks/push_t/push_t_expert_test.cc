#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <vector>

#include "sim/episode.h"
#include "tasks/push_t/push_planner.h"
#include "tests/catch.h"
#include "tests/experiments/toy.h"
#include "tests/paths.h"
#include "tests/sim/message_of.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

constexpr double kFastest = 29;  // px per tick: 99th percentile of human targets

struct Run {
  EpisodeResult result;
  std::vector<Eigen::Vector2d> actions;
  std::vector<double> speeds;  // of the target, px per tick
  int first_face = -1;
};

std::unique_ptr<const Policy> expert(const Task& task, const std::string& spec = "push_t/expert") {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry.make_policy(spec, task);
}

Run run(const Task& task, const Policy& policy, const EpisodeKey& key) {
  Run run;
  Episode episode(task, policy, key);
  const PushState start = read_push_state(task.model(), episode.data());
  run.actions.push_back(task.hold(episode.data()));
  while (!episode.done()) {
    episode.tick();
    const Eigen::Vector2d action = episode.tick_view().executed;
    run.speeds.push_back((action - run.actions.back()).norm());
    run.actions.push_back(action);
    const PushState now = read_push_state(task.model(), episode.data());
    if (run.first_face < 0 && pose_error(now, start.block()) > 0.3)
      run.first_face = nearest_face(now.block(), now.pusher).face;
  }
  run.result = episode.result();
  return run;
}

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

TEST_CASE("the expert solves starts with targets on the table and no faster than a human's") {
  const auto task = make_push_t();
  const auto policy = expert(*task);
  for (const std::int64_t context : {200000, 200001, 200002, 200003, 200004}) {
    const Run run = streambed::run(*task, *policy, {.context = context});
    INFO(context << " " << run.result.reason);
    CHECK(run.result.end == End::kSuccess);
    CHECK(run.result.mode == run.first_face);
    CHECK(*std::max_element(run.speeds.begin(), run.speeds.end()) <= kFastest);
    for (const Eigen::Vector2d& action : run.actions) {
      REQUIRE(action.minCoeff() >= 0);
      REQUIRE(action.maxCoeff() <= 512);
    }
  }
}

TEST_CASE("the expert's actions follow from the key alone") {
  const auto task = make_push_t();
  const EpisodeKey key{.context = 200005};
  const Run once = run(*task, *expert(*task), key), again = run(*task, *expert(*task), key);
  REQUIRE(once.actions.size() == again.actions.size());
  for (std::size_t i = 0; i < once.actions.size(); ++i)
    REQUIRE(once.actions[i] == again.actions[i]);
}

TEST_CASE("a trembling hand strays from the plan by the deviation asked for and solves the task") {
  const auto task = make_push_t();
  const EpisodeKey key{.context = 200001};
  const Run steady = run(*task, *expert(*task), key);
  const Run trembling = run(*task, *expert(*task, "push_t/expert(noise=3)"), key);
  CHECK(trembling.result.success);
  // Both begin with the same plan, of which every target is off by itself.
  double squares = 0;
  constexpr std::size_t kTargets = 10;
  for (std::size_t i = 1; i <= kTargets; ++i)
    squares += (trembling.actions[i] - steady.actions[i]).squaredNorm();
  const double deviation = std::sqrt(squares / (2 * kTargets));
  CHECK(deviation > 1.5);
  CHECK(deviation < 4.5);
}

TEST_CASE("the expert draws among pushes that are about as good") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  task->reset(*data, 200001, Rng{});
  const PushState state = read_push_state(task->model(), *data);
  const TeePose goal = read_goal(task->model(), *data);
  const auto ends = [&](double variety) {
    PushStyle style;
    style.variety = variety;
    const PushPlanner planner(read_pusher_control(task->model()), goal, style);
    std::set<double> ends;
    for (int i = 0; i < 12; ++i)
      ends.insert(planner.plan(state, state.pusher, Rng{}.fork(i)).targets.back().x());
    return ends.size();
  };
  CHECK(ends(20) > 1);
  CHECK(ends(0) == 1);
}

TEST_CASE("the expert reads gains, goal and observation from the task") {
  for (const char* spec :
       {"push_t(protocol=sfp_state)", "push_t(goal_x=200,goal_y=300,goal_angle=-2)",
        "push_t(obs=keypoints,legacy_reset=false)"}) {
    INFO(spec);
    const auto task = make_push_t(spec);
    CHECK(run(*task, *expert(*task), {.context = 200006}).result.success);
  }
}

TEST_CASE("the expert plans anew after a kick and under a slow clock") {
  const auto task = make_push_t();
  const EpisodeKey kicked{.context = 200007, .events = "kick(at=2,dx=40,dy=-30,dangle=0.5)"};
  CHECK(run(*task, *expert(*task), kicked).result.success);
  const EpisodeKey late{.context = 200007, .clock = "virtual(delay=1)"};
  CHECK(run(*task, *expert(*task), late).result.success);
}

TEST_CASE("the expert rests at the goal") {
  const auto task = make_push_t("push_t(end_on_success=false,max_ticks=150)");
  const Run run = streambed::run(*task, *expert(*task), {.context = 200000});
  CHECK(run.result.success_at_end);
  CHECK(run.speeds.back() == 0);
}

TEST_CASE("the expert of another task is refused") {
  const auto toy = toy_registry().make_task("toy");
  CHECK_THAT(message_of([&] { expert(*toy); }), ContainsSubstring("push_t/expert solves push_t"));
}

TEST_CASE("the expert's demonstrations are worth imitating", "[.slow][slow]") {
  const auto task = make_push_t();
  const auto policy = expert(*task);
  for (const std::int64_t first : {0, 200000}) {
    std::vector<double> ticks, speeds;
    std::array<int, kFaceCount> faces{};
    for (std::int64_t context = first; context < first + 200; ++context) {
      const Run run = streambed::run(*task, *policy, {.context = context});
      speeds.insert(speeds.end(), run.speeds.begin(), run.speeds.end());
      if (run.result.success) ticks.push_back(static_cast<double>(run.result.ticks));
      if (run.first_face >= 0) ++faces[static_cast<std::size_t>(run.first_face)];
    }
    const double median = quantile(ticks, 0.5), speed = quantile(speeds, 0.5);
    const double fast = quantile(speeds, 0.99);
    std::string histogram;
    for (const int count : faces) histogram += fmt::format(" {}", count);
    WARN(
        fmt::format("starts from {}: {} of 200 solved, median {} ticks; target {:.2f} px per tick "
                    "(median), {:.2f} (p99); first pushed face:{}",
                    first, ticks.size(), median, speed, fast, histogram));
    CHECK(ticks.size() >= 190);
    CHECK(median <= 150);
    CHECK(speed > 6);
    CHECK(speed < 10);
    CHECK(fast <= kFastest);
    // No side of the T is left out, and none takes half of the starts.
    CHECK(*std::min_element(faces.begin(), faces.end()) >= 4);
    CHECK(*std::max_element(faces.begin(), faces.end()) <= 100);
  }
}

}  // namespace
}  // namespace streambed
