#include "viewer/render/overlay.h"

#include <array>
#include <cstring>

#include "tests/catch.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

struct Watched {
  Registry registry = tiny_registry();
  std::unique_ptr<const Task> task = registry.make_task("tiny");
  std::unique_ptr<const Policy> policy = registry.make_policy("circle", *task);
  Episode episode;
  Trail trail{*task, policy->info().execution_horizon};

  explicit Watched(const std::string& clock)
      : episode(*task, *policy, {.context = 0, .clock = clock}) {}

  void tick(int count = 1) {
    for (int i = 0; i < count; ++i) {
      episode.prepare();
      episode.think();
      trail.add(episode.tick_view());
      episode.finish();
    }
  }
};

TEST_CASE("a streamed plan grows action by action and keeps what was executed") {
  Watched watched("frozen");
  for (std::size_t i = 1; i <= 8; ++i) {
    watched.tick();
    const Overlay& overlay = watched.trail.overlay();
    REQUIRE(overlay.plan.points.size() == i);
    CHECK(overlay.plan.points.back().tick == overlay.tick);
    CHECK(overlay.executed.size() == i);
    CHECK(overlay.recent.empty());
  }

  // The path follows one tick behind the plan.
  const Overlay& overlay = watched.trail.overlay();
  for (std::size_t i = 0; i + 1 < overlay.plan.points.size(); ++i) {
    CHECK(overlay.plan.points[i].at.isApprox(overlay.executed[i + 1]));
  }
}

TEST_CASE("a fast clock shows actions ahead of their ticks") {
  Watched watched("virtual(each_ms=5)");
  watched.tick();
  const Overlay& overlay = watched.trail.overlay();
  REQUIRE(overlay.plan.points.size() == 4);
  CHECK(overlay.plan.points.back().tick == 3);
}

TEST_CASE("earlier plans are kept, a few of them") {
  Watched watched("frozen");
  watched.tick(9);
  REQUIRE(watched.trail.overlay().recent.size() == 1);
  CHECK(watched.trail.overlay().recent.front().points.size() == 8);
  CHECK(watched.trail.overlay().plan.first_tick == 8);
  watched.tick(200);
  const Overlay& overlay = watched.trail.overlay();
  CHECK(overlay.recent.size() < 10);
  CHECK(overlay.recent.front().first_tick < overlay.recent.back().first_tick);
}

TEST_CASE("colours of a plan get lighter with time") {
  const auto lightness = [](const Color& c) { return 0.3 * c.red + 0.6 * c.green + 0.1 * c.blue; };
  for (double t = 0; t < 0.95; t += 0.1) {
    CHECK(lightness(plan_color(t)) < lightness(plan_color(t + 0.1)));
  }
}

// One mark of every shape.
Overlay one_of_each() {
  const Eigen::Vector3d a(0, 0, 0), b(0.1, 0.2, 0.3);
  Overlay overlay;
  overlay.tick = 1;
  overlay.executed = overlay.boundaries = {a, b};
  overlay.plan.points = {{a, 0}, {b, 1}};
  overlay.fan = {{a, b}};
  overlay.field = {{a, b, 0.5}};
  overlay.goal = a;
  return overlay;
}

TEST_CASE("marks do not depend on what was in the scene's memory") {
  std::array<std::vector<mjvGeom>, 2> geoms;
  std::array<int, 2> counts{};
  for (const int i : {0, 1}) {
    geoms[static_cast<std::size_t>(i)].resize(100);
    auto& mine = geoms[static_cast<std::size_t>(i)];
    std::memset(static_cast<void*>(mine.data()), i == 0 ? 0 : 5, mine.size() * sizeof(mjvGeom));
    for (mjvGeom& geom : mine) geom.objtype = i == 0 ? mjOBJ_UNKNOWN : mjOBJ_GEOM;
    mjvScene scene{};
    scene.maxgeom = static_cast<int>(mine.size());
    scene.geoms = mine.data();
    add_overlay(one_of_each(), {}, 1, scene);
    counts[static_cast<std::size_t>(i)] = scene.ngeom;
  }
  REQUIRE(counts[0] == counts[1]);
  REQUIRE(counts[0] > 20);
  CHECK(std::memcmp(geoms[0].data(), geoms[1].data(),
                    static_cast<std::size_t>(counts[0]) * sizeof(mjvGeom)) == 0);
}

TEST_CASE("a plan is seen where it is and lies over the scene") {
  std::vector<mjvGeom> geoms(100);
  mjvScene scene{};
  scene.maxgeom = static_cast<int>(geoms.size());
  scene.geoms = geoms.data();
  for (mjvGLCamera& camera : scene.camera) {
    camera.pos[2] = 2;
    camera.forward[2] = -1;
    camera.up[1] = 1;
  }
  Overlay overlay;
  overlay.plan.points = {{Eigen::Vector3d(0.3, -0.2, 0), 0}};
  overlay.tick = 1;
  add_overlay(overlay, {}, 1, scene);
  REQUIRE(scene.ngeom == 1);
  const mjvGeom& dot = geoms.front();
  const float depth = 2 - dot.pos[2];
  CHECK(depth < 1);
  CHECK(dot.pos[0] / depth == Approx(0.3 / 2));
  CHECK(dot.pos[1] / depth == Approx(-0.2 / 2));
  CHECK(dot.size[0] < 0.012f);
}

TEST_CASE("plans of a tick or two have no boundaries to show") {
  Watched watched("frozen");
  watched.tick(20);
  CHECK(has_boundaries(watched.trail.overlay()));
  Overlay overlay = watched.trail.overlay();
  overlay.boundaries = overlay.executed;
  CHECK_FALSE(has_boundaries(overlay));
  overlay.boundaries.resize(overlay.executed.size() / 2);
  CHECK_FALSE(has_boundaries(overlay));
}

}  // namespace
}  // namespace streambed
