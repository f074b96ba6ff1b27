// Run-time integration on a network whose velocity is known.

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/policies/trained.h"

using namespace streambed;

namespace {

constexpr const char* kTinyFlow = "hidden=8,blocks=1,prediction_horizon=8,execution_horizon=4";
constexpr const char* kOneStep = "steps=1,batch=4,warmup=0,validation_episodes=0,threads=1";

struct FlowFixture : TrainedFixture {
  std::vector<Observation> history = std::vector<Observation>(2);
  Action start = Action::Constant(2, 256);
  Normaliser normaliser;

  // A policy whose velocity is (0.75, -0.375), exact in 16 bits, in network units per unit of flow
  // time.
  std::unique_ptr<const Policy> constant(const std::string& keys, const std::string& run_keys) {
    const std::string spec = "streaming_flow(" + std::string(kTinyFlow) + keys + ")";
    const auto path =
        with_constant_output(train(spec, kOneStep, "flow.safetensors"), {0.75f, -0.375f});
    normaliser = read_checkpoint(path).normaliser;
    for (Observation& observation : history) {
      observation.state = demonstrations.episodes[0].states.row(0).transpose();
    }
    return registry.make_policy(
        "streaming_flow(execution_horizon=4,checkpoint=\"" + path.string() + "\"" + run_keys + ")",
        *task);
  }
  PlanRequest request() const {
    PlanRequest out;
    out.history = history;
    out.last_executed = out.last_generated = start;
    return out;
  }
  std::vector<float> encoded(const Action& action) const {
    std::vector<float> out(2);
    normaliser.encode_action(action, out.data());
    return out;
  }
};

}  // namespace

TEST_CASE_METHOD(FlowFixture, "a plan steps, then emits, from the last executed action",
                 "[streaming_flow]") {
  const auto policy = constant("", "");
  const StreamPtr stream = policy->plan(request(), nullptr);
  const auto from = encoded(start);
  for (int i = 1; i <= 8; ++i) {
    const auto action = stream->next({}, {});
    REQUIRE(action);
    const auto at = encoded(*action);
    CHECK(at[0] == Approx(from[0] + 0.75 * i / 8).margin(1e-5));
    CHECK(at[1] == Approx(from[1] - 0.375 * i / 8).margin(1e-5));
    CHECK(stream->network_calls() == i);
  }
  CHECK_FALSE(stream->next({}, {}));
}

TEST_CASE_METHOD(FlowFixture,
                 "noise moves the start by its standard deviation and follows the plan's rng",
                 "[streaming_flow]") {
  const auto policy = constant("", ",noise=0.2");
  const auto from = encoded(start);
  double sum = 0, squares = 0;
  constexpr int kPlans = 2000;
  for (int i = 0; i < kPlans; ++i) {
    PlanRequest r = request();
    r.rng = Rng{}.fork(i);
    const double shift = encoded(*policy->plan(r, nullptr)->next({}, {}))[0] - from[0] - 0.75 / 8;
    sum += shift;
    squares += shift * shift;
  }
  CHECK(std::abs(sum / kPlans) < 4 * 0.2 / std::sqrt(kPlans));
  CHECK(squares / kPlans == Approx(0.04).epsilon(0.15));

  PlanRequest r = request();
  r.rng = Rng{}.fork(7);
  CHECK(*policy->plan(r, nullptr)->next({}, {}) == *policy->plan(r, nullptr)->next({}, {}));
}

TEST_CASE_METHOD(FlowFixture, "the velocity overlay is the network's output in the task's units",
                 "[streaming_flow]") {
  const auto policy = constant("", "");
  const auto velocity = policy->velocity(start, 0.5, history);
  REQUIRE(velocity);
  // Per unit of flow time, the chunk travels from x to x + velocity.
  const StreamPtr stream = policy->plan(request(), nullptr);
  Action last;
  while (const auto action = stream->next({}, {})) last = *action;
  CHECK((*velocity)[0] == Approx(last[0] - start[0]).epsilon(1e-4));
}

TEST_CASE_METHOD(FlowFixture, "actions stay in the range of the training data",
                 "[streaming_flow]") {
  const auto policy = constant("", "");
  start = normaliser.decode_action(std::vector<float>{0.9f, -0.2f}.data());
  const StreamPtr stream = policy->plan(request(), nullptr);
  Action last;
  while (const auto action = stream->next({}, {})) last = *action;
  CHECK(encoded(last)[0] == Approx(1));
}

TEST_CASE_METHOD(FlowFixture, "a requested stop is obeyed between network calls",
                 "[streaming_flow]") {
  const auto policy = constant("", "");
  const StreamPtr stream = policy->plan(request(), nullptr);
  std::stop_source stop;
  CHECK(stream->next({}, stop.get_token()));
  stop.request_stop();
  CHECK_FALSE(stream->next({}, stop.get_token()));
}
