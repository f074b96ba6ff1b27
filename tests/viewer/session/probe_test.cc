#include "viewer/session/probe.h"

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

struct Asking {
  Registry registry = tiny_registry();
  std::unique_ptr<const Task> task = registry.make_task("tiny");
  DataPtr data = make_data(task->model());
  std::vector<Observation> history;
  std::unique_ptr<const Policy> policy;
  PlanRequest request;

  explicit Asking(const char* name) : policy(registry.make_policy(name, *task)) {
    task->reset(*data, 0, Rng{});
    NoSensors sensors;
    task->observe(*data, sensors, history.emplace_back());
    request.history = history;
    request.tick = 4;
    request.last_generated = request.last_executed = Action::Zero(2);
    lend_simulator(policy->info(), task->model(), *data, request);
  }
  Situation now() const {
    return {.task = task.get(),
            .policy = policy.get(),
            .request = request,
            .stop = {}};
  }
};

TEST_CASE("samples differ from each other and are the same when asked again") {
  const Asking asking("swirl");
  Overlay once, again;
  CHECK(ask(asking.now(), {.samples = 5}, nullptr, once).empty());
  CHECK(ask(asking.now(), {.samples = 5}, nullptr, again).empty());
  REQUIRE(once.fan.size() == 5);
  CHECK(once.fan[0].size() == 9);  // the target in force and eight actions
  CHECK_FALSE(once.fan[0] == once.fan[1]);
  CHECK(once.fan == again.fan);
}

TEST_CASE("a denoising begins with noise and ends with the plan") {
  const Asking asking("swirl");
  Overlay overlay;
  CHECK(ask(asking.now(), {.samples = 1, .denoising = true}, nullptr, overlay).empty());
  REQUIRE(overlay.denoising.size() == 2);
  REQUIRE(overlay.denoising[0].size() == 8);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(overlay.denoising[0][i].isApprox(2 * overlay.denoising[1][i], 1e-6));
    CHECK(overlay.denoising[1][i].isApprox(overlay.fan[0][i + 1], 1e-6));
  }
}

TEST_CASE("arrows show the velocity's direction and none is longer than their spacing") {
  const Asking asking("swirl");
  Overlay overlay;
  CHECK(ask(asking.now(), {.field = true}, nullptr, overlay).empty());
  CHECK(overlay.field.size() > 100);
  for (const FieldArrow& arrow : overlay.field) {
    const Eigen::Vector3d along = arrow.to - arrow.from;
    CHECK(along.norm() <= 2.0 / 16);
    CHECK(std::abs(along.dot(arrow.from)) < 1e-9);
  }
}

TEST_CASE("what a policy does not have is said, what it throws is caught") {
  Overlay overlay;
  const Asking circle("circle");
  CHECK(ask(circle.now(), {.denoising = true}, nullptr, overlay) ==
        "this policy does not denoise");
  CHECK(ask(circle.now(), {.field = true}, nullptr, overlay) ==
        "this policy has no velocity field");
  CHECK(ask(circle.now(), {.nearest = 1}, nullptr, overlay) == "no demonstrations are loaded");
  const Asking thrower("thrower");
  CHECK(ask(thrower.now(), {.samples = 2}, nullptr, overlay) == "no idea");
  CHECK(overlay.field.empty());
}

TEST_CASE("the nearest demonstration is found by its states") {
  const Asking asking("still");
  DemonstrationSet set;
  for (const double x : {0.9, 0.1, -0.6}) {
    Demonstration one;
    one.states = MatrixRM::Constant(5, 2, x);
    one.states.col(1).setLinSpaced(-0.2, 0.2);
    one.actions = MatrixRM::Constant(5, 2, x);
    set.episodes.push_back(one);
  }
  const DemonstrationIndex index(*asking.task, set);
  CHECK(index.size() == 3);
  const auto paths = index.nearest(*asking.task, StateVector(Eigen::Vector2d(0.2, 0.1)), 2);
  REQUIRE(paths.size() == 2);
  CHECK(paths[0].front().x() == Approx(0.1));
  CHECK(paths[0].size() == 2);  // rows 3 and 4
  CHECK(paths[1].front().x() == Approx(0.9));

  set.episodes[1].states = MatrixRM::Zero(5, 3);
  CHECK_THROWS_AS(DemonstrationIndex(*asking.task, set), UserError);
  CHECK_THROWS_AS(DemonstrationIndex(*asking.task, DemonstrationSet{}), UserError);
}

}  // namespace
}  // namespace streambed
