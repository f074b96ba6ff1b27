// What each clock charges, on plans whose cost and due dates can be computed by hand.

#include "sim/inference.h"

#include "sim/error.h"
#include "tests/catch.h"
#include "tests/sim/counting_policy.h"

using namespace streambed;

namespace {

constexpr TimeNs kMs = 1'000'000;
constexpr TimeNs kTick = 100 * kMs;
constexpr TimeNs kStep = 10 * kMs;

// Which action came into force at which millisecond.
struct Applied {
  std::int64_t at_ms;
  double action;
  bool operator==(const Applied&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Applied& a) {
  return out << a.action << "@" << a.at_ms;
}

struct Run {
  std::vector<Applied> applied;
  std::vector<std::int64_t> planned;
  std::int64_t dropped;
};

Run run(const char* clock, int execution, int prediction, int ticks) {
  const CountingPolicy policy(execution, prediction);
  const auto memory = policy.start();
  const std::vector<Observation> history(1, Observation{StateVector::Zero(1), {}});
  const auto inference = make_inference(clock, kTick);
  Run out;
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    if (inference->wants_plan(tick)) {
      PlanRequest request;
      request.history = history;
      request.tick = tick;
      request.last_executed = request.last_generated = Action::Zero(1);
      inference->request(policy, request, memory.get());
    }
    inference->think((tick + 1) * kTick);
    for (TimeNs now = tick * kTick; now < (tick + 1) * kTick; now += kStep) {
      if (const auto action = inference->due(now)) out.applied.push_back({now / kMs, (*action)[0]});
    }
  }
  out.planned = static_cast<CountingPolicy::PlanCount&>(*memory).ticks;
  out.dropped = inference->log().actions_dropped;
  return out;
}

}  // namespace

TEST_CASE("frozen: every action at the start of its tick, a plan every execution horizon",
          "[inference]") {
  const Run r = run("frozen", 3, 8, 7);
  CHECK(r.planned == std::vector<std::int64_t>{0, 3, 6});
  CHECK(r.applied ==
        std::vector<Applied>{
            {0, 0}, {100, 1}, {200, 2}, {300, 100}, {400, 101}, {500, 102}, {600, 200}});
  CHECK(r.dropped == 0);
}

TEST_CASE("virtual with no latency is the frozen clock", "[inference]") {
  CHECK(run("virtual", 3, 8, 9).applied == run("frozen", 3, 8, 9).applied);
}

TEST_CASE("a slow first action applies at the first step at which it is ready", "[inference]") {
  // 36 ms: too late for the step at 30, in time for that at 40. Later actions wait for their tick.
  const Run r = run("virtual(first_ms=36)", 2, 8, 4);
  CHECK(r.applied == std::vector<Applied>{{40, 0}, {100, 1}, {240, 100}, {300, 101}});
  CHECK(r.dropped == 0);
}

TEST_CASE("a streaming policy pays for every action", "[inference]") {
  // Ready at 5, 105+0, 205...: 5 ms after the observation, then each 120 ms after the one before.
  const Run r = run("virtual(first_ms=5,each_ms=120)", 4, 8, 4);
  CHECK(r.applied == std::vector<Applied>{{10, 0}, {130, 1}, {250, 2}, {370, 3}});
}

TEST_CASE("an action that is ready only after its tick is dropped", "[inference]") {
  // The chunk takes 250 ms: actions 0 and 1 belong to ticks that are over.
  const Run r = run("virtual(first_ms=250)", 2, 8, 8);
  CHECK(r.applied == std::vector<Applied>{{250, 2}, {300, 3}, {650, 102}, {700, 103}});
  CHECK(r.planned == std::vector<std::int64_t>{0, 4});
  CHECK(r.dropped == 4);
}

TEST_CASE("a delay of whole ticks", "[inference]") {
  const Run r = run("virtual(delay=2)", 2, 8, 8);
  CHECK(r.applied == std::vector<Applied>{{200, 2}, {300, 3}, {600, 102}, {700, 103}});
  CHECK(r.dropped == 4);
}

TEST_CASE("a delay beyond the prediction horizon executes nothing and never hangs", "[inference]") {
  const Run r = run("virtual(delay=9)", 2, 4, 30);
  CHECK(r.applied.empty());
  CHECK(r.planned.size() > 1);
}

TEST_CASE("a plan that ends early asks for the next one", "[inference]") {
  const Run r = run("frozen", 5, 2, 4);
  CHECK(r.planned == std::vector<std::int64_t>{0, 2});
}

TEST_CASE("clock specs are checked", "[inference]") {
  CHECK(clock_label("virtual(each_ms=0,first_ms=3.50)") == "virtual(first_ms=3.5)");
  CHECK(clock_label("frozen") == "frozen");
  CHECK_THROWS_WITH(clock_label("wall"), ContainsSubstring("frozen, virtual"));
  CHECK_THROWS_AS(make_inference("virtual(delay=1,first_ms=2)", kTick), UserError);
  CHECK_THROWS_AS(make_inference("virtual(first_ms=-1)", kTick), UserError);
}
