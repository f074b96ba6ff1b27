// What samplers may ask of their networks: several calls at once, a second checkpoint, cotangents
// pulled back; and what becomes of those that ask for the impossible.

#include <algorithm>
#include <array>

#include "policies/policy/learned_policy.h"
#include "policies/policy/register_learned.h"
#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kSpoilt = 13;  // the context whose sampler asks for what `fault` says

// Every action is a sum over calls at the one before it, with the weights below.
class AskingSampler final : public Sampler {
 public:
  AskingSampler(const PlanStart& start, const std::string& ask, std::string fault)
      : apart_(ask.ends_with("apart")),
        fault_(std::move(fault)),
        action_(static_cast<std::size_t>(start.shape.action_size)) {
    start.normaliser.encode_action(start.request.last_executed, action_.data());
    const Call first{action_, 0}, second{action_, 0, {}, 1};
    if (ask == "first") plan_ = {first};
    if (ask == "second") plan_ = {second};
    if (ask.starts_with("three")) plan_ = {first, {action_, 0.3f, {}, 1}, {action_, 0.7f}};
    if (ask.starts_with("pull")) {
      plan_ = {first, {action_, 0, cotangent_}, {action_, 0.5f, cotangent_, 1}};
    }
  }

  std::span<const Call> wants() override {
    const std::size_t count = plan_.size();
    if (done_ == count || emitted_ == 3) return {};
    for (Call& call : plan_) call.x = action_;
    const bool spoils = emitted_ == 1;
    if (spoils && fault_ == "x") plan_[0].x = std::span(action_).first(1);
    if (spoils && fault_ == "cotangent") plan_[0].cotangent = std::span(cotangent_).first(1);
    if (spoils && fault_ == "network") plan_[0].network = 2;
    if (spoils && fault_ == "pullback") plan_[0].cotangent = cotangent_;
    return apart_ ? std::span(plan_).subspan(done_, 1) : std::span(plan_);
  }
  void take(Results results) override {
    constexpr std::array<float, 3> kWeights = {1, -0.5f, 0.25f};
    if (done_ == 0) sum_.assign(action_.size(), 0);
    for (const auto& result : results) {
      REQUIRE(result.size() == action_.size());
      for (std::size_t d = 0; d < sum_.size(); ++d) sum_[d] += kWeights[done_] * result[d];
      ++done_;
    }
  }
  std::span<const float> emit() override {
    if (emitted_ == 3) return {};
    ++emitted_;
    done_ = 0;
    action_ = sum_;
    return action_;
  }

 private:
  std::array<float, 2> cotangent_{1, -0.5f};
  std::vector<Call> plan_;
  bool apart_;
  std::string fault_;
  std::vector<float> action_, sum_;
  std::size_t done_ = 0;
  int emitted_ = 0;
};

class Asking final : public Method {
 public:
  explicit Asking(const Params& params) : ask_(params.text("ask")), fault_(params.text("fault")) {}
  int network_width(const MethodShape& shape) const override { return shape.action_size; }
  int yields(const MethodShape& shape) const override { return shape.horizons.prediction; }
  std::vector<float> flow_times(const MethodShape&) const override { return {0, 0.7f}; }
  bool needs_pullback() const override { return ask_.starts_with("pull"); }
  void make_pair(const ActionWindow& window, const MethodShape& shape, Rng& rng,
                 TrainingPair& pair) const override {
    rng.fill_normal(pair.x);
    const auto size = static_cast<std::size_t>(shape.action_size);
    std::ranges::copy(window.from(0).first(size), pair.target.begin());
    pair.t = static_cast<float>(rng.uniform());
  }
  std::unique_ptr<Sampler> plan(const PlanStart& start, Memory*) const override {
    const bool spoilt = start.request.context == kSpoilt;
    return std::make_unique<AskingSampler>(start, ask_, spoilt ? fault_ : "");
  }

 private:
  std::string ask_, fault_;
};

using Actions = std::vector<Action>;

struct AskingFixture : TrainedFixture {
  AskingFixture() {
    register_learned(
        registry,
        {.name = "asking",
         .summary = "asks for what `ask` says",
         .trained_keys = {},
         .run_keys = {Key::text("weak", "", "weights of network 1"),
                      Key::text("ask", "first", "the calls of one action"),
                      Key::text("fault", "", "what the second action of context 13 asks for")},
         .second_checkpoint = "weak",
         .make_method = [](const Params& params) { return std::make_unique<Asking>(params); }});
    strong = train_seed(0, "");
    weak = train_seed(1, "");
  }
  fs::path train_seed(int seed, const std::string& keys) const {
    return train("asking(hidden=16,blocks=2" + keys + ")",
                 "steps=30,batch=16,warmup=5,validation_episodes=0,threads=1,seed=" +
                     std::to_string(seed),
                 "asking" + std::to_string(seed) + ".safetensors");
  }
  std::unique_ptr<const Policy> policy(const fs::path& checkpoint, const fs::path& second,
                                       const std::string& keys) const {
    return registry.make_policy("asking(checkpoint=\"" + checkpoint.string() + "\",weak=\"" +
                                    second.string() + "\"," + keys + ")",
                                *task);
  }
  PlanRequest request(std::int64_t context) const {
    PlanRequest out;
    out.history = history;
    out.context = context;
    out.last_executed = Action::Constant(2, 200 + static_cast<double>(context));
    return out;
  }

  // Three actions from each context, planned and thought one by one.
  std::vector<Actions> alone(const Policy& with, std::span<const std::int64_t> contexts) const {
    std::vector<Actions> out;
    for (const std::int64_t context : contexts) {
      const StreamPtr stream = with.plan(request(context), nullptr);
      Actions& actions = out.emplace_back();
      while (const auto action = stream->next({}, {})) actions.push_back(*action);
      calls = stream->network_calls();
    }
    return out;
  }
  // The same in one batch; an error's text ends a context's actions.
  std::vector<Actions> together(const Policy& with, std::span<const std::int64_t> contexts,
                                std::string& error) const {
    std::vector<PlanRequest> requests;
    for (const std::int64_t context : contexts) requests.push_back(request(context));
    const std::vector<Memory*> memories(contexts.size(), nullptr);
    std::vector<Answer<StreamPtr>> plans(contexts.size());
    with.plan_batch(requests, memories, plans);
    std::vector<Actions> out(contexts.size());
    std::vector<std::size_t> alive(contexts.size());
    for (std::size_t i = 0; i < alive.size(); ++i) alive[i] = i;
    while (!alive.empty()) {
      std::vector<ActionStream*> streams;
      for (const std::size_t i : alive) streams.push_back(plans[i].value.get());
      std::vector<Answer<std::optional<Action>>> answers(alive.size());
      with.next_batch(streams, std::vector<Now>(streams.size()), {}, answers);
      std::vector<std::size_t> still;
      for (std::size_t j = 0; j < alive.size(); ++j) {
        try {
          if (answers[j].error) std::rethrow_exception(answers[j].error);
        } catch (const std::exception& thrown) {
          error += thrown.what();
          continue;
        }
        if (!answers[j].value) continue;
        out[alive[j]].push_back(*answers[j].value);
        still.push_back(alive[j]);
      }
      alive = still;
    }
    return out;
  }

  std::vector<Observation> history = [this] {
    Observation frame;
    frame.state = demonstrations.episodes[0].states.row(0).transpose();
    return std::vector<Observation>(2, frame);
  }();
  fs::path strong, weak;
  mutable int calls = 0;  // of the last plan that was thought alone
};

void check_close(const std::vector<Actions>& a, const std::vector<Actions>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    REQUIRE(a[i].size() == 3);
    REQUIRE(b[i].size() == 3);
    for (std::size_t k = 0; k < 3; ++k) {
      for (int d : {0, 1}) CHECK(a[i][k][d] == Approx(b[i][k][d]).margin(1e-2).epsilon(1e-4));
    }
  }
}

constexpr std::array<std::int64_t, 2> kTwo = {1, 2};
constexpr std::array<std::int64_t, 3> kWithSpoilt = {1, kSpoilt, 2};

}  // namespace

TEST_CASE_METHOD(AskingFixture, "network 1 is the second checkpoint", "[calls]") {
  for (const std::string engine : {"engine=fused", "engine=torch"}) {
    const auto first = alone(*policy(strong, weak, "ask=first," + engine), kTwo);
    const auto second = alone(*policy(strong, weak, "ask=second," + engine), kTwo);
    CHECK(first == alone(*policy(strong, "", "ask=first," + engine), kTwo));
    CHECK(second == alone(*policy(weak, "", "ask=first," + engine), kTwo));
    CHECK(first != second);
  }
  // A policy is all of its files.
  const auto hash = [&](const fs::path& second) {
    return policy(strong, second, "ask=first")->info().checkpoint_hash;
  };
  CHECK(hash("") == read_checkpoint(strong).hash);
  CHECK(hash(weak) != hash(""));
  CHECK(hash(weak) != hash(strong));
}

TEST_CASE_METHOD(AskingFixture, "a second checkpoint must be of the same training", "[calls]") {
  const auto wider = train_seed(2, ",previous_action=true");
  CHECK_THROWS_AS(policy(strong, wider, "ask=first"), UserError);
  CHECK_THROWS_WITH(policy(strong, wider, "ask=first"), ContainsSubstring("trained otherwise"));
  // The same keys, other ranges.
  Checkpoint checkpoint = read_checkpoint(weak);
  Demonstration shifted = demonstrations.episodes[0];
  shifted.states.array() += 1;
  checkpoint.normaliser = Normaliser::fit({&shifted, 1}, task->info());
  const fs::path stretched = scratch("stretched.safetensors");
  write_checkpoint(stretched, checkpoint);
  CHECK_THROWS_WITH(policy(strong, stretched, "ask=first"),
                    ContainsSubstring("trained otherwise"));
  CHECK_THROWS_WITH(policy(strong, "nowhere.safetensors", "ask=first"),
                    ContainsSubstring("no checkpoint"));
}

TEST_CASE_METHOD(AskingFixture, "calls at once return what they return one by one", "[calls]") {
  std::string none;
  for (const std::string engine : {",isa=v2", ",engine=torch", ",engine=eager"}) {
    INFO(engine);
    const auto at_once = policy(strong, weak, "ask=three" + engine);
    const auto apart = policy(strong, weak, "ask=three_apart" + engine);
    const auto expected = alone(*apart, kTwo);
    CHECK(calls == 9);
    const auto seen = alone(*at_once, kTwo);
    CHECK(calls == 9);
    check_close(seen, expected);
    check_close(together(*at_once, kTwo, none), expected);
    check_close(together(*apart, kTwo, none), expected);
    // Our kernels sum in one order for any number of calls.
    if (engine == ",isa=v2") {
      CHECK(seen == expected);
      CHECK(together(*at_once, kTwo, none) == expected);
    }
  }
  CHECK(none.empty());
}

TEST_CASE_METHOD(AskingFixture, "LibTorch runs the network of those who pull back", "[calls]") {
  std::string none;
  const auto fused = policy(strong, weak, "ask=pull,engine=fused");
  CHECK_THAT(fused->info().engine, ContainsSubstring("torch"));
  REQUIRE(fused->info().remarks.size() == 1);
  CHECK_THAT(fused->info().remarks[0],
             ContainsSubstring("pull cotangents back") && ContainsSubstring("LibTorch runs"));
  const auto expected = alone(*fused, kTwo);
  for (const std::string keys : {"ask=pull,engine=torch", "ask=pull_apart,engine=eager"}) {
    const auto asked = policy(strong, weak, keys);
    CHECK(asked->info().remarks.empty());
    check_close(alone(*asked, kTwo), expected);
    CHECK(calls == 9);
    check_close(together(*asked, kTwo, none), expected);
  }
  // It is not the sum without them.
  CHECK(expected != alone(*policy(strong, weak, "ask=first,engine=torch"), kTwo));
  CHECK(none.empty());
}

TEST_CASE_METHOD(AskingFixture, "who asks for the impossible fails alone", "[calls]") {
  const std::pair<const char*, const char*> faults[] = {
      {"x", "with 1 inputs and a cotangent of 0"},
      {"cotangent", "with 2 inputs and a cotangent of 1"},
      {"network", "network 2, which this policy does not have"},
      {"pullback", "cannot pull cotangents back through its network; use engine=torch"}};
  for (const std::string ask : {"three", "three_apart"}) {
    const auto healthy = alone(*policy(strong, weak, "ask=" + ask), kWithSpoilt);
    for (const auto& [fault, reason] : faults) {
      INFO(ask << " " << fault);
      const auto spoilt = policy(strong, weak, "ask=" + ask + ",fault=" + fault);
      std::string error;
      const auto seen = together(*spoilt, kWithSpoilt, error);
      CHECK_THAT(error, ContainsSubstring(reason));
      CHECK(seen[0] == healthy[0]);
      CHECK(seen[1] == Actions{healthy[1][0]});
      CHECK(seen[2] == healthy[2]);
      CHECK_THROWS_WITH(alone(*spoilt, kWithSpoilt), ContainsSubstring(reason));
    }
  }
  // Without a second checkpoint there is no network 1.
  CHECK_THROWS_WITH(alone(*policy(strong, "", "ask=second"), kTwo),
                    ContainsSubstring("network 1, which this policy does not have"));
}

namespace {

// Cannot pull back.
class SilentEngine final : public Engine {
 public:
  const EngineInfo& info() const override { return info_; }
  std::unique_ptr<Conditioned> condition(std::span<const float>) const override { return nullptr; }

 private:
  EngineInfo info_{"silent", 0, 0, {}};
};

}  // namespace

TEST_CASE_METHOD(AskingFixture, "a method that pulls back refuses an engine that cannot",
                 "[calls]") {
  const Params params(parse_spec("asking(ask=pull)"), registry.policy("asking").keys);
  PolicyInfo about;
  about.name = "asking";
  CHECK_THROWS_AS(make_engine_policy(about, std::make_unique<Asking>(params), {}, {},
                                     std::make_unique<SilentEngine>(), {}),
                  UserError);
  CHECK_THROWS_WITH(make_engine_policy(about, std::make_unique<Asking>(params), {}, {},
                                       std::make_unique<SilentEngine>(), {}),
                    ContainsSubstring("\"silent\" cannot, use engine=torch"));
}
