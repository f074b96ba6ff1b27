// The one control loop.

#include "sim/episode.h"

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/toy.h"
#include "tests/sim/counting_policy.h"

using namespace streambed;

namespace {

struct Fixture {
  Registry registry = toy_registry();
  std::unique_ptr<const Task> task = registry.make_task("toy");
  std::unique_ptr<const Policy> noisy = registry.make_policy("noisy", *task);

  std::unique_ptr<const Policy> policy(const char* spec) const {
    return registry.make_policy(spec, *task);
  }
};

struct Outcome {
  EpisodeResult result;
  std::vector<double> path;
};

Outcome play(Episode episode) {
  Outcome out;
  do {
    out.path.push_back(episode.data().qpos[0]);
  } while (episode.tick());
  out.result = episode.result();
  return out;
}

// A policy that hands out what it is given.
class Scripted final : public CountingPolicy {
 public:
  explicit Scripted(Action action) : CountingPolicy(1, 1), action_(std::move(action)) {}
  StreamPtr plan(const PlanRequest&, Memory*) const override {
    struct Stream final : ActionStream {
      explicit Stream(Action a) : action(std::move(a)) {}
      std::optional<Action> next(const Now&, std::stop_token) override { return action; }
      Action action;
    };
    return std::make_unique<Stream>(action_);
  }

 private:
  Action action_;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "equal keys give equal bits, whatever ran before", "[episode]") {
  const Outcome first = play(Episode(*task, *noisy, {.context = 4}));
  Episode other(*task, *noisy, {.context = 9});
  other.tick();
  const Outcome reused = play(Episode(*task, *noisy, {.context = 4}, other.release_data()));
  CHECK(first.path == reused.path);
  CHECK(first.result.score == reused.result.score);
  CHECK(first.path != play(Episode(*task, *noisy, {.context = 5})).path);
  CHECK(first.path != play(Episode(*task, *noisy, {.context = 4, .repeat = 1})).path);
}

TEST_CASE_METHOD(Fixture, "interleaved episodes equal episodes run apart", "[episode]") {
  Episode a(*task, *noisy, {.context = 1}), b(*task, *noisy, {.context = 2});
  while (!a.done() || !b.done()) {
    a.tick();
    b.tick();
  }
  CHECK(a.result().score == play(Episode(*task, *noisy, {.context = 1})).result.score);
  CHECK(b.result().score == play(Episode(*task, *noisy, {.context = 2})).result.score);
}

TEST_CASE_METHOD(Fixture, "a batch that thinks together equals episodes run apart", "[episode]") {
  for (const char* clock : {"frozen", "virtual(first_ms=30,each_ms=15)"}) {
    std::vector<Episode> episodes;
    for (int i = 0; i < 5; ++i)
      episodes.emplace_back(*task, *noisy, EpisodeKey{i, 0, clock, "none"});
    std::vector<Episode*> batch;
    for (Episode& episode : episodes) batch.push_back(&episode);
    const auto all_done = [&] {
      return std::all_of(episodes.begin(), episodes.end(), [](auto& e) { return e.done(); });
    };
    while (!all_done()) {
      for (Episode* episode : batch) episode->prepare();
      Episode::think_together(batch);
      for (Episode* episode : batch) episode->finish();
    }
    for (int i = 0; i < 5; ++i) {
      const Outcome apart = play(Episode(*task, *noisy, EpisodeKey{i, 0, clock, "none"}));
      CHECK(episodes[static_cast<std::size_t>(i)].result().score == apart.result.score);
      CHECK(episodes[static_cast<std::size_t>(i)].result().ticks == apart.result.ticks);
    }
  }
}

TEST_CASE_METHOD(Fixture, "one faulty episode does not spoil its batch", "[episode]") {
  const auto faulty = policy("noisy(fault=throw)");
  Episode even(*task, *faulty, {.context = 2}), odd(*task, *faulty, {.context = 3});
  const std::vector<Episode*> batch = {&even, &odd};
  for (Episode* episode : batch) episode->prepare();
  Episode::think_together(batch);
  for (Episode* episode : batch) episode->finish();
  CHECK_FALSE(even.done());
  CHECK(odd.result().end == End::kError);
}

TEST_CASE_METHOD(Fixture, "history is oldest first and starts with copies", "[episode]") {
  const CountingPolicy counting(2, 4, 3);
  auto memory_of = [&](int ticks) {
    // The memory belongs to the episode; the policy copies what it saw into the log it hands out.
    struct Spy final : CountingPolicy {
      using CountingPolicy::CountingPolicy;
      StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
        StreamPtr stream = CountingPolicy::plan(request, memory);
        *log = static_cast<PlanCount&>(*memory);
        return stream;
      }
      std::shared_ptr<PlanCount> log = std::make_shared<PlanCount>();
    };
    Spy spy(2, 4, 3);
    Episode episode(*task, spy, {.context = 1});
    std::vector<double> seen;
    for (int i = 0; i < ticks; ++i) {
      seen.push_back(episode.data().qpos[0]);
      episode.tick();
    }
    return std::make_pair(*spy.log, seen);
  };
  const auto [log, seen] = memory_of(4);
  REQUIRE(log.ticks == std::vector<std::int64_t>{0, 2});
  CHECK(log.histories[0] == std::vector<double>{seen[0], seen[0], seen[0]});
  CHECK(log.histories[1] == std::vector<double>{seen[0], seen[1], seen[2]});
  CHECK(log.last_executed[0] == 0);  // what the task holds after a reset
  CHECK(log.last_executed[1] == 1);  // the second action of the first plan
  CHECK(log.streams[0] != log.streams[1]);
}

TEST_CASE_METHOD(Fixture, "stalls count the steps without a fresh action", "[episode]") {
  const CountingPolicy counting(2, 8);
  // 36 ms: steps at 0, 10, 20 and 30 ms hold, in every second tick.
  Episode episode(*task, counting, {.clock = "virtual(first_ms=36)"});
  for (int i = 0; i < 4; ++i) episode.tick();
  CHECK(episode.result().stalled_steps == 8);
  Episode frozen(*task, counting, {});
  for (int i = 0; i < 4; ++i) frozen.tick();
  CHECK(frozen.result().stalled_steps == 0);
}

TEST_CASE_METHOD(Fixture, "what goes wrong is the episode's result", "[episode]") {
  SECTION("NaN") {
    const Scripted nan(Action::Constant(1, std::numeric_limits<double>::quiet_NaN()));
    const Outcome out = play(Episode(*task, nan, {}));
    CHECK(out.result.end == End::kError);
    CHECK_THAT(out.result.reason, ContainsSubstring("non-finite"));
    CHECK(out.result.ticks == 0);
  }
  SECTION("wrong size") {
    const Outcome out = play(Episode(*task, Scripted(Action::Zero(3)), {}));
    CHECK(out.result.end == End::kError);
    CHECK_THAT(out.result.reason, ContainsSubstring("3 entries"));
  }
  SECTION("a policy that throws") {
    const auto faulty = policy("noisy(fault=throw)");
    CHECK(play(Episode(*task, *faulty, {.context = 1})).result.end == End::kError);
  }
  SECTION("a policy's UserError is its own, not the user's") {
    struct Refusing final : CountingPolicy {
      Refusing() : CountingPolicy(1, 1) {}
      StreamPtr plan(const PlanRequest&, Memory*) const override { throw UserError("no"); }
    };
    CHECK(play(Episode(*task, Refusing(), {})).result.end == End::kError);
  }
  SECTION("a simulation that diverges is not the policy's failure") {
    const Outcome out = play(Episode(*task, Scripted(Action::Constant(1, 1e300)), {}));
    CHECK(out.result.end == End::kDiverged);
    CHECK_FALSE(out.result.reason.empty());
  }
  SECTION("a start that does not exist is the user's mistake") {
    CHECK_THROWS_AS(Episode(*task, *noisy, {.context = 2'000'000}), UserError);
  }
  SECTION("an event that the task lacks is the user's mistake") {
    CHECK_THROWS_AS(Episode(*task, *noisy, {.events = "kick(at=5,dx=1)"}), UserError);
  }
}

TEST_CASE_METHOD(Fixture, "an event can replace the clock in mid-episode", "[episode]") {
  const CountingPolicy counting(2, 8);
  Episode episode(*task, counting, {});
  episode.tick();
  episode.post({0, SetInference{"virtual(first_ms=36)"}});
  for (int i = 0; i < 3; ++i) episode.tick();
  CHECK(episode.result().stalled_steps > 0);
  CHECK(std::isfinite(episode.result().first_action_us.p50));
}

TEST_CASE_METHOD(Fixture, "time limit, success and what follows the end", "[episode]") {
  const Scripted still(Action::Zero(1));
  const Outcome timeout = play(Episode(*task, still, {}));
  CHECK(timeout.result.end == End::kTimeout);
  CHECK(timeout.result.ticks == task->info().max_ticks);

  const Scripted there(Action::Constant(1, 1));
  Episode episode(*task, there, {});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kSuccess);
  CHECK(episode.result().success_at_end);
  // Success ends this episode, so that it came with the last tick.
  CHECK(episode.result().time_to_success_ms == 100.0 * static_cast<double>(episode.result().ticks));
  CHECK(std::isnan(timeout.result.time_to_success_ms));
  const std::int64_t steps = episode.result().ticks;
  CHECK_FALSE(episode.tick());
  CHECK(episode.result().ticks == steps);
}
