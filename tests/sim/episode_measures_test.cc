// Ages, misses, rates and smoothness of episodes that can be computed by hand.

#include "sim/episode_measures.h"

#include <cmath>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/experiments/toy.h"

using namespace streambed;

namespace {

// The i-th action of plan p is 0.1 p + 0.01 i: within the toy's rail.
class Steps final : public Policy {
 public:
  explicit Steps(int execution) {
    info_.name = info_.label = "steps";
    info_.execution_horizon = execution;
    info_.prediction_horizon = 8;
  }
  const PolicyInfo& info() const override { return info_; }
  struct Count final : Memory {
    int plans = 0;
  };
  std::unique_ptr<Memory> start() const override { return std::make_unique<Count>(); }
  StreamPtr plan(const PlanRequest&, Memory* memory) const override {
    struct Stream final : ActionStream {
      std::optional<Action> next(const Now&, std::stop_token) override {
        return Action::Constant(1, 0.1 * plan + 0.01 * index++);
      }
      int plan = 0, index = 0;
    };
    auto stream = std::make_unique<Stream>();
    stream->plan = static_cast<Count&>(*memory).plans++;
    return stream;
  }

 private:
  PolicyInfo info_;
};

EpisodeResult play(const char* clock, int execution, int ticks) {
  const Registry registry = toy_registry();
  const auto task = registry.make_task("toy");
  const Steps policy(execution);
  Episode episode(*task, policy, {.context = 3, .clock = clock});
  for (int i = 0; i < ticks; ++i) episode.tick();
  CHECK(episode.result().ticks == ticks);
  return episode.result();
}

}  // namespace

TEST_CASE("measures of a frozen clock", "[measures]") {
  // Targets 0, .01, .1, .11, .2, .21: all third differences are +-.16, both seams .09.
  const EpisodeResult result = play("frozen", 2, 6);
  CHECK(result.jerk == Approx(0.16));
  CHECK(result.seam_jump == Approx(0.09));
  CHECK(result.effective_hz == 10);
  CHECK(result.deadline_misses == 0);
  // Steps at 0 ... 90 ms after the observation in one tick, 100 ... 190 ms in the next.
  CHECK(result.action_age_ms == 95);
  CHECK(play("frozen", 1, 6).action_age_ms == 45);
  CHECK(std::isnan(play("frozen", 1, 3).jerk));
  CHECK(std::isnan(play("frozen", 8, 6).seam_jump));
}

TEST_CASE("measures of a late chunk", "[measures]") {
  // In force from 40, 100, 240 and 300 ms on; observed at 0, 0, 200 and 200.
  const EpisodeResult result = play("virtual(first_ms=36)", 2, 4);
  CHECK(result.deadline_misses == 2);
  CHECK(result.stalled_steps == 8);
  CHECK(result.effective_hz == 10);
  CHECK(result.action_age_ms == Approx((390 + 1450 + 860 + 390 + 1450) / 36.0).epsilon(1e-12));
}

TEST_CASE("measures of a delay", "[measures]") {
  // In force from 200, 300, 600 and 700 ms on, the older ones up to 590 ms old.
  const EpisodeResult result = play("virtual(delay=2)", 2, 8);
  CHECK(result.deadline_misses == 4);
  CHECK(result.effective_hz == 5);
  CHECK(result.actions_dropped == 4);
  CHECK(result.action_age_ms ==
        Approx((245 + 345 + 445 + 545 + 245 + 345) / 6.0).epsilon(1e-12));
  // Asynchronously there is always an action, and it is at least two ticks old.
  const EpisodeResult overlap = play("virtual(delay=2,overlap=true)", 2, 8);
  CHECK(overlap.deadline_misses == 2);
  CHECK(overlap.action_age_ms == Approx((245 + 345) / 2.0));
}

TEST_CASE("equal targets have an equal trajectory", "[measures]") {
  EpisodeMeasures none, zero, minus_zero, one;
  CHECK(none.trajectory() == "cbf29ce484222325");
  zero.end_tick(Action::Constant(1, 0.0));
  minus_zero.end_tick(Action::Constant(1, -0.0));
  one.end_tick(Action::Constant(1, 1.0));
  // FNV-1a of eight zero bytes.
  CHECK(zero.trajectory() == "a8c7f832281a39c5");
  CHECK(minus_zero.trajectory() == zero.trajectory());
  CHECK(one.trajectory() != zero.trajectory());
  CHECK(play("frozen", 2, 6).trajectory == play("virtual", 2, 6).trajectory);
  CHECK(play("frozen", 2, 6).trajectory != play("frozen", 2, 5).trajectory);
}
