// Ticking an episode allocates nothing, apart from the stream that a policy makes for every plan.

#include <algorithm>
#include <string>
#include <vector>

#include "sim/episode.h"
#include "tests/allocation_counter.h"
#include "tests/catch.h"
#include "tests/sim/turning_task.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

// Holds its target, or goes for the T, so that there are contacts; counts what plan() allocates.
class TestPolicy final : public Policy {
 public:
  TestPolicy(bool pushes, int observation, int execution, int prediction) : pushes_(pushes) {
    info_.name = info_.label = "test";
    info_.observation_horizon = observation;
    info_.execution_horizon = execution;
    info_.prediction_horizon = prediction;
  }
  const PolicyInfo& info() const override { return info_; }

  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    const std::int64_t before = allocation_count();
    auto stream = std::make_unique<Stream>();
    stream->rest.resize(static_cast<std::size_t>(info_.prediction_horizon));
    stream->target = request.last_executed;
    if (pushes_) stream->target = request.history.back().state.segment<2>(2);
    stream->left = info_.prediction_horizon;
    std::ranges::fill(stream->rest, stream->target);
    spent_ += allocation_count() - before;
    return stream;
  }
  std::int64_t spent() const { return spent_; }
  // Looks at every tick and corrects.
  void watch() { info_.every_tick = info_.corrects = true; }
  std::optional<Action> correct(const Now& now, const Action& action, std::int64_t,
                                Memory*) const override {
    return Action(action.array() + 0.001 * now.observation->state[0]);
  }

 private:
  struct Stream final : ActionStream {
    std::optional<Action> next(const Now&, std::stop_token) override {
      return left-- > 0 ? std::optional(target) : std::nullopt;
    }
    std::span<const Action> computed() override {
      return std::span(rest).last(static_cast<std::size_t>(std::max(left, 0)));
    }
    Action target;
    std::vector<Action> rest;
    int left = 0;
  };

  bool pushes_;
  PolicyInfo info_;
  mutable std::int64_t spent_ = 0;
};

struct Count {
  std::int64_t plans = 0, others = 0;
};

// Allocations of 200 ticks, after the first ones.
Count count(const TestPolicy& policy, const char* clock, const std::string& more = "") {
  const auto task = make_push_t("push_t(max_ticks=1000,end_on_success=false" + more + ")");
  Episode episode(*task, policy, {.context = 100001, .clock = clock});
  for (int i = 0; i < 20; ++i) episode.tick();

  const std::int64_t before = allocation_count(), spent_before = policy.spent();
  for (int i = 0; i < 200; ++i) episode.tick();
  const std::int64_t all = allocation_count() - before, plans = policy.spent() - spent_before;
  CHECK(episode.result().reason == "");
  CHECK_FALSE(episode.done());
  return {plans, all - plans};
}

TEST_CASE("a tick allocates nothing outside of plan()") {
  for (const char* clock : {"frozen", "virtual", "virtual(each_ms=30,first_ms=120)",
                            "virtual(delay=2)", "virtual(each_ms=250)",
                            "virtual(first_ms=36,rate=5,overlap=true)",
                            "virtual(delay=2,overlap=true,align=shift)",
                            "virtual(delay=3,late=continue)",
                            "virtual(delay=2,overlap=true,late=continue,hold=neutral)"}) {
    CAPTURE(clock);
    const Count hold = count(TestPolicy(false, 1, 1, 1), clock);
    CHECK(hold.plans >= 50);
    CHECK(hold.others == 0);
    const Count push = count(TestPolicy(true, 2, 8, 16), clock);
    CHECK(push.plans >= 10);
    CHECK(push.others == 0);
  }
}

TEST_CASE("looking, correcting, noise and late sensors allocate nothing either") {
  for (const char* clock : {"frozen", "virtual(first_ms=20,each_ms=30,correct_ms=10)",
                            "virtual(delay=2,late=continue,correct_ms=150)"}) {
    CAPTURE(clock);
    TestPolicy policy(true, 2, 8, 16);
    policy.watch();
    const Count calm = count(policy, clock);
    CHECK(calm.plans >= 10);
    CHECK(calm.others == 0);
    CHECK(count(policy, clock, ",observation_noise=0.01,action_noise=0.05,sensor_delay=2").others ==
          0);
  }
}

TEST_CASE("observing and commanding rotations allocates nothing either") {
  const testing::TurningTask task;
  const TestPolicy policy(false, 1, 1, 1);
  Episode episode(task, policy, {});
  for (int i = 0; i < 20; ++i) episode.tick();
  const std::int64_t before = allocation_count(), spent_before = policy.spent();
  for (int i = 0; i < 100; ++i) episode.tick();
  const std::int64_t all = allocation_count() - before;
  CHECK(episode.result().ticks == 120);
  CHECK(episode.result().reason == "");
  CHECK(all == policy.spent() - spent_before);
}

}  // namespace
}  // namespace streambed
