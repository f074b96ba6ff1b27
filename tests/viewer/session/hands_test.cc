#include "viewer/session/hands.h"

#include "sim/events/check_events.h"
#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

TEST_CASE("what events move is found by trying") {
  const TinyTask task;
  const DataPtr data = make_data(task.model());
  task.reset(*data, 0, Rng{});
  const Handles handles = find_handles(task, *data);
  const int ball = body_id(task.model(), "ball"), goal = body_id(task.model(), "goal");
  REQUIRE(handles.objects.size() == 1);
  REQUIRE(handles.goals.size() == 1);
  CHECK(handles.objects[0].bodies == std::vector{ball});
  CHECK(handles.objects[0].axes.isApprox(Eigen::Matrix<double, 3, 2>::Identity(), 1e-6));
  CHECK(handles.goals[0].bodies == std::vector{goal});
  CHECK(handles.object_at(ball) == &handles.objects[0]);
  CHECK(handles.goal_at(goal) == &handles.goals[0]);
  CHECK(handles.object_at(goal) == nullptr);
  CHECK(handles.objects[0].object == "ball");
  CHECK(handles.goals[0].object == "ball");
  CHECK(handles.goals[0].pose == "goal");
  CHECK(data->mocap_pos[0] == 0);

  // Where the goal is, in the task's own terms, although its frame lies beside it.
  apply_event(task, *data, {.time = 0, .what = MoveGoal{{.x = 0.3, .y = -0.2, .angle = 0.7}}});
  CHECK(task.pose(*data, "goal").isApprox(planar_pose(0.3, -0.2, 0.7), 1e-6));
}

TEST_CASE("an action is found whose point lies under the mouse") {
  const TinyTask task;
  const Action present = Action(Eigen::Vector2d(0.9, 0.9));
  const Eigen::Vector3d eye(0.1, -0.5, 1.2), target(-0.4, 0.3, 0);
  const auto found = pointed_action(task, present, {eye, (target - eye).normalized()});
  REQUIRE(found);
  CHECK(found->isApprox(Action(Eigen::Vector2d(-0.4, 0.3)), 1e-6));

  // Inside the box, and nothing behind the eye.
  const Eigen::Vector3d outside(5, 0.3, 0);
  CHECK(pointed_action(task, present, {eye, (outside - eye).normalized()})->maxCoeff() == 1);
  CHECK_FALSE(pointed_action(task, present, {eye, (eye - target).normalized()}));
}

TEST_CASE("a ray meets a plane in front of it only") {
  const Ray ray{{0, 0, 1}, {0, 0, -1}};
  CHECK(meet(ray, {3, 2, 0.25}, {0, 0, 1})->isApprox(Eigen::Vector3d(0, 0, 0.25)));
  CHECK_FALSE(meet(ray, {0, 0, 2}, {0, 0, 1}));
  CHECK_FALSE(meet(ray, {0, 0, 0}, {1, 0, 0}));
}

}  // namespace
}  // namespace streambed
