// Episodes that think together: a fault is its own episode's, and nobody is asked twice.

#include <algorithm>
#include <set>
#include <thread>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/result_text.h"
#include "tests/sim/saboteur.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using streambed::testing::result_text;
using streambed::testing::Saboteur;
using streambed::testing::TinyTask;

namespace {

constexpr std::int64_t kEpisodes = 16;
constexpr const char* kClocks[] = {"frozen", "virtual(first_ms=60,each_ms=20)",
                                   "virtual(delay=2,overlap=true)"};

void tick_together(std::span<Episode* const> batch) {
  for (Episode* episode : batch) episode->prepare();
  Episode::think_together(batch);
  for (Episode* episode : batch) episode->finish();
}

// Starts 0 ... kEpisodes - 1, `width` of them at a time; 0: one by one, without batched calls.
std::vector<std::string> play(const Policy& policy, const char* clock, std::size_t width) {
  const TinyTask task;
  std::vector<std::unique_ptr<Episode>> episodes;
  for (std::int64_t i = 0; i < kEpisodes; ++i) {
    episodes.push_back(
        std::make_unique<Episode>(task, policy, EpisodeKey{.context = i, .clock = clock}));
  }
  const std::size_t step = std::max<std::size_t>(width, 1);
  for (std::size_t first = 0; first < episodes.size(); first += step) {
    std::vector<Episode*> batch;
    for (std::size_t i = first; i < std::min(first + step, episodes.size()); ++i) {
      batch.push_back(episodes[i].get());
    }
    const auto running = [](const Episode* episode) { return !episode->done(); };
    while (std::ranges::any_of(batch, running)) {
      if (width > 0) {
        tick_together(batch);
      } else {
        batch.front()->tick();
      }
    }
  }
  std::vector<std::string> results;
  for (const auto& episode : episodes) results.push_back(result_text(episode->result()));
  return results;
}

bool has_duplicates(const std::vector<Saboteur::Call>& calls) {
  return std::set(calls.begin(), calls.end()).size() != calls.size();
}

// Fails in the second plan of two starts, or in an action of that plan.
void sabotage_plan(const Saboteur::Call& call) {
  const auto [context, tick, index] = call;
  if ((context == 1 || context == 7) && tick >= 3 && index == -1)
    throw std::runtime_error("no plan for start " + std::to_string(context));
}
void sabotage_next(const Saboteur::Call& call) {
  const auto [context, tick, index] = call;
  if ((context == 1 || context == 7) && tick >= 3 && index == 1)
    throw std::runtime_error("no action for start " + std::to_string(context));
}
void throw_a_number(const Saboteur::Call& call) {
  if (call >= Saboteur::Call{1, 3, 0} && std::get<0>(call) == 1) throw 42;
}

}  // namespace

TEST_CASE("a faulty episode leaves the others of its batch alone", "[batch]") {
  const auto fault = GENERATE(sabotage_plan, sabotage_next, throw_a_number);
  for (const char* clock : kClocks) {
    INFO(clock);
    const std::vector<std::string> healthy = play(Saboteur(), clock, 0);
    const Saboteur single(fault);
    const std::vector<std::string> alone = play(single, clock, 0);
    std::vector<Saboteur::Call> asked = single.calls();
    std::ranges::sort(asked);
    REQUIRE_FALSE(has_duplicates(asked));

    for (const std::size_t width : {1, 3, 16}) {
      INFO("batches of " << width);
      const Saboteur policy(fault);
      const std::vector<std::string> results = play(policy, clock, width);
      CHECK(results == alone);
      for (std::size_t i = 0; i < results.size(); ++i) {
        const bool faulty = i == 1 || (i == 7 && fault != throw_a_number);
        CHECK((results[i] == healthy[i]) == !faulty);
        CHECK(results[i].starts_with("error") == faulty);
      }
      // Every call is made once, and none that episodes without batches would not make.
      std::vector<Saboteur::Call> calls = policy.calls();
      std::ranges::sort(calls);
      CHECK(calls == asked);
    }
  }
}

TEST_CASE("the reason of a faulty episode is its own", "[batch]") {
  const auto results = play(Saboteur(sabotage_next), "frozen", 16);
  CHECK_THAT(results[1], ContainsSubstring("'no action for start 1'"));
  CHECK_THAT(results[7], ContainsSubstring("'no action for start 7'"));
  CHECK_THAT(play(Saboteur(throw_a_number), "frozen", 3)[1],
             ContainsSubstring("no std::exception"));
}

namespace {

// Its batched calls fail as a whole: that of the plans for a tick, or that of a first action.
class FailingBatch final : public Saboteur {
 public:
  FailingBatch(std::int64_t tick, bool in_plan) : tick_(tick), in_plan_(in_plan) {}
  void plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                  std::span<Answer<StreamPtr>> out) const override {
    ++batches;
    now_ = requests.front().tick == tick_;
    if (now_ && in_plan_) throw std::runtime_error("no plans at all");
    Saboteur::plan_batch(requests, memories, out);
  }
  void next_batch(std::span<ActionStream* const> streams, std::span<const Now> now,
                  std::stop_token stop,
                  std::span<Answer<std::optional<Action>>> out) const override {
    ++batches;
    if (now_) throw std::runtime_error("no actions at all");
    Saboteur::next_batch(streams, now, stop, out);
  }
  mutable int batches = 0;

 private:
  std::int64_t tick_;
  bool in_plan_;
  mutable bool now_ = false;
};

}  // namespace

TEST_CASE("a batched call that fails as a whole ends the episodes that were in it", "[batch]") {
  const bool in_plan = GENERATE(true, false);
  const FailingBatch policy(3, in_plan);
  const TinyTask task;
  // The third one plans for other ticks than the first two. With a delay no old action is left to
  // be asked for when the others plan.
  Episode first(task, policy, {.context = 1}), second(task, policy, {.context = 2});
  Episode other(task, policy, {.context = 3, .clock = "virtual(delay=1)"});
  const std::vector<Episode*> batch = {&first, &second, &other};
  for (int tick = 0; tick < 3; ++tick) tick_together(batch);
  const int batches = policy.batches;
  const std::size_t calls = policy.calls().size();
  for (const Episode* episode : batch) REQUIRE_FALSE(episode->done());
  tick_together(batch);
  for (const Episode* episode : {&first, &second}) {
    CHECK(episode->result().end == End::kError);
    CHECK(episode->result().reason == (in_plan ? "no plans at all" : "no actions at all"));
    CHECK(episode->result().ticks == 3);
  }
  CHECK_FALSE(other.done());
  // They were asked once.
  CHECK(policy.batches == batches + (in_plan ? 1 : 2));
  CHECK(policy.calls().size() == calls + (in_plan ? 0 : 2));
}

TEST_CASE("a plan that is missing from a batch is an error of its episode", "[batch]") {
  struct Forgetful final : Saboteur {
    void plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                    std::span<Answer<StreamPtr>> out) const override {
      Saboteur::plan_batch(requests.first(1), memories.first(1), out.first(1));
    }
  };
  const Forgetful policy;
  const TinyTask task;
  Episode first(task, policy, {.context = 1}), second(task, policy, {.context = 2});
  tick_together(std::vector{&first, &second});
  CHECK_FALSE(first.done());
  CHECK(second.result().end == End::kError);
  CHECK_THAT(second.result().reason, ContainsSubstring("made no plan"));
}

TEST_CASE("a stop request cuts short the thinking of a whole batch", "[batch]") {
  const TinyTask task;
  std::stop_source stop;
  // The second plan of start 2 requests the stop, or the first action of that plan does.
  const int index = GENERATE(-1, 0);
  const Saboteur policy([&](const Saboteur::Call& call) {
    if (call == Saboteur::Call{2, 3, index}) stop.request_stop();
  });
  std::vector<std::unique_ptr<Episode>> episodes;
  std::vector<Episode*> batch;
  for (std::int64_t i = 0; i < 5; ++i) {
    episodes.push_back(std::make_unique<Episode>(task, policy, EpisodeKey{.context = i}, nullptr,
                                                 stop.get_token()));
    batch.push_back(episodes.back().get());
  }
  for (int tick = 0; tick < 3; ++tick) tick_together(batch);
  const std::size_t before = policy.calls().size();
  tick_together(batch);
  // All plans are made. After them no action is asked for, or the one call for actions is finished.
  CHECK(policy.calls().size() == before + (index < 0 ? 5 : 10));
  CHECK_FALSE(has_duplicates(policy.calls()));
  for (const Episode* episode : batch) {
    // Those before the request have their action, those after it none.
    CHECK_FALSE(episode->done());
    CHECK(episode->result().ticks == 4);
  }

  // They hold their targets to the end. Plans may be begun, but nobody thinks.
  while (!batch.front()->done()) tick_together(batch);
  for (const Episode* episode : batch) {
    CHECK(episode->result().reason == "");
    CHECK(episode->result().ticks == 20);
    CHECK(episode->result().stalled_steps > 0);
  }
  const auto actions = std::ranges::count_if(
      policy.calls(), [](const Saboteur::Call& call) { return std::get<2>(call) >= 0; });
  CHECK(actions == 5 * (index < 0 ? 3 : 4));
  CHECK_FALSE(has_duplicates(policy.calls()));
}

TEST_CASE("a stop request from another thread ends the wait for a batch", "[batch]") {
  const TinyTask task;
  std::stop_source stop;
  // Thinks until it is told to stop.
  struct Waiting final : Saboteur {
    void next_batch(std::span<ActionStream* const>, std::span<const Now>, std::stop_token token,
                    std::span<Answer<std::optional<Action>>>) const override {
      while (!token.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  };
  const Waiting policy;
  Episode first(task, policy, {.context = 1}, nullptr, stop.get_token());
  Episode second(task, policy, {.context = 2}, nullptr, stop.get_token());
  std::jthread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    stop.request_stop();
  });
  tick_together(std::vector{&first, &second});
  CHECK(first.result().ticks == 1);
  CHECK(second.result().stalled_steps > 0);
}
