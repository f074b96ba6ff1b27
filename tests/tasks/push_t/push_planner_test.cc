// What the expert plans with: the model of pushing and the ways round the T.

#include <Eigen/Geometry>
#include <cmath>

#include "tasks/push_t/push_model.h"
#include "tasks/push_t/push_path.h"
#include "tests/catch.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

double clearance(const TeePose& block, const Vector2d& point) {
  return distance_to_tee(Eigen::Rotation2Dd(-block.angle) * (point - block.origin));
}

TEST_CASE("the model of pushing is the task's physics") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  const PusherControl control = read_pusher_control(task->model());
  CHECK(control.k_p == 100);
  CHECK(control.k_v == 20);
  Rng rng = Rng{}.fork("pushes");
  int moved = 0;
  for (int i = 0; i < 200; ++i) {
    // In the middle of the table, where no wall is near; the pusher crosses the T at any speed.
    const double way = rng.uniform(0, 6.28);
    const Vector2d from = Vector2d(256, 256) + 110 * Vector2d(std::cos(way), std::sin(way));
    Observation start;
    start.state = state(from.x(), from.y(), rng.uniform(220, 290), rng.uniform(220, 290), way * 3);
    task->restore(*data, start);
    PushState model = read_push_state(task->model(), *data);
    const PushState before = model;
    if (clearance(before.block(), before.pusher) < kPusherRadius) continue;
    const Vector2d to(rng.uniform(200, 310), rng.uniform(200, 310));
    for (int tick = 0; tick < 12; ++tick) {
      const Vector2d aim = from + (to - from) * (tick + 1) / 12;
      streambed::tick(*task, *data, aim);
      for (int k = 0; k < 10; ++k) push_step(model, aim, control);
    }
    const PushState truth = read_push_state(task->model(), *data);
    INFO(i);
    CHECK((truth.pusher - model.pusher).norm() < 1e-9);
    CHECK(pose_error(truth, model.block()) < 0.05);
    moved += pose_error(truth, before.block()) > 10;
  }
  CHECK(moved > 100);
}

TEST_CASE("the error of a pose is a distance in the metric of pushing") {
  const TeePose goal{{256, 256}, 0.5};
  PushState state;
  state.centre = centre_of_gravity(goal);
  state.angle = goal.angle + 2 * M_PI;
  CHECK(pose_error(state, goal) == Approx(0).margin(1e-9));
  state.centre += Vector2d(3, 4);
  CHECK(pose_error(state, goal) == Approx(5));
  state.angle += 0.1;
  CHECK(pose_error(state, goal) == Approx(std::sqrt(25 + 3000 * 0.01)));
}

TEST_CASE("walls are noticed") {
  PushState state;
  state.centre = Vector2d(256, 256);
  CHECK(wall_excess(state) == 0);
  // The stem's end, 75 px from the centre of gravity.
  state.centre = Vector2d(256, 504 - 70);
  CHECK(wall_excess(state) == Approx(5));
}

TEST_CASE("ways round the T keep clear of it") {
  Rng rng = Rng{}.fork("ways");
  int found = 0, round = 0;
  for (int i = 0; i < 500; ++i) {
    const TeePose block{{rng.uniform(150, 350), rng.uniform(150, 350)}, rng.uniform(-4, 4)};
    const Vector2d from(rng.uniform(20, 490), rng.uniform(20, 490));
    const Vector2d to(rng.uniform(20, 490), rng.uniform(20, 490));
    if (clearance(block, from) < 15 || clearance(block, to) < 15) continue;
    const WalkMap map(block, from);
    const auto length = map.length(to);
    const std::vector<Vector2d> way = map.way(to);
    REQUIRE(length.has_value() == !way.empty());
    if (way.empty()) continue;
    ++found;
    round += way.size() > 2;
    REQUIRE((way.front() - from).norm() < 1e-9);
    REQUIRE((way.back() - to).norm() < 1e-9);
    double sum = 0;
    for (std::size_t k = 1; k < way.size(); ++k) {
      sum += (way[k] - way[k - 1]).norm();
      for (double share = 0; share <= 1; share += 0.02)
        REQUIRE(clearance(block, way[k - 1] + share * (way[k] - way[k - 1])) > 14.6);
    }
    CHECK(sum == Approx(*length));
  }
  CHECK(found > 200);
  CHECK(round > 50);
}

TEST_CASE("from inside the T there is a way out") {
  const TeePose block{{256, 256}, 0};
  const WalkMap map(block, {256, 270});
  CHECK(map.length({256, 100}).has_value());
}

TEST_CASE("targets along a path keep its speeds and end at its end") {
  const std::vector<PathPoint> path = {
      {{100, 100}, 0}, {{300, 100}, 18}, {{300, 250}, 18}, {{300, 330}, 8}};
  const std::vector<Vector2d> targets = timed_targets(path, 3);
  REQUIRE_FALSE(targets.empty());
  CHECK((targets.back() - path.back().at).norm() < 1e-9);
  Vector2d before = path.front().at;
  double speed = 0, fastest = 0;
  for (const Vector2d& target : targets) {
    const double now = (target - before).norm();
    CHECK(now <= 18 + 1e-9);
    CHECK(now <= speed + 4);
    if (target.y() > 260) CHECK(now <= 8 + 1e-9);
    fastest = std::max(fastest, now);
    speed = now;
    before = target;
  }
  CHECK(fastest == Approx(18));
  CHECK(timed_targets({path.front()}, 3).empty());
}

}  // namespace
}  // namespace streambed
