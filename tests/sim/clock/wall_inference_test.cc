// Thinking in real time. Only what no load of the machine can change is checked.

#include "sim/clock/wall_inference.h"

#include <chrono>
#include <thread>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using streambed::testing::TinyPolicy;
using streambed::testing::TinyTask;

namespace {

using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// Runs `first` on the thinking thread before its plan's first action.
class Slow final : public TinyPolicy {
 public:
  explicit Slow(std::function<void(std::stop_token)> first) : first_(std::move(first)) {
    info_.name = info_.label = "slow";
    info_.prediction_horizon = info_.execution_horizon = 4;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest&, Memory*) const override {
    struct Stream final : ActionStream {
      explicit Stream(const Slow& policy) : slow(policy) {}
      std::optional<Action> next(const Now&, std::stop_token stop) override {
        if (index++ == 0) slow.first_(stop);
        if (stop.stop_requested()) return std::nullopt;
        return Action::Constant(1, 0.001 * index);
      }
      const Slow& slow;
      int index = 0;
    };
    return std::make_unique<Stream>(*this);
  }

 private:
  std::function<void(std::stop_token)> first_;
  PolicyInfo info_;
};

}  // namespace

TEST_CASE("with the wall clock the world takes its time", "[wall]") {
  const TinyTask task;
  const Slow policy([](std::stop_token) {});
  Episode episode(task, policy, {.clock = "wall(align=shift)"});
  const auto start = SteadyClock::now();
  for (int i = 0; i < 5; ++i) episode.tick();
  // The last step of five ticks of 50 ms is at 240 ms.
  CHECK(SteadyClock::now() - start >= 240ms);
  while (!episode.done() && !(episode.result().effective_hz > 0)) episode.tick();
  const EpisodeResult result = episode.result();
  CHECK(result.reason == "");
  CHECK(result.effective_hz > 0);
  CHECK(result.action_age_ms > 0);
  CHECK(result.first_action_us.p50 > 0);
}

TEST_CASE("with the wall clock a slow policy stalls the robot, not the world", "[wall]") {
  const TinyTask task;
  const Slow policy([](std::stop_token) { std::this_thread::sleep_for(120ms); });
  Episode episode(task, policy, {.clock = "wall(align=shift)"});
  for (int i = 0; i < 2; ++i) episode.tick();
  CHECK(episode.result().ticks == 2);
  CHECK(episode.result().stalled_steps > 0);
  CHECK(episode.result().deadline_misses > 0);
}

TEST_CASE("what a thinking thread throws is the episode's result", "[wall]") {
  const TinyTask task;
  const Slow policy([](std::stop_token) { throw std::runtime_error("no idea"); });
  Episode episode(task, policy, {.clock = "wall"});
  while (episode.tick()) {
  }
  CHECK(episode.result().end == End::kError);
  CHECK(episode.result().reason == "no idea");
}

TEST_CASE("an episode ends although its policy is still thinking", "[wall]") {
  const TinyTask task;
  // Thinks until it is told to stop.
  const Slow policy([](std::stop_token stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
  });
  {
    Episode episode(task, policy, {.clock = "wall"});
    episode.tick();
    CHECK_FALSE(episode.done());
  }
  // A stop request ends thinking and waiting alike.
  std::stop_source stop;
  Episode stopped(task, policy, {.clock = "wall"}, nullptr, stop.get_token());
  stopped.tick();
  stop.request_stop();
  while (stopped.tick()) {
  }
  CHECK(stopped.result().end == End::kTimeout);
}
