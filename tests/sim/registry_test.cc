#include "sim/registry.h"

#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

TaskEntry task_entry(const std::string& name) {
  return {.name = name,
          .summary = "a cart on a rail",
          .keys = {Key::number("mass", 1, "kg", 0)},
          .make = [name](const Params&, const Assets&) {
            return std::make_unique<testing::TinyTask>(name);
          }};
}

PolicyEntry policy_entry(const std::string& name) {
  return {.name = name,
          .summary = "drives to one place",
          .keys = {Key::number("target", 1, "m")},
          .make =
              [](const Params& params, const Task&, const Assets&) {
                return std::make_unique<testing::TinyPolicy>(params.number("target"));
              },
          .train_keys = {},
          .train = nullptr};
}

}  // namespace

TEST_CASE("Entries are made by their specs and listed in order") {
  Registry registry;
  registry.add(task_entry("push_t"));
  registry.add(task_entry("lift"));
  registry.add(policy_entry("hold"));
  REQUIRE(registry.tasks().size() == 2);
  CHECK(registry.tasks()[1].name == "lift");
  const auto task = registry.make_task("push_t(mass=2)");
  CHECK(task->info().name == "push_t");
  CHECK(registry.make_policy("hold", *task)->info().name == "tiny_policy");
}

TEST_CASE("What is built in is given the registry's assets") {
  Registry registry(Assets("/somewhere"));
  std::vector<std::filesystem::path> seen;
  TaskEntry task = task_entry("push_t");
  task.make = [&](const Params&, const Assets& assets) {
    seen.push_back(assets.root());
    return std::make_unique<testing::TinyTask>();
  };
  registry.add(task);
  PolicyEntry policy = policy_entry("hold");
  policy.make = [&](const Params&, const Task&, const Assets& assets) {
    seen.push_back(assets.path("hold.json"));
    return std::make_unique<testing::TinyPolicy>();
  };
  registry.add(policy);
  registry.make_policy("hold", *registry.make_task("push_t"));
  CHECK(seen == std::vector<std::filesystem::path>{"/somewhere", "/somewhere/hold.json"});
}

TEST_CASE("A name is taken once") {
  Registry registry;
  registry.add(task_entry("push_t"));
  registry.add(policy_entry("hold"));
  CHECK_THAT(message_of([&] { registry.add(task_entry("push_t")); }),
             ContainsSubstring("task \"push_t\" is registered twice"));
  CHECK_THAT(message_of([&] { registry.add(policy_entry("hold")); }),
             ContainsSubstring("policy \"hold\" is registered twice"));
  CHECK(registry.tasks().size() == 1);
  // A task and a policy may share one.
  registry.add(policy_entry("push_t"));
}

TEST_CASE("An unknown name lists those that exist") {
  Registry registry;
  CHECK_THAT(message_of([&] { registry.task("x"); }), ContainsSubstring("Tasks: none"));
  registry.add(task_entry("push_t"));
  registry.add(task_entry("lift"));
  registry.add(policy_entry("streaming_flow"));
  CHECK_THAT(message_of([&] { registry.make_task("pusht"); }),
             ContainsSubstring("Did you mean \"push_t\"? Tasks: push_t, lift"));
  CHECK_THAT(message_of([&] { registry.policy("streamingflow"); }),
             ContainsSubstring("Did you mean \"streaming_flow\"?"));
  CHECK_THAT(message_of([&] { registry.make_task("push_t(mas=1)"); }),
             ContainsSubstring("Did you mean \"mass\"?"));
  CHECK_THAT(message_of([&] { registry.make_task("push_t("); }), ContainsSubstring("name(key="));
}
