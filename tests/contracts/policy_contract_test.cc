// What every registered policy owes. A new policy is tested by being registered; what it cannot be
// made without is declared below.

#include <algorithm>
#include <functional>

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/policies/trained.h"

namespace streambed {
namespace {

constexpr const char* kTraining =
    "steps=20,batch=16,warmup=5,validate_every=0,validation_episodes=0,threads=1";

// A file key that a policy needs, and the file that the tests have for it.
std::string required_file(const PolicyEntry& entry) {
  const auto has = [&](const char* key) {
    return std::any_of(entry.keys.begin(), entry.keys.end(),
                       [&](const Key& declared) { return declared.name == key; });
  };
  if (has("file"))
    return "(file=\"" + (source_dir() / "tests/policies/data/chunk.pt").string() + "\")";
  return "";
}

struct Contract : TrainedFixture {
  // The task that a policy is for: an expert's own, or the one that the fixture trains on.
  std::unique_ptr<const Task> task_of(const PolicyEntry& entry) const {
    const std::string::size_type slash = entry.name.find('/');
    return registry.make_task(slash == std::string::npos ? "push_t" : entry.name.substr(0, slash));
  }
  std::string spec_of(const PolicyEntry& entry) const {
    if (!entry.train) return entry.name + required_file(entry);
    const std::filesystem::path path = train(entry.name + "(hidden=16,blocks=2)", kTraining,
                                             "contract_" + entry.name + ".safetensors");
    return entry.name + "(checkpoint=\"" + path.string() + "\")";
  }
  void for_every_policy(const std::function<void(const Task&, const Policy&)>& check) const {
    REQUIRE_FALSE(registry.policies().empty());
    for (const PolicyEntry& entry : registry.policies()) {
      INFO(entry.name);
      const auto own_task = task_of(entry);
      check(*own_task, *registry.make_policy(spec_of(entry), *own_task));
    }
  }
};

// A moment of an episode that a policy is asked about. Owns what the request refers to.
struct Moment {
  Moment(const Task& task, const Policy& policy, std::int64_t context)
      : data(make_data(task.model())), memory(policy.start()) {
    mj_resetData(&task.model(), data.get());
    task.reset(*data, context, Rng{}.fork(context));
    NoSensors sensors;
    Observation observation;
    task.observe(*data, sensors, observation);
    history.assign(static_cast<std::size_t>(policy.info().observation_horizon), observation);
    request.history = history;
    request.context = context;
    request.last_generated = request.last_executed = task.hold(*data);
    request.rng = Rng{}.fork("contract").fork(context);
    lend_simulator(policy.info(), task.model(), *data, request);
  }

  // The world stands still: all actions are asked for at the moment of the plan.
  Now now() const { return {&history.back(), request.tick, request.time_ns}; }

  DataPtr data;
  std::unique_ptr<Memory> memory;
  std::vector<Observation> history;
  PlanRequest request;
};

std::vector<Action> all_of(ActionStream& stream, const Now& now, int at_most) {
  std::vector<Action> actions;
  while (static_cast<int>(actions.size()) <= at_most) {
    std::optional<Action> action = stream.next(now, {});
    if (!action) break;
    actions.push_back(std::move(*action));
  }
  return actions;
}

std::vector<Action> plan(const Task& task, const Policy& policy, std::int64_t context) {
  Moment moment(task, policy, context);
  const StreamPtr stream = policy.plan(moment.request, moment.memory.get());
  return all_of(*stream, moment.now(), policy.info().prediction_horizon);
}

TEST_CASE_METHOD(Contract, "every policy yields sound actions, and no more than it says",
                 "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    const PolicyInfo& info = policy.info();
    CHECK(info.observation_horizon >= 1);
    CHECK(info.execution_horizon >= 1);
    CHECK(info.execution_horizon <= info.prediction_horizon);
    for (const std::int64_t context : {200000, 200001}) {
      const std::vector<Action> actions = plan(task, policy, context);
      CHECK_FALSE(actions.empty());
      CHECK(static_cast<int>(actions.size()) <= info.prediction_horizon);
      for (const Action& action : actions) {
        CHECK(action.size() == task.info().action_size());
        CHECK(action.allFinite());
      }
    }
  });
}

TEST_CASE_METHOD(Contract, "every policy answers the same request with the same actions",
                 "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    const std::vector<Action> once = plan(task, policy, 200003);
    plan(task, policy, 200004);
    CHECK(plan(task, policy, 200003) == once);
  });
}

TEST_CASE_METHOD(Contract, "every policy stops when it is asked to", "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    Moment moment(task, policy, 200000);
    const StreamPtr stream = policy.plan(moment.request, moment.memory.get());
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(stream->next(moment.now(), stop.get_token()).has_value());
    CHECK(stream->network_calls() == 0);
  });
}

TEST_CASE_METHOD(Contract, "what exists already is what comes next, without further calls",
                 "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    Moment moment(task, policy, 200000);
    const StreamPtr stream = policy.plan(moment.request, moment.memory.get());
    for (int i = 0; i < 2; ++i) {
      if (!stream->next(moment.now(), {})) return;
      const std::span<const Action> computed = stream->computed();
      const std::vector<Action> promised(computed.begin(), computed.end());
      if (promised.empty() || i == 0) continue;
      const int calls = stream->network_calls();
      const std::vector<Action> rest =
          all_of(*stream, moment.now(), policy.info().prediction_horizon);
      REQUIRE(rest.size() >= promised.size());
      CHECK(std::equal(promised.begin(), promised.end(), rest.begin()));
      if (rest.size() == promised.size()) CHECK(stream->network_calls() == calls);
      CHECK(stream->computed().empty());
    }
  });
}

TEST_CASE_METHOD(Contract, "every policy corrects as it says, the same way when asked again",
                 "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    Moment moment(task, policy, 200000);
    const StreamPtr stream = policy.plan(moment.request, moment.memory.get());
    const std::optional<Action> action = stream->next(moment.now(), {});
    REQUIRE(action);
    const auto once = policy.correct(moment.now(), *action, 0, moment.memory.get());
    if (!policy.info().corrects) CHECK_FALSE(once);
    if (once) CHECK((once->size() == action->size() && once->allFinite()));
    CHECK(policy.correct(moment.now(), *action, 0, moment.memory.get()) == once);
  });
}

TEST_CASE_METHOD(Contract, "every policy thinks for many episodes as it does for one",
                 "[contract]") {
  for_every_policy([](const Task& task, const Policy& policy) {
    constexpr std::int64_t kFirst = 200000;
    constexpr std::size_t kEpisodes = 3;
    std::vector<std::unique_ptr<Moment>> moments;
    std::vector<PlanRequest> requests;
    std::vector<Memory*> memories;
    for (std::size_t i = 0; i < kEpisodes; ++i) {
      moments.push_back(
          std::make_unique<Moment>(task, policy, kFirst + static_cast<std::int64_t>(i)));
      requests.push_back(moments.back()->request);
      memories.push_back(moments.back()->memory.get());
    }
    std::vector<Answer<StreamPtr>> streams(kEpisodes);
    policy.plan_batch(requests, memories, streams);
    std::vector<Now> now;
    for (const auto& moment : moments) now.push_back(moment->now());
    std::vector<ActionStream*> raw;
    for (const Answer<StreamPtr>& stream : streams) {
      REQUIRE_FALSE(stream.error);
      raw.push_back(stream.value.get());
    }

    std::vector<std::vector<Action>> together(kEpisodes);
    for (int round = 0; round <= policy.info().prediction_horizon; ++round) {
      std::vector<Answer<std::optional<Action>>> actions(kEpisodes);
      policy.next_batch(raw, now, {}, actions);
      for (std::size_t i = 0; i < kEpisodes; ++i) {
        REQUIRE_FALSE(actions[i].error);
        if (actions[i].value) together[i].push_back(*actions[i].value);
      }
    }
    // A batch may sum in another order.
    const double tolerance =
        1e-4 * (task.info().action_high - task.info().action_low).maxCoeff();
    for (std::size_t i = 0; i < kEpisodes; ++i) {
      const std::vector<Action> alone = plan(task, policy, kFirst + static_cast<std::int64_t>(i));
      REQUIRE(together[i].size() == alone.size());
      for (std::size_t k = 0; k < alone.size(); ++k)
        CHECK((together[i][k] - alone[k]).cwiseAbs().maxCoeff() <= tolerance);
    }
  });
}

// All tests here hand the simulator to none but those that say that they read it.
TEST_CASE_METHOD(Contract, "only policies for one task read the simulator", "[contract]") {
  for_every_policy([](const Task&, const Policy& policy) {
    const bool own_task = policy.info().name.find('/') != std::string::npos;
    CHECK((own_task || !policy.info().reads_simulator));
  });
}

TEST_CASE_METHOD(Contract, "every policy without weights or with a task of its own says so early",
                 "[contract]") {
  for (const PolicyEntry& entry : registry.policies()) {
    INFO(entry.name);
    CHECK_FALSE(entry.summary.empty());
    if (entry.name.find('/') == std::string::npos) continue;
    for (const TaskEntry& other : registry.tasks()) {
      if (entry.name.rfind(other.name + "/", 0) == 0) continue;
      const auto wrong = registry.make_task(other.name);
      CHECK_THROWS_AS(registry.make_policy(entry.name, *wrong), UserError);
    }
  }
}

}  // namespace
}  // namespace streambed
