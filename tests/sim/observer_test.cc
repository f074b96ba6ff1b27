// Doors of the loop: an observer inside it, a start at a recorded row, questions between ticks.

#include <stdexcept>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/counting_policy.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

// A cart that can be put where it was recorded.
class RecordedCart final : public TinyTask {
 public:
  void restore(mjData& data, const Observation& observation) const override {
    reset(data, 0, {});
    data.qpos[0] = data.mocap_pos[0] = observation.state[0];
  }
};

// Writes down where the cart is at both ends of every tick.
struct Watch final : EpisodeObserver {
  std::vector<double> begins, seen, ends;
  std::int64_t throws_at = -1;

  void begin_tick(const Episode& episode) override {
    begins.push_back(episode.data().qpos[0]);
    seen.push_back(episode.history().back().state[0]);
    if (episode.tick_view().tick == throws_at) throw std::runtime_error("the disk is full");
  }
  void end_tick(const Episode& episode) override { ends.push_back(episode.data().qpos[0]); }
};

}  // namespace

TEST_CASE("an observer sees every tick before anything moves and after it was judged",
          "[episode]") {
  const TinyTask task;
  const TinyPolicy policy(0.5);
  Watch watch;
  Episode episode(task, policy, {.context = 3}, nullptr, {}, {.observer = &watch});
  while (episode.tick()) {
  }
  REQUIRE(std::ssize(watch.begins) == task.info().max_ticks);
  CHECK(watch.begins.front() == 0.03);
  CHECK(watch.seen == watch.begins);
  REQUIRE(watch.ends.size() == watch.begins.size());
  for (std::size_t i = 0; i + 1 < watch.ends.size(); ++i) {
    CHECK(watch.ends[i] == watch.begins[i + 1]);
  }
  CHECK(watch.ends.back() > 0.4);
}

TEST_CASE("an observer that throws ends its episode with the reason", "[episode]") {
  const TinyTask task;
  const TinyPolicy policy;
  Watch watch;
  watch.throws_at = 2;
  Episode episode(task, policy, {}, nullptr, {}, {.observer = &watch});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kError);
  CHECK(episode.result().reason == "the disk is full");
  CHECK(episode.result().ticks == 2);
}

TEST_CASE("an episode starts at a recorded row", "[episode]") {
  const RecordedCart task;
  const CountingPolicy policy(1, 1, 2);
  Demonstration recorded;
  recorded.states = Eigen::Vector3d(0.1, 0.2, 0.3);
  recorded.actions = Eigen::Vector3d(0.2, 0.3, 0.3);
  Episode episode(task, policy, {.context = 7}, nullptr, {}, {.start = {&recorded, 2}});
  CHECK(episode.data().qpos[0] == 0.3);
  CHECK(episode.tick_view().tick == 0);
  CHECK(episode.tick_view().executed[0] == 0.3);
  episode.prepare();
  REQUIRE(episode.history().size() == 2);
  CHECK(episode.history()[0].state[0] == 0.3);

  // A task that cannot do so says it at once.
  const TinyTask without;
  CHECK_THROWS_AS(Episode(without, policy, {}, nullptr, {}, {.start = {&recorded, 0}}), UserError);
}

TEST_CASE("looking between ticks changes nothing, and is repeated after an event", "[episode]") {
  const TinyTask task;
  const CountingPolicy policy(2, 4, 2);
  const auto run = [&](bool curious) {
    Episode episode(task, policy, {.context = 1});
    std::vector<double> path;
    do {
      path.push_back(episode.data().qpos[0]);
      if (!curious) continue;
      episode.look();
      episode.look();
      // What it tells is the present, in the form that a plan would be given.
      const PlanRequest request = episode.request();
      REQUIRE(request.history.size() == 2);
      CHECK(request.history.back().state[0] == path.back());
      if (path.size() > 1) CHECK(request.history.front().state[0] == path[path.size() - 2]);
      CHECK(request.tick == std::ssize(path) - 1);
      CHECK(request.time_ns == request.tick * task.info().control_period_ns);
    } while (episode.tick());
    return path;
  };
  CHECK(run(true) == run(false));
}

TEST_CASE("a look that fails is told to whoever looked; the next tick ends the episode",
          "[episode]") {
  class Fading final : public TinyTask {
   public:
    void observe(const mjData& data, Sensors& sensors, Observation& out) const override {
      if (data.time > 0.12) throw std::runtime_error("dark");
      TinyTask::observe(data, sensors, out);
    }
  };
  const Fading task;
  const TinyPolicy policy(0.2);
  Episode episode(task, policy, {});
  for (int i = 0; i < 3; ++i) episode.tick();
  CHECK_THROWS_WITH(episode.look(), "dark");
  CHECK_FALSE(episode.done());
  episode.tick();
  CHECK(episode.result().reason == "dark");
  CHECK(episode.result().ticks == 3);
}
