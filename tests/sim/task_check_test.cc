// What a task may say of itself and its components, and what check() finds.

#include "sim/task.h"

#include <functional>

#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/turning_task.h"

using namespace streambed;
using streambed::testing::TurningTask;

namespace {

struct Described final : TurningTask {
  explicit Described(const std::function<void(TaskInfo&)>& change) : TurningTask(true) {
    change(info_);
  }
};

// What check() says of a task whose description was changed.
std::string fault(const std::function<void(TaskInfo&)>& change) {
  return message_of([&] { check(Described(change)); });
}

}  // namespace

TEST_CASE("sizes and measured entries follow from the components", "[task]") {
  const TurningTask task;
  CHECK(task.info().state_size() == 10);
  CHECK(task.info().action_size() == 10);
  CHECK(measured_entries(task.info()) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("components that contradict themselves are refused with what to mend", "[task]") {
  CHECK(fault([](TaskInfo&) {}) == "");
  const auto says = [](const std::string& text, const std::function<void(TaskInfo&)>& change) {
    CHECK_THAT(fault(change), ContainsSubstring(text));
  };
  says("1 to 128", [](TaskInfo& info) { info.observation.clear(); });
  says("1 to 128", [](TaskInfo& info) {
    info.observation.push_back({.name = "long", .kind = ComponentKind::kScalar, .size = 119});
  });
  says("1 to 32", [](TaskInfo& info) {
    info.action.push_back({.name = "long", .kind = ComponentKind::kScalar, .size = 23});
  });
  says("action_low", [](TaskInfo& info) { info.action.pop_back(); });
  for (const char* name : {"", "Place", "a b", "obs/place", "line\nbreak"}) {
    says("letters", [&](TaskInfo& info) { info.observation[0].name = name; });
  }
  says("called heading", [](TaskInfo& info) { info.observation[0].name = "heading"; });
  says("called eye", [](TaskInfo& info) { info.observation[0].name = "eye"; });
  for (const char* name : {"simulator_state", "executed_action", "score"}) {
    says("call it otherwise", [&](TaskInfo& info) { info.observation[0].name = name; });
  }
  CHECK(fault([](TaskInfo& info) { info.action[0].name = "eye"; }) == "");

  says("of kind angle, which takes 1 entries, not 2",
       [](TaskInfo& info) { info.observation[1].size = 2; });
  says("takes 6 entries, not 9", [](TaskInfo& info) { info.observation[2].size = 9; });
  says("takes 2 entries, not 3", [](TaskInfo& info) {
    info.observation[0] = {.name = "place", .kind = ComponentKind::kDirection, .size = 3};
  });
  says("takes 1 or more entries, not 0", [](TaskInfo& info) { info.observation[3].size = 0; });

  says("no name or goal", [](TaskInfo& info) { info.observation[0].object = "cup"; });
  const std::vector<TaskObject> cup = {{.name = "cup", .goal = "shelf"}};
  for (const char* object : {"cup", "shelf"}) {
    CHECK(fault([&](TaskInfo& info) {
            info.objects = cup;
            info.observation[0].object = info.observation[2].object = object;
          }) == "");
  }
  says("two orientations of cup", [&](TaskInfo& info) {
    info.objects = cup;
    info.observation[1].object = info.observation[2].object = "cup";
  });
  says("two positions of cup", [&](TaskInfo& info) {
    info.objects = cup;
    info.observation[0].object = "cup";
    info.observation.push_back(
        {.name = "again", .kind = ComponentKind::kPosition, .size = 2, .object = "cup"});
  });

  says("same kind and size", [](TaskInfo& info) { info.action[0].measured_by = "foot"; });
  says("same kind and size", [](TaskInfo& info) { info.action[0].measured_by = "orientation"; });
  says("same kind and size", [](TaskInfo& info) { info.action[1].measured_by = "grip"; });
  says("leave measured_by empty",
       [](TaskInfo& info) { info.observation[0].measured_by = "place"; });
}
