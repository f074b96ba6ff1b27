#include <cmath>
#include <numbers>

#include "sim/data/demonstrations.h"
#include "tests/catch.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

// A recording of random pushes from start `context`.
Demonstration record(const Task& task, int context) {
  const DataPtr data = make_data(task.model());
  Rng rng = Rng{}.fork("mirror").fork(context);
  task.reset(*data, context, rng);
  Demonstration out;
  out.states.resize(60, task.info().state_size());
  out.actions.resize(60, 2);
  Action aim(2);
  for (int n = 0; n < 60; ++n) {
    if (n % 10 == 0) aim << rng.uniform(120, 390), rng.uniform(120, 390);
    out.states.row(n) = state_of(task, *data).transpose();
    out.actions.row(n) = aim.transpose();
    tick(task, *data, aim);
  }
  return out;
}

}  // namespace

TEST_CASE("the mirror image of an episode is an episode", "[push_t]") {
  const auto task = make_push_t();
  for (int context = 0; context < 10; ++context) {
    const Demonstration original = record(*task, context);
    Demonstration image = original;
    REQUIRE(task->mirror(image));

    // Replayed from its first state, the image's actions lead through its states.
    const DataPtr data = make_data(task->model());
    const DataPtr there = make_data(task->model());
    task->restore_row(*data, image, 0);
    for (int n = 0; n < 60; ++n) {
      const StateVector now = state_of(*task, *data);
      const StateVector expected = image.states.row(n).transpose();
      CHECK((now.head<4>() - expected.head<4>()).norm() < 1e-3);
      CHECK(std::abs(std::remainder(now[4] - expected[4], 2 * std::numbers::pi)) < 1e-5);
      task->restore_row(*there, original, n);
      CHECK(task->judge(*data, {}).coverage ==
            Approx(task->judge(*there, {}).coverage).margin(1e-6));
      tick(*task, *data, image.actions.row(n).transpose());
    }

    REQUIRE(task->mirror(image));
    CHECK((image.actions - original.actions).norm() < 1e-9);
  }
}

TEST_CASE("a goal off the diagonal has no mirror image", "[push_t]") {
  Demonstration demonstration = record(*make_push_t(), 0);
  CHECK_FALSE(make_push_t("push_t(goal_x=300)")->mirror(demonstration));
  CHECK_FALSE(make_push_t("push_t(goal_angle=0)")->mirror(demonstration));
  CHECK(make_push_t("push_t(goal_x=300,goal_y=212)")->mirror(demonstration));
}

}  // namespace streambed
