// A learned policy that thinks for many episodes: what fails for one leaves the others their bytes.

#include <algorithm>
#include <array>

#include "policies/policy/learned_policy.h"
#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"
#include "tests/sim/result_text.h"

using namespace streambed;
using streambed::testing::result_text;

namespace {

enum class Where { kNowhere, kHistory, kCondition, kPlan, kWants, kNetwork, kTake, kEmit };

void fail_if(bool fails, const char* what) {
  if (fails) throw std::runtime_error(what);
}

// Stands for a network: adds up what it is given. A condition of 13 is the one that it cannot bear.
class AddingEngine final : public Engine {
 public:
  explicit AddingEngine(Where where) : where_(where) { info_.name = "adding"; }
  const EngineInfo& info() const override { return info_; }
  std::unique_ptr<Conditioned> condition(std::span<const float> condition) const override {
    fail_if(where_ == Where::kCondition && condition[0] == 13, "condition");
    return std::make_unique<Adding>(condition[0], where_);
  }

 private:
  struct Adding final : Conditioned {
    Adding(float c, Where fault) : condition(c), where(fault) {}
    void evaluate(std::span<const float> x, float t, std::span<float> output) override {
      fail_if(where == Where::kNetwork && condition == 13, "network");
      output[0] = x[0] + 0.1f * condition + t;
    }
    float condition;
    Where where;
  };

  Where where_;
  EngineInfo info_;
};

// Three actions, each of one network call. The second action is the one that fails.
class AddingSampler final : public Sampler {
 public:
  explicit AddingSampler(Where where) : where_(where) {}
  std::span<const Call> wants() override {
    fail_if(where_ == Where::kWants && emitted_ == 1, "wants");
    if (has_ || emitted_ == 3) return {};
    return one({{&x_, 1}, 0});
  }
  void take(Results results) override {
    fail_if(where_ == Where::kTake && emitted_ == 1, "take");
    x_ = results[0][0];
    has_ = true;
  }
  std::span<const float> emit() override {
    fail_if(where_ == Where::kEmit && emitted_ == 1, "emit");
    if (emitted_ == 3) return {};
    ++emitted_;
    has_ = false;
    return {&x_, 1};
  }

 private:
  Where where_;
  float x_ = 0;
  bool has_ = false;
  int emitted_ = 0;
};

class AddingMethod final : public Method {
 public:
  explicit AddingMethod(Where where) : where_(where) {}
  int network_width(const MethodShape&) const override { return 1; }
  std::vector<float> flow_times(const MethodShape&) const override { return {0}; }
  int yields(const MethodShape&) const override { return 3; }
  void make_pair(const ActionWindow&, const MethodShape&, Rng&, TrainingPair&) const override {}
  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    const bool faulty = start.request.context == 13;
    fail_if(faulty && where_ == Where::kPlan, "plan");
    return std::make_unique<AddingSampler>(faulty ? where_ : Where::kNowhere);
  }

 private:
  Where where_;
};

// A normaliser that changes nothing: all ranges are -1 to 1.
Normaliser identity() {
  Demonstration whole;
  whole.states = whole.actions = MatrixRM::Constant(2, 1, 1);
  whole.states(0, 0) = whole.actions(0, 0) = -1;
  const std::vector<Component> number = {{.name = "number"}};
  return Normaliser::fit({&whole, 1}, number, number);
}

std::unique_ptr<const Policy> adding_policy(Where where) {
  PolicyInfo info;
  info.name = info.label = "adding";
  info.execution_horizon = info.prediction_horizon = 3;
  const MethodShape shape{{.observation = 1, .prediction = 3, .execution = 3}, 1};
  return make_engine_policy(info, std::make_unique<AddingMethod>(where), shape, identity(),
                            std::make_unique<AddingEngine>(where), {});
}

// The actions of one plan for each context, as text; an error ends them.
std::vector<std::string> think(const Policy& policy, std::span<const std::int64_t> contexts,
                               bool short_history) {
  const std::size_t count = contexts.size();
  std::vector<std::vector<Observation>> histories(count);
  std::vector<PlanRequest> requests(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!short_history || contexts[i] != 13) {
      histories[i].resize(1);
      histories[i][0].state = StateVector::Constant(1, static_cast<double>(contexts[i]));
    }
    requests[i].history = histories[i];
    requests[i].context = contexts[i];
    requests[i].last_executed = Action::Zero(1);
  }
  std::vector<Memory*> memories(count, nullptr);
  std::vector<Answer<StreamPtr>> plans(count);
  policy.plan_batch(requests, memories, plans);

  std::vector<std::string> out(count);
  std::vector<std::size_t> alive;
  const auto note = [&](std::size_t i, const std::exception_ptr& error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& known) {
      out[i] += known.what();
    }
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (plans[i].error) {
      note(i, plans[i].error);
    } else {
      alive.push_back(i);
    }
  }
  while (!alive.empty()) {
    std::vector<ActionStream*> streams;
    for (const std::size_t i : alive) streams.push_back(plans[i].value.get());
    std::vector<Answer<std::optional<Action>>> actions(alive.size());
    policy.next_batch(streams, std::vector<Now>(streams.size()), {}, actions);
    std::vector<std::size_t> still;
    for (std::size_t j = 0; j < alive.size(); ++j) {
      if (actions[j].error) {
        note(alive[j], actions[j].error);
      } else if (actions[j].value) {
        out[alive[j]] += fmt::format("{} ", (*actions[j].value)[0]);
        still.push_back(alive[j]);
      }
    }
    alive = still;
  }
  return out;
}

}  // namespace

TEST_CASE("a learned policy keeps the faults of a batch apart", "[batch]") {
  constexpr std::array<std::int64_t, 2> kHealthy = {1, 2};
  constexpr std::array<std::int64_t, 3> kAll = {1, 13, 2};
  const auto alone = think(*adding_policy(Where::kNowhere), kHealthy, false);
  REQUIRE(std::ranges::count(alone[0], ' ') == 3);
  const std::pair<Where, const char*> faults[] = {
      {Where::kHistory, "1 observations of 1 numbers"}, {Where::kCondition, "condition"},
      {Where::kPlan, "plan"}, {Where::kWants, "wants"}, {Where::kNetwork, "network"},
      {Where::kTake, "take"}, {Where::kEmit, "emit"}};
  for (const auto& [where, reason] : faults) {
    INFO(reason);
    const auto together = think(*adding_policy(where), kAll, where == Where::kHistory);
    CHECK(together[0] == alone[0]);
    CHECK_THAT(together[1], ContainsSubstring(reason));
    CHECK(together[2] == alone[1]);
  }
}

namespace {

// Spoils the second plan of some starts of another policy.
class Sabotaged final : public Policy {
 public:
  enum class Fault { kNone, kShortHistory, kNotANumber };
  Sabotaged(const Policy& policy, Fault fault) : policy_(policy), fault_(fault) {}
  const PolicyInfo& info() const override { return policy_.info(); }
  std::unique_ptr<Memory> start() const override { return policy_.start(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    PlanRequest spoilt = request;
    std::vector<Observation> history(request.history.begin(), request.history.end());
    spoil(spoilt, history);
    return policy_.plan(spoilt, memory);
  }
  void plan_batch(std::span<const PlanRequest> requests, std::span<Memory* const> memories,
                  std::span<Answer<StreamPtr>> out) const override {
    std::vector<PlanRequest> spoilt(requests.begin(), requests.end());
    std::vector<std::vector<Observation>> histories;
    for (PlanRequest& request : spoilt) {
      spoil(request, histories.emplace_back(request.history.begin(), request.history.end()));
    }
    policy_.plan_batch(spoilt, memories, out);
  }
  void next_batch(std::span<ActionStream* const> streams, std::span<const Now> now,
                  std::stop_token stop,
                  std::span<Answer<std::optional<Action>>> out) const override {
    policy_.next_batch(streams, now, stop, out);
  }

 private:
  void spoil(PlanRequest& request, std::vector<Observation>& history) const {
    if (fault_ == Fault::kNone || request.context % 5 != 1 || request.tick < 8) return;
    if (fault_ == Fault::kShortHistory) history.pop_back();
    if (fault_ == Fault::kNotANumber) history.back().state[0] = std::nan("");
    request.history = history;
  }

  const Policy& policy_;
  Fault fault_;
};

// Starts 0 ... 15, `width` of them at a time.
std::vector<std::string> play(const Task& task, const Policy& policy, std::size_t width) {
  std::vector<std::string> results;
  for (std::size_t first = 0; first < 16; first += width) {
    std::vector<std::unique_ptr<Episode>> episodes;
    std::vector<Episode*> batch;
    for (std::size_t i = first; i < std::min<std::size_t>(first + width, 16); ++i) {
      episodes.push_back(std::make_unique<Episode>(
          task, policy, EpisodeKey{.context = static_cast<std::int64_t>(i)}));
      batch.push_back(episodes.back().get());
    }
    const auto running = [](const Episode* episode) { return !episode->done(); };
    while (std::ranges::any_of(batch, running)) {
      if (width == 1) {
        batch.front()->tick();
        continue;
      }
      for (Episode* episode : batch) episode->prepare();
      Episode::think_together(batch);
      for (Episode* episode : batch) episode->finish();
    }
    for (const Episode* episode : batch) results.push_back(result_text(episode->result()));
  }
  return results;
}

}  // namespace

TEST_CASE_METHOD(TrainedFixture, "a buffer that is carried along survives a neighbour's fault",
                 "[batch]") {
  const auto path = train(
      "streaming_diffusion(hidden=16,blocks=2)",
      "steps=1,batch=4,warmup=0,validate_every=0,validation_episodes=0,threads=1",
      "batch_faults.safetensors");
  const auto policy =
      registry.make_policy("streaming_diffusion(checkpoint=\"" + path.string() + "\")", *task);
  const auto brief = registry.make_task("push_t(max_ticks=30)");
  const auto healthy = play(*brief, Sabotaged(*policy, Sabotaged::Fault::kNone), 1);
  for (const auto fault : {Sabotaged::Fault::kShortHistory, Sabotaged::Fault::kNotANumber}) {
    const Sabotaged sabotaged(*policy, fault);
    const auto alone = play(*brief, sabotaged, 1);
    for (std::size_t i = 0; i < alone.size(); ++i) {
      CHECK((alone[i] == healthy[i]) == (i % 5 != 1));
      CHECK(alone[i].starts_with("error") == (i % 5 == 1));
    }
    for (const std::size_t width : {3, 16}) {
      INFO("batches of " << width);
      CHECK(play(*brief, sabotaged, width) == alone);
    }
  }
}
