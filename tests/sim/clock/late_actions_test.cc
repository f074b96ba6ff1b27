// Late plans, the tail of the running chunk, policies that look at every tick, and corrections:
// traces that were computed by hand, on the frozen and the virtual clock.

#include <map>
#include <ostream>
#include <thread>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/clock/clock.h"
#include "tests/catch.h"
#include "tests/sim/clock/traced_policy.h"
#include "tests/sim/counting_policy.h"
#include "tests/sim/scratch_folder.h"

using namespace streambed;
using namespace streambed::testing;

namespace {

constexpr TimeNs kPeriod = 100 * kMs;
constexpr TimeNs kPhysicsStep = 10 * kMs;

// What came into force at which millisecond.
using Trace = std::vector<std::pair<std::int64_t, double>>;
using Numbers = std::vector<std::vector<double>>;

struct Traced {
  Trace trace;
  std::vector<std::int64_t> observed;  // Scheduled::observed_tick of every action
  std::vector<std::int64_t> planned;   // ticks
  Numbers committed, tails;            // lent to every plan
  InferenceLog log;
};

std::vector<double> numbers(std::span<const Action> actions) {
  std::vector<double> out;
  for (const Action& action : actions) out.push_back(action[0]);
  return out;
}

// In tick n the number n is observed.
Traced run_traced(const std::string& spec, const Policy& policy, int ticks, Rng rng = {}) {
  const auto memory = policy.start();
  std::vector<Observation> history(1);
  const auto inference = Clock(spec).start({.control_period_ns = kPeriod,
                                            .physics_step_ns = kPhysicsStep,
                                            .policy = &policy.info(),
                                            .rng = rng});
  Traced out;
  for (std::int64_t tick = 0; tick < ticks; ++tick) {
    history[0].state = StateVector::Constant(1, static_cast<double>(tick));
    if (inference->wants_plan(tick)) {
      const RunningPlan lent = inference->lend(tick);
      out.committed.push_back(numbers(lent.committed));
      out.tails.push_back(numbers(lent.tail));
      out.planned.push_back(tick);
      PlanRequest request;
      request.history = history;
      request.tick = tick;
      request.time_ns = tick * kPeriod;
      request.committed = lent.committed;
      request.tail = lent.tail;
      request.last_executed = request.last_generated = Action::Zero(1);
      inference->request(policy, request, memory.get());
    }
    inference->think({&history[0], tick, tick * kPeriod}, (tick + 1) * kPeriod);
    for (TimeNs now = tick * kPeriod; now < (tick + 1) * kPeriod; now += kPhysicsStep) {
      const auto due = inference->due(now);
      if (!due) continue;
      out.trace.emplace_back(now / kMs, due->action[0]);
      out.observed.push_back(due->observed_tick);
    }
  }
  out.log = inference->log();
  return out;
}

// A profile whose plans take 200 ms, one in twenty 400, and an episode in which plan 1 is that one.
struct Spikes {
  ScratchFolder folder;
  std::string file = (folder / "spikes.json").string();
  Rng rng;

  Spikes() {
    std::string samples = "200000000";
    for (int i = 1; i < 19; ++i) samples += ",200000000";
    write_text_atomically(file, R"({"format":"streambed latency profile","version":1,"source":"",)"
                                R"("entries":[{"policy":"counting","first_ns":[)" +
                                    samples + R"(,400000000]}]})");
    const auto spikes = [](Rng episode, std::int64_t plan) {
      return episode.fork(plan).below(20) == 19;
    };
    for (std::int64_t seed = 0;; ++seed) {
      rng = Rng{}.fork(seed);
      if (spikes(rng, 1) && !spikes(rng, 0) && !spikes(rng, 2) && !spikes(rng, 3)) break;
    }
  }
  std::string clock(const std::string& more) const {
    return "virtual(profile=\"" + file + "\",overlap=true" + more + ")";
  }
};

}  // namespace

TEST_CASE("asynchronous execution as it is published: the old chunk acts while the new one is made",
          "[late]") {
  // Horizon 8, execution horizon 3, delay 2, the first plan free.
  const ChunkPolicy policy(3, 8);
  const Traced run = run_traced("virtual(delay=2,overlap=true,free_start=true)", policy, 9);
  CHECK(run.trace == Trace{{0, 0},
                           {100, 1},
                           {200, 2},
                           {300, 3},
                           {400, 4},
                           {500, 102},
                           {600, 103},
                           {700, 104},
                           {800, 202}});
  CHECK(run.planned == std::vector<std::int64_t>{0, 3, 6});
  // What a plan is lent is aligned to its own tick.
  CHECK(run.committed == Numbers{{}, {3, 4}, {103, 104}});
  CHECK(run.tails == Numbers{{}, {3, 4, 5, 6, 7}, {103, 104, 105, 106, 107}});
  CHECK(run.log.actions_dropped == 0);

  // Where the first plan is charged, its first ticks have no action.
  const Traced charged = run_traced("virtual(delay=2,overlap=true)", policy, 9);
  CHECK(charged.trace == Trace{{200, 2},
                               {300, 3},
                               {400, 4},
                               {500, 102},
                               {600, 103},
                               {700, 104},
                               {800, 202}});
}

TEST_CASE("asynchronous execution with align=shift begins every chunk with its first action",
          "[late]") {
  const Traced run = run_traced("virtual(delay=2,overlap=true,free_start=true,align=shift)",
                                ChunkPolicy(3, 8), 9);
  CHECK(run.trace == Trace{{0, 0},
                           {100, 1},
                           {200, 2},
                           {300, 3},
                           {400, 4},
                           {500, 100},
                           {600, 101},
                           {700, 102},
                           {800, 200}});
  CHECK(run.tails == Numbers{{}, {3, 4, 5, 6, 7}, {101, 102, 103, 104, 105, 106, 107}});
}

TEST_CASE("on the frozen clock the rest of a chunk is lent, and nothing is committed", "[late]") {
  const Traced run = run_traced("frozen", ChunkPolicy(3, 8), 7);
  CHECK(run.planned == std::vector<std::int64_t>{0, 3, 6});
  CHECK(run.committed == Numbers{{}, {}, {}});
  CHECK(run.tails == Numbers{{}, {3, 4, 5, 6, 7}, {103, 104, 105, 106, 107}});
  // Of a streaming policy nothing exists beyond what was executed.
  CHECK(run_traced("frozen", CountingPolicy(3, 8), 7).tails == Numbers{{}, {}, {}});
  CHECK(run_traced("virtual(delay=2,overlap=true)", CountingPolicy(3, 8), 9).tails ==
        Numbers{{}, {3, 4}, {103, 104}});
}

TEST_CASE("a plan that takes longer than expected: hold, or go on with the old chunk", "[late]") {
  const Spikes spikes;
  const ChunkPolicy policy(3, 8);
  // Plan 1, asked for in tick 3, is ready in tick 7 instead of 5.
  const Traced hold = run_traced(spikes.clock(""), policy, 11, spikes.rng);
  CHECK(hold.planned == std::vector<std::int64_t>{0, 3, 8});
  CHECK(hold.trace == Trace{{200, 2},
                            {300, 3},
                            {400, 4},
                            {700, 104},
                            {800, 105},
                            {900, 106},
                            {1000, 202}});
  CHECK(hold.log.actions_continued == 0);
  CHECK(hold.log.actions_dropped == 4);

  const Traced go_on = run_traced(spikes.clock(",late=continue"), policy, 11, spikes.rng);
  CHECK(go_on.planned == hold.planned);
  CHECK(go_on.trace == Trace{{200, 2},
                             {300, 3},
                             {400, 4},
                             {500, 5},
                             {600, 6},
                             {700, 104},
                             {800, 105},
                             {900, 106},
                             {1000, 202}});
  CHECK(go_on.log.actions_continued == 2);

  // A chunk of six actions has one left; a streaming policy none.
  const Traced brief = run_traced(spikes.clock(",late=continue"), ChunkPolicy(3, 6), 8, spikes.rng);
  CHECK(brief.trace == Trace{{200, 2}, {300, 3}, {400, 4}, {500, 5}, {700, 104}});
  CHECK(run_traced(spikes.clock(",late=continue"), CountingPolicy(3, 8), 11, spikes.rng).trace ==
        hold.trace);
}

TEST_CASE("without overlap, too, the old chunk may go on while the next one is made", "[late]") {
  const Traced run = run_traced("virtual(delay=2,late=continue)", ChunkPolicy(2, 8), 10);
  CHECK(run.planned == std::vector<std::int64_t>{0, 4, 8});
  CHECK(run.trace == Trace{{200, 2},
                           {300, 3},
                           {400, 4},
                           {500, 5},
                           {600, 102},
                           {700, 103},
                           {800, 104},
                           {900, 105}});
  // It gives way within a tick: the new plan is ready after 30 ms.
  const Traced quick = run_traced("virtual(first_ms=30,late=continue)", ChunkPolicy(2, 8), 4);
  CHECK(quick.trace == Trace{{30, 0}, {100, 1}, {200, 2}, {230, 100}, {300, 101}});
}

TEST_CASE("a policy that looks at every tick acts on that tick's observation", "[late]") {
  const LookingPolicy policy(3, 8);
  const Traced frozen = run_traced("frozen", policy, 5);
  CHECK(frozen.trace == Trace{{0, 0}, {100, 1}, {200, 2}, {300, 103}, {400, 104}});
  CHECK(frozen.observed == std::vector<std::int64_t>{0, 1, 2, 3, 4});

  // A call begins with its tick and is charged from there on, although its thinker was free before.
  const Traced charged = run_traced("virtual(first_ms=50,each_ms=20)", policy, 5);
  CHECK(charged.trace == Trace{{50, 0}, {120, 1}, {220, 2}, {350, 103}, {420, 104}});
  CHECK(charged.observed == std::vector<std::int64_t>{0, 1, 2, 3, 4});

  // A call that is late makes the next one begin late; that one sees what is new when it begins.
  const Traced slow = run_traced("virtual(first_ms=150,each_ms=30)", policy, 4);
  CHECK(slow.trace == Trace{{180, 1}, {230, 2}, {330, 3}});
  CHECK(slow.log.actions_dropped == 1);
  CHECK(slow.observed == std::vector<std::int64_t>{1, 2, 3});

  // One that is slower than its ticks never acts, and never hangs.
  const Traced never = run_traced("virtual(first_ms=120,each_ms=120)", policy, 20);
  CHECK(never.trace.empty());
  CHECK(never.planned.size() > 1);
}

TEST_CASE("an action is corrected once a tick, beside the planner", "[late]") {
  const CorrectingPolicy policy(2, 4);
  // At once: nobody sees the uncorrected action.
  const Traced frozen = run_traced("frozen", policy, 3);
  CHECK(frozen.trace == Trace{{0, 0.5}, {100, 1001 + 0.5625}, {200, 2100 + 0.5}});
  CHECK(frozen.observed == std::vector<std::int64_t>{0, 1, 2});
  CHECK(frozen.log.correction_us.size() == 3);

  // 30 ms after the tick's start; until then the uncorrected action stands.
  const Traced charged = run_traced("virtual(delay=1,overlap=true,correct_ms=30)", policy, 4);
  CHECK(charged.trace == Trace{{100, 1},
                               {130, 1001 + 0.5625},
                               {200, 2},
                               {230, 2002 + 0.625},
                               {300, 101},
                               {330, 3101 + 0.5625}});
  CHECK(charged.observed == std::vector<std::int64_t>{0, 1, 0, 2, 2, 3});
  // What is lent to a plan is what is promised, uncorrected.
  CHECK(charged.committed == Numbers{{}, {2}});

  // Ready only after its tick: the uncorrected action stands to the end.
  const Traced late = run_traced("virtual(delay=1,overlap=true,correct_ms=120)", policy, 4);
  CHECK(late.trace == Trace{{100, 1}, {200, 2}, {300, 101}});
  CHECK(late.log.actions_dropped == 1);
  CHECK(late.log.corrections_dropped == 2);

  // An action that becomes ready within its tick is corrected from then on.
  const Traced streamed = run_traced("virtual(first_ms=40,correct_ms=20)", policy, 2);
  CHECK(streamed.trace == Trace{{40, 0}, {60, 0.5}, {100, 1}, {120, 1001 + 0.5625}});

  // So are those that go on beyond their plan's executed part.
  const Traced go_on =
      run_traced("virtual(delay=1,late=continue,correct_ms=20)", CorrectingPolicy(1, 4), 3);
  CHECK(go_on.trace == Trace{{100, 1}, {120, 1001 + 0.5625}, {200, 2}, {220, 2002 + 0.625}});
  CHECK(go_on.log.actions_continued == 1);
  const Traced at_once = run_traced("virtual(delay=1,late=continue)", CorrectingPolicy(1, 4), 3);
  CHECK(at_once.trace == Trace{{100, 1001 + 0.5625}, {200, 2002 + 0.625}});
  CHECK(at_once.log.actions_continued == 1);
}

TEST_CASE("measured costs are charged, and the policy's own are written down", "[late]") {
  class Sleeper final : public ChunkPolicy {
   public:
    Sleeper() : ChunkPolicy(2, 4) {}
    StreamPtr plan(const PlanRequest&, Memory*) const override {
      struct Stream final : ActionStream {
        std::optional<Action> next(const Now&, std::stop_token) override {
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
          return Action::Constant(1, ++count);
        }
        std::optional<double> own_cost_us() const override { return 1000.0 * count; }
        int count = 0;
      };
      return std::make_unique<Stream>();
    }
  };
  // How much longer than it slept the thread was away depends on the machine.
  const Traced run = run_traced("virtual(measured=true,align=shift)", Sleeper(), 20);
  REQUIRE(run.trace.size() >= 2);
  CHECK(run.trace[0].first >= 20);
  CHECK(run.trace[0].second == 1);
  CHECK(run.trace[1].second == 2);
  REQUIRE_FALSE(run.log.own_us.empty());
  CHECK(run.log.own_us.front() == 2000);
  const Traced ten_times = run_traced("virtual(measured=true,align=shift,rate=10)", Sleeper(), 20);
  REQUIRE_FALSE(ten_times.trace.empty());
  CHECK(ten_times.trace[0].first >= 200);

  CHECK_FALSE(Clock("virtual(measured=true)").reproducible());
  CHECK(Clock("virtual(delay=1)").reproducible());
  CHECK(run_traced("frozen", ChunkPolicy(2, 4), 4).log.own_us.empty());
}

TEST_CASE("clocks refuse keys that contradict each other", "[late]") {
  CHECK_THROWS_WITH(clock_label("virtual(measured=true,delay=1)"),
                    ContainsSubstring("only one of"));
  CHECK_THROWS_WITH(clock_label("virtual(measured=true,correct_ms=1)"),
                    ContainsSubstring("leave correct_ms"));
  CHECK_THROWS_WITH(clock_label("virtual(late=maybe)"), ContainsSubstring("hold, continue"));
  CHECK_THROWS_WITH(clock_label("wall(hold=first)"), ContainsSubstring("last, neutral"));
  CHECK(clock_label("virtual(late=hold,hold=last,free_start=false)") == "virtual");
  CHECK(clock_label("wall(late=continue,hold=neutral)") == "wall(hold=neutral,late=continue)");
}
