// The wall clock executes what the virtual one would: traces that were computed by hand, of plans
// that become ready in the middle of a tick. Only a machine that keeps a thread waiting for half a
// tick can spoil one, so each has a few tries.

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/clock/traced_policy.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

using namespace std::chrono_literals;
constexpr auto kHalfTick = 40ms;
constexpr int kTries = 5;

// Stands where it was told to be; what it is told is any number. It observes how many ticks passed.
class Board final : public TinyTask {
 public:
  Board() {
    info_.control_period_ns = 80'000'000;
    info_.action_high = Action::Constant(1, 1e6);
    info_.end_on_success = false;
  }
  void observe(const mjData& data, Sensors&, Observation& out) const override {
    out.state = StateVector::Constant(1, std::round(data.time / 0.08));
  }
  void step(mjData& data) const override { mj_step(&model(), &data); }
};

// Tells a policy's thread which tick it is, and writes down what is in force at each tick's end.
struct BoardWatch final : EpisodeObserver {
  std::atomic<std::int64_t> tick{-1};
  std::vector<double> executed;

  void begin_tick(const Episode& episode) override { tick = episode.tick_view().tick; }
  void end_tick(const Episode& episode) override {
    executed.push_back(episode.tick_view().executed[0]);
  }
};

// Plan p is ready in the middle of the tick that is `late(p)` ticks after the one it was asked in.
class Punctual final : public ChunkPolicy {
 public:
  Punctual(const BoardWatch& watch, std::function<int(int)> late)
      : ChunkPolicy(3, 8), watch_(watch), late_(std::move(late)) {}
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    const int count = static_cast<Plans&>(*memory).count;
    {
      const std::lock_guard lock(mutex_);
      lent_.emplace_back(request.committed.size(), request.tail.size());
    }
    while (watch_.tick < request.tick + late_(count)) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(kHalfTick);
    return ChunkPolicy::plan(request, memory);
  }
  // How much was lent to each plan: committed, tail.
  std::vector<std::pair<std::size_t, std::size_t>> lent() const {
    const std::lock_guard lock(mutex_);
    return lent_;
  }

 private:
  const BoardWatch& watch_;
  std::function<int(int)> late_;
  mutable std::mutex mutex_;
  mutable std::vector<std::pair<std::size_t, std::size_t>> lent_;
};

std::vector<double> executed(const Policy& policy, BoardWatch& watch, const char* clock,
                             int ticks) {
  const Board task;
  Episode episode(task, policy, {.clock = clock}, nullptr, {}, {.observer = &watch});
  for (int i = 0; i < ticks; ++i) episode.tick();
  watch.tick = 1'000'000;  // lets go of a plan that still waits
  CHECK(episode.result().reason == "");
  return watch.executed;
}

using Ticks = std::vector<double>;

// The trace of one of a few tries, the expected one if there is one.
Ticks best_try(const char* clock, const std::function<int(int)>& late, const Ticks& expected) {
  Ticks got;
  for (int i = 0; i < kTries && got != expected; ++i) {
    BoardWatch watch;
    got = executed(Punctual(watch, late), watch, clock, static_cast<int>(expected.size()));
  }
  return got;
}

}  // namespace

TEST_CASE("wall: a plan that is ready one tick and a half later, with overlap", "[wall]") {
  // The first action in time is that of the next tick. Two ticks before its last action's tick is
  // over, the next plan is asked for: in ticks 2, 5.
  const Ticks drop{0, 1, 2, 3, 102, 103, 104, 202, 203};
  CHECK(best_try("wall(overlap=true)", [](int) { return 1; }, drop) == drop);
  const Ticks shift{0, 0, 1, 2, 100, 101, 102, 200, 201};
  CHECK(best_try("wall(overlap=true,align=shift)", [](int) { return 1; }, shift) == shift);
}

TEST_CASE("wall: a plan that is late: hold, or go on with the old chunk", "[wall]") {
  // Plan 1, asked for in tick 2, is ready in the middle of tick 5.
  const auto spike = [](int plan) { return plan == 1 ? 3 : 1; };
  const Ticks hold{0, 1, 2, 3, 3, 103, 104, 105};
  CHECK(best_try("wall(overlap=true)", spike, hold) == hold);
  const Ticks go_on{0, 1, 2, 3, 4, 103, 104, 105};
  CHECK(best_try("wall(overlap=true,late=continue)", spike, go_on) == go_on);
}

TEST_CASE("wall: what a plan is lent of the old one", "[wall]") {
  using Lent = std::vector<std::pair<std::size_t, std::size_t>>;
  // Of eight actions the second plan, asked for in tick 2, finds six, two of them promised.
  const Lent expected{{0, 0}, {2, 6}};
  Lent got;
  for (int i = 0; i < kTries && got != expected; ++i) {
    BoardWatch watch;
    const Punctual policy(watch, [](int) { return 1; });
    executed(policy, watch, "wall(overlap=true)", 5);
    got = policy.lent();
    got.resize(2);
  }
  CHECK(got == expected);
}

TEST_CASE("wall: a policy that looks at every tick acts on that tick's observation", "[wall]") {
  const Ticks expected{0, 1, 2, 103, 104, 105};
  Ticks got;
  for (int i = 0; i < kTries && got != expected; ++i) {
    BoardWatch watch;
    got = executed(LookingPolicy(3, 8), watch, "wall", static_cast<int>(expected.size()));
  }
  CHECK(got == expected);
}

TEST_CASE("wall: an action is corrected on a thread of its own", "[wall]") {
  // The second plan is made while the first is corrected, tick by tick.
  const Ticks expected{0.5, 1001.5625, 2100.5, 3101.5625};
  Ticks got;
  for (int i = 0; i < kTries && got != expected; ++i) {
    BoardWatch watch;
    got = executed(CorrectingPolicy(2, 4), watch, "wall", static_cast<int>(expected.size()));
  }
  CHECK(got == expected);
}

TEST_CASE("wall: what a correction throws is the episode's result", "[wall]") {
  class Faulty final : public CorrectingPolicy {
   public:
    Faulty() : CorrectingPolicy(2, 4) {}
    std::optional<Action> correct(const Now&, const Action&, std::int64_t,
                                  Memory*) const override {
      throw std::runtime_error("no head");
    }
  };
  const Board task;
  const Faulty policy;
  Episode episode(task, policy, {.clock = "wall"});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kError);
  CHECK(episode.result().reason == "no head");
}
