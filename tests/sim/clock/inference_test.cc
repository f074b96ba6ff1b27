// What each clock charges, on plans whose cost and due dates can be computed by hand.

#include "sim/clock/inference.h"

#include "sim/base/error.h"
#include "sim/clock/clock.h"
#include "tests/catch.h"
#include "tests/sim/counting_policy.h"

using namespace streambed;

namespace {

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
  std::vector<std::vector<double>> committed, tails;  // at each request
  int delay = 0;                               // expected at the last request
};

using Committed = std::vector<std::vector<double>>;
using Planned = std::vector<std::int64_t>;
using Actions = std::vector<Applied>;

Run run(const char* clock, int execution, int prediction, int ticks) {
  const CountingPolicy policy(execution, prediction);
  const auto memory = policy.start();
  const std::vector<Observation> history(1, Observation{StateVector::Zero(1), {}});
  const auto inference = Clock(clock).start(
      {.control_period_ns = kTick, .physics_step_ns = kStep, .policy = &policy.info()});
  Run out;
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    if (inference->wants_plan(tick)) {
      out.committed.emplace_back();
      PlanRequest request;
      request.history = history;
      request.tick = tick;
      request.last_executed = request.last_generated = Action::Zero(1);
      const RunningPlan lent = inference->lend(tick);
      for (const Action& one : lent.committed) out.committed.back().push_back(one[0]);
      out.tails.emplace_back();
      for (const Action& one : lent.tail) out.tails.back().push_back(one[0]);
      out.delay = inference->expected_delay_ticks();
      inference->request(policy, request, memory.get());
    }
    inference->think({nullptr, tick, tick * kTick}, (tick + 1) * kTick);
    for (TimeNs now = tick * kTick; now < (tick + 1) * kTick; now += kStep) {
      const auto due = inference->due(now);
      if (due) out.applied.push_back({now / kMs, due->action[0]});
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

TEST_CASE("a whole chunk that is paid at once, and the same cost spread over its actions",
          "[inference]") {
  // 8 actions, 240 ms in all. The chunk is there after 240: actions 0 and 1 are late.
  const Run chunk = run("virtual(first_ms=240)", 4, 8, 6);
  CHECK(chunk.applied == Actions{{240, 2}, {300, 3}, {400, 4}, {500, 5}});
  CHECK(chunk.dropped == 2);
  // Streamed, 30 ms each: only the very first action waits.
  const Run streamed = run("virtual(first_ms=30,each_ms=30)", 4, 8, 4);
  CHECK(streamed.applied == Actions{{30, 0}, {100, 1}, {200, 2}, {300, 3}});
  CHECK(streamed.dropped == 0);
}

TEST_CASE("a higher rate makes the same thinking cost more ticks", "[inference]") {
  // 36 ms of thinking in periods of 10 ms are 3.6 ticks: actions 0, 1 and 2 are late, 3 has 40 ms.
  const Run fast = run("virtual(first_ms=36,rate=10)", 2, 8, 5);
  CHECK(fast.applied == Actions{{360, 3}, {400, 4}});
  CHECK(fast.dropped == 3);
  CHECK(fast.delay == 3);
  // Nothing but the period changes: rate 2 is twice the cost.
  CHECK(run("virtual(first_ms=36,each_ms=7,rate=2)", 3, 8, 9).applied ==
        run("virtual(first_ms=72,each_ms=14)", 3, 8, 9).applied);
  // A streamed action of 3.5 ms fits every period.
  const Run streamed = run("virtual(first_ms=3.5,each_ms=3.5,rate=10)", 2, 8, 3);
  CHECK(streamed.applied == Actions{{40, 0}, {100, 1}, {240, 100}});
}

TEST_CASE("align=shift executes a late plan from its beginning", "[inference]") {
  const Run chunk = run("virtual(first_ms=250,align=shift)", 2, 8, 8);
  CHECK(chunk.applied == Actions{{250, 0}, {300, 1}, {650, 100}, {700, 101}});
  CHECK(chunk.planned == Planned{0, 4});
  CHECK(chunk.dropped == 0);
  CHECK(chunk.delay == 2);

  const Run delayed = run("virtual(delay=2,align=shift)", 2, 8, 8);
  CHECK(delayed.applied == Actions{{200, 0}, {300, 1}, {600, 100}, {700, 101}});

  // Slower than its ticks: ready at 0, 120, ... 600. No action is dropped, some ticks have none.
  const Run slow = run("virtual(each_ms=120,align=shift)", 6, 8, 7);
  CHECK(slow.applied == Actions{{0, 0}, {120, 1}, {240, 2}, {360, 3}, {480, 4}, {600, 5}});
  CHECK(slow.dropped == 0);
  // With align=drop the third of these belongs to tick 2, which is over at 300.
  CHECK(run("virtual(each_ms=150)", 4, 8, 4).dropped == 1);

  // In time it is the frozen clock.
  CHECK(run("virtual(align=shift)", 3, 8, 9).applied == run("frozen", 3, 8, 9).applied);
  // Ready after the last physics step of a tick: that tick cannot have it.
  CHECK(run("virtual(first_ms=95,align=shift)", 2, 8, 3).applied == Actions{{100, 0}, {200, 1}});
}

TEST_CASE("overlap asks so early that the next chunk is ready in time", "[inference]") {
  // Two ticks of delay, four actions: plans every four ticks, each for the ticks from n + 2 on.
  const Run delayed = run("virtual(delay=2,overlap=true)", 4, 8, 12);
  CHECK(delayed.planned == Planned{0, 4, 8});
  CHECK(delayed.applied == Actions{{200, 2},
                                   {300, 3},
                                   {400, 4},
                                   {500, 5},
                                   {600, 102},
                                   {700, 103},
                                   {800, 104},
                                   {900, 105},
                                   {1000, 202},
                                   {1100, 203}});
  // What the old plan still promises for the ticks from n on.
  CHECK(delayed.committed == Committed{{}, {4, 5}, {104, 105}});
  CHECK(delayed.delay == 2);
  CHECK(delayed.dropped == 2);  // of the first plan, before which there was none

  // 36 ms are begun one tick early. After the first plan no step is without a fresh action.
  const Run chunk = run("virtual(first_ms=36,overlap=true)", 2, 8, 5);
  CHECK(chunk.planned == Planned{0, 1, 3});
  CHECK(chunk.applied == Actions{{40, 0}, {100, 1}, {200, 101}, {300, 102}, {400, 201}});
  CHECK(chunk.committed == Committed{{}, {1}, {102}});
}

TEST_CASE("overlap with shift begins the late chunk where the old one ends", "[inference]") {
  const Run shifted = run("virtual(delay=1,overlap=true,align=shift)", 3, 8, 8);
  CHECK(shifted.planned == Planned{0, 3, 6});
  CHECK(shifted.applied == Actions{{100, 0},
                                   {200, 1},
                                   {300, 2},
                                   {400, 100},
                                   {500, 101},
                                   {600, 102},
                                   {700, 200}});
}

TEST_CASE("overlap waits until the old plan is computed: there is one thinker", "[inference]") {
  // The third action is there after 270 ms; before that nothing new is begun.
  const Run slow = run("virtual(first_ms=90,each_ms=90,overlap=true)", 3, 8, 7);
  CHECK(slow.planned == Planned{0, 3, 6});
  CHECK(slow.applied ==
        Actions{{90, 0}, {180, 1}, {270, 2}, {390, 100}, {480, 101}, {570, 102}, {690, 200}});
}

TEST_CASE("a delay longer than the execution horizon still makes progress under overlap",
          "[inference]") {
  const Run late = run("virtual(delay=3,overlap=true)", 1, 8, 13);
  CHECK(late.planned == Planned{0, 3, 6, 9, 12});
  CHECK(late.applied == Actions{{300, 3}, {600, 103}, {900, 203}, {1200, 303}});
}

TEST_CASE("clock specs are checked", "[inference]") {
  CHECK(clock_label("virtual(each_ms=0,first_ms=3.50)") == "virtual(first_ms=3.5)");
  CHECK(clock_label("frozen") == "frozen");
  CHECK(clock_label("virtual(draw=samples,profile=p,rate=1)") == "virtual(profile=p)");
  CHECK(clock_label("wall(align=drop)") == "wall");
  CHECK_THROWS_WITH(clock_label("walls"), ContainsSubstring("frozen, virtual, wall"));
  CHECK_THROWS_WITH(clock_label("virtual(delay=1,rate=2)"), ContainsSubstring("leave rate out"));
  CHECK_THROWS_WITH(clock_label("virtual(rate=3)"), ContainsSubstring("1, 2, 5, 10"));
  CHECK_THROWS_WITH(clock_label("virtual(draw=median)"), ContainsSubstring("add profile="));
  CHECK_THROWS_WITH(clock_label("virtual(profile=p,delay=1)"), ContainsSubstring("only one of"));
  CHECK_THROWS_AS(Clock("virtual(delay=1,first_ms=2)"), UserError);
  CHECK_THROWS_AS(Clock("virtual(first_ms=-1)"), UserError);
}
