// Policies that look at every tick or correct, in the one loop: alone, in a batch, with faults.

#include <map>
#include <stdexcept>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/clock/traced_policy.h"
#include "tests/sim/result_text.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

// Moves the cart by a little of what was planned and observed, so that every call leaves a trace.
// Looks at every tick, corrects, and fails where it is told to.
class Restless final : public Policy {
 public:
  explicit Restless(std::int64_t faulty_context = -1) : faulty_(faulty_context) {
    info_.name = info_.label = "restless";
    info_.execution_horizon = 3;
    info_.prediction_horizon = 5;
    info_.every_tick = info_.corrects = true;
  }
  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<Context>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    struct Stream final : ActionStream {
      std::optional<Action> next(const Now& now, std::stop_token) override {
        return Action::Constant(1, 0.7 * now.observation->state[0] + 0.1 * rng.uniform());
      }
      Rng rng;
    };
    static_cast<Context&>(*memory).number = request.context;
    auto stream = std::make_unique<Stream>();
    stream->rng = request.rng;
    return stream;
  }
  std::optional<Action> correct(const Now& now, const Action& action, std::int64_t index,
                                Memory* memory) const override {
    if (now.tick == 4 && static_cast<Context&>(*memory).number == faulty_) {
      throw std::runtime_error("no correction");
    }
    if (now.tick % 3 == 2) return std::nullopt;
    return Action(action.array() + 0.01 * static_cast<double>(index) -
                  0.1 * now.observation->state[0]);
  }

 private:
  struct Context final : Memory {
    std::int64_t number = -1;
  };
  std::int64_t faulty_;
  PolicyInfo info_;
};

}  // namespace

TEST_CASE("a batch of corrected episodes equals episodes run apart, but for the one that fails",
          "[late]") {
  const TinyTask task;
  const Restless policy(6);
  for (const char* clock : {"frozen", "virtual(first_ms=20,each_ms=15,correct_ms=7)"}) {
    CAPTURE(clock);
    std::vector<Episode> episodes;
    for (std::int64_t context = 5; context < 9; ++context) {
      episodes.emplace_back(task, policy, EpisodeKey{.context = context, .clock = clock});
    }
    std::vector<Episode*> all;
    for (Episode& episode : episodes) all.push_back(&episode);
    for (int tick = 0; tick < task.info().max_ticks; ++tick) {
      for (Episode* episode : all) episode->prepare();
      Episode::think_together(all);
      for (Episode* episode : all) episode->finish();
    }
    for (std::int64_t context = 5; context < 9; ++context) {
      Episode alone(task, policy, {.context = context, .clock = clock});
      while (alone.tick()) {
      }
      const EpisodeResult together = episodes[static_cast<std::size_t>(context - 5)].result();
      CHECK(together.trajectory == alone.result().trajectory);
      CHECK(together.reason == alone.result().reason);
      CHECK(together.ticks == alone.result().ticks);
      CHECK((together.end == End::kError) == (context == 6));
    }
  }
}

TEST_CASE("a correction is checked like any action", "[late]") {
  class Wrong final : public CorrectingPolicy {
   public:
    explicit Wrong(Action action) : CorrectingPolicy(1, 1), action_(std::move(action)) {}
    std::optional<Action> correct(const Now&, const Action&, std::int64_t,
                                  Memory*) const override {
      return action_;
    }

   private:
    Action action_;
  };
  const TinyTask task;
  const auto reason = [&](Action action) {
    const Wrong policy(std::move(action));
    Episode episode(task, policy, {});
    while (episode.tick()) {
    }
    CHECK(episode.result().end == End::kError);
    return episode.result().reason;
  };
  CHECK_THAT(reason(Action::Zero(2)), ContainsSubstring("2 entries"));
  CHECK_THAT(reason(Action::Constant(1, kNotMeasured)), ContainsSubstring("non-finite"));
}

TEST_CASE("while no action is ready the last target is held, or the task's neutral one", "[late]") {
  class Resting final : public TinyTask {
   public:
    Action neutral(const mjData&) const override { return Action::Constant(1, -0.25); }
  };
  const Resting task;
  const ChunkPolicy policy(1, 2);
  const auto executed = [&](const char* clock) {
    struct Targets final : EpisodeObserver {
      std::vector<double> values, held;
      void end_tick(const Episode& episode) override {
        values.push_back(episode.tick_view().executed[0]);
        held.push_back(episode.data().mocap_pos[0]);
      }
    } targets;
    Episode episode(task, policy, {.clock = clock}, nullptr, {}, {.observer = &targets});
    for (int i = 0; i < 4; ++i) episode.tick();
    CHECK(targets.values == targets.held);
    CHECK(episode.result().stalled_steps == 10);
    return targets.values;
  };
  // A plan needs one tick, and one action of it is executed.
  CHECK(executed("virtual(delay=1)") == std::vector<double>{0, 1, 1, 101});
  CHECK(executed("virtual(delay=1,hold=neutral)") == std::vector<double>{-0.25, 1, -0.25, 101});
}

TEST_CASE("only a policy that says so is shown the newest observation", "[late]") {
  class Blind final : public ChunkPolicy {
   public:
    Blind() : ChunkPolicy(2, 2) {}
    StreamPtr plan(const PlanRequest&, Memory*) const override {
      struct Stream final : ActionStream {
        std::optional<Action> next(const Now& now, std::stop_token) override {
          return Action::Constant(1, now.observation == nullptr ? 1 : -1);
        }
      };
      return std::make_unique<Stream>();
    }
  };
  const TinyTask task;
  const Blind policy;
  Episode episode(task, policy, {});
  episode.tick();
  CHECK(episode.tick_view().executed[0] == 1);
}
