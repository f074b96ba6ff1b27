// Brings one new task and, after it, one whose name the good plugin has.

#include "tests/sim/tiny_task.h"

using namespace streambed;

STREAMBED_REGISTER(same_name_plugin) {
  for (const char* name : {"fresh", "tiny"}) {
    registry.add(TaskEntry{.name = name,
                           .summary = "a cart on a rail",
                           .keys = {},
                           .make = [](const Params&, const Assets&) -> std::unique_ptr<const Task> {
                             return std::make_unique<testing::TinyTask>();
                           }});
  }
}
