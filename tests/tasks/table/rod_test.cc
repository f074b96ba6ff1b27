#include "tasks/table/rod.h"

#include <cmath>

#include "tasks/table/scene.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/sim/message_of.h"

namespace streambed {
namespace {

Action at(double x, double y) { return Eigen::Vector2d(x, y); }

struct Bench {
  explicit Bench(RodSettings settings = {})
      : model(load_model(shipped_assets().path("avoiding.xml"))), data(make_data(*model)), rod(*model, settings) {}
  void steps(int count) {
    for (int i = 0; i < count; ++i) mj_step(model.get(), data.get());
  }

  ModelPtr model;
  DataPtr data;
  Rod rod;
};

TEST_CASE("after a reset the rod rests and desires to be where it is") {
  Bench bench;
  bench.rod.place(*bench.data, at(0.3, -0.2));
  bench.steps(100);
  CHECK((bench.rod.position(*bench.data) - at(0.3, -0.2)).norm() < 1e-12);
  CHECK(bench.rod.desired(*bench.data) == at(0.3, -0.2));
  CHECK(bench.data->qpos[2] == Approx(0.005).margin(1e-9));  // it does not sink
}

TEST_CASE("the rod answers a step as a critically damped mass does") {
  Bench bench({.max_step = 1});
  bench.rod.place(*bench.data, at(0, 0));
  bench.rod.apply(at(0.1, 0), *bench.data);
  for (int i = 0; i < 4; ++i) {
    bench.steps(25);
    const double wt = 30 * bench.data->time;
    CHECK(bench.rod.position(*bench.data)[0] ==
          Approx(0.1 * (1 - (1 + wt) * std::exp(-wt))).margin(0.1 * 0.02));
  }
}

TEST_CASE("the rod lags behind a steady motion by its documented lag") {
  Bench bench;
  bench.rod.place(*bench.data, at(0, -0.3));
  for (int tick = 1; tick <= 40; ++tick) {
    bench.rod.apply(at(0.005 * tick, -0.3), *bench.data);
    bench.steps(35);
  }
  const double speed = 0.005 / 0.035;
  // A desired position that jumps once per tick is ahead by half a tick, and a whole one at its
  // end.
  const double behind = bench.rod.desired(*bench.data)[0] - bench.rod.position(*bench.data)[0];
  CHECK(behind == Approx(speed * (kRodLag - 0.035 / 2)).epsilon(0.05));
}

TEST_CASE("the step per tick is limited however many targets arrive in a tick") {
  Bench bench({.max_step = 0.01, .steps_per_tick = 35});
  bench.rod.place(*bench.data, at(0, 0));
  bench.rod.apply(at(1, -1), *bench.data);
  CHECK(bench.rod.desired(*bench.data) == at(0.01, -0.01));
  bench.steps(20);
  bench.rod.apply(at(1, 0.004), *bench.data);
  CHECK(bench.rod.desired(*bench.data) == at(0.01, 0.004));
  bench.steps(15);
  bench.rod.apply(at(1, 0.004), *bench.data);
  CHECK(bench.rod.desired(*bench.data) == at(0.02, 0.004));
}

TEST_CASE("holding the desired position changes nothing, and the box bounds it") {
  Bench bench({.max_step = 0.05, .low = {-0.1, -0.1, 0}, .high = {0.02, 0.1, 1}});
  bench.rod.place(*bench.data, at(0, 0));
  bench.rod.apply(at(0.5, 0.01), *bench.data);
  CHECK(bench.rod.desired(*bench.data) == at(0.02, 0.01));
  bench.steps(35);
  bench.rod.apply(bench.rod.desired(*bench.data), *bench.data);
  CHECK(bench.rod.desired(*bench.data) == at(0.02, 0.01));
}

TEST_CASE("a rod with three axes rises, ticks count and velocities are measured") {
  Bench bench({.axes = 3, .max_step = 0.01});
  const Action start = Eigen::Vector3d(0.2, 0.2, 0.1);
  bench.rod.place(*bench.data, start);
  CHECK(bench.rod.begins_tick(*bench.data));
  bench.rod.apply(Eigen::Vector3d(0.2, 0.2, 0.2), *bench.data);
  bench.steps(34);
  CHECK(bench.rod.tick(*bench.data) == 0);
  CHECK(bench.rod.velocity(*bench.data)[2] > 0.01);
  bench.steps(1);
  CHECK(bench.rod.tick(*bench.data) == 1);
  CHECK(bench.rod.begins_tick(*bench.data));
  CHECK(bench.rod.position(*bench.data)[2] > 0.1);
  CHECK(bench.rod.radius() == 0.01);
}

TEST_CASE("a scene is one text without includes, the same scene") {
  const std::string text = scene_xml(shipped_assets().path("avoiding.xml"));
  const ModelPtr parsed = parse_model(text), loaded = load_model(shipped_assets().path("avoiding.xml"));
  CHECK(parsed->nbody == loaded->nbody);
  CHECK(parsed->ngeom == loaded->ngeom);
  CHECK(parsed->npair == loaded->npair);
  CHECK(parsed->opt.timestep == loaded->opt.timestep);
  CHECK_THAT(message_of([] { load_model(shipped_assets().path("no_such.xml")); }), ContainsSubstring("no_such.xml"));
}

TEST_CASE("a scene without a rod is refused") {
  const ModelPtr model = load_model(shipped_assets().path("push_t.xml"));
  CHECK_THAT(message_of([&] { Rod(*model, {}); }), ContainsSubstring("rod"));
}

}  // namespace
}  // namespace streambed
