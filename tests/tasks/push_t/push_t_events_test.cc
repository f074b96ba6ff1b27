// Disturbances that are drawn: the sizes asked for, and room for them.

#include <Eigen/Geometry>
#include <cmath>

#include "sim/base/error.h"
#include "sim/events/check_events.h"
#include "sim/events/random_events.h"
#include "sim/pose.h"
#include "tasks/push_t/push_model.h"
#include "tests/catch.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

double turn_between(double from, double to) {
  return std::abs(std::remainder(to - from, 2 * 3.14159265358979323846));
}

TEST_CASE("a drawn kick has its size and leaves the tool beside the T") {
  const auto task = make_push_t("push_t");
  const DataPtr data = make_data(task->model());
  const Event low = parse_events("random_kick(distance=30,turn=0.3)").front();
  const Event high = parse_events("random_kick(distance=80,turn=0.8)").front();
  for (std::int64_t context = 0; context < 300; ++context) {
    for (const auto& [event, distance, turn] :
         {std::tuple{low, 30.0, 0.3}, std::tuple{high, 80.0, 0.8}}) {
      task->reset(*data, context, Rng{});
      const Eigen::Isometry3d before = task->pose(*data, "block");
      apply_event(*task, *data, drawn(event, *task, *data, Rng{}.fork(context)));
      const Eigen::Isometry3d after = task->pose(*data, "block");
      CHECK((after.translation() - before.translation()).norm() == Approx(distance));
      CHECK(turn_between(yaw(before), yaw(after)) == Approx(turn));

      const PushState state = read_push_state(task->model(), *data);
      const TeePose block = state.block();
      const Eigen::Vector2d agent =
          Eigen::Rotation2Dd(-block.angle) * (state.pusher - block.origin);
      CHECK(distance_to_tee(agent) >= kPusherRadius - 1e-9);
      CHECK(wall_excess(state) <= 1e-9);
    }
  }
}

TEST_CASE("a kick that nothing leaves room for is refused, the goal moves within the walls") {
  const auto task = make_push_t("push_t");
  const DataPtr data = make_data(task->model());
  task->reset(*data, 0, Rng{});
  const Event far = parse_events("random_kick(distance=2000)").front();
  CHECK_THROWS_AS(drawn(far, *task, *data, Rng{}), EngineError);

  const Event goal = parse_events("random_goal(distance=80,turn=0.8)").front();
  const Eigen::Isometry3d before = task->pose(*data, "goal");
  apply_event(*task, *data, drawn(goal, *task, *data, Rng{}));
  const Eigen::Isometry3d after = task->pose(*data, "goal");
  CHECK((after.translation() - before.translation()).norm() == Approx(80));
  CHECK(turn_between(yaw(before), yaw(after)) == Approx(0.8));
}

}  // namespace
}  // namespace streambed
