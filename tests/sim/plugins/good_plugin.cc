// A task and a policy in a shared library.

#include "tests/sim/tiny_task.h"

using namespace streambed;

STREAMBED_REGISTER(good_plugin) {
  registry.add(TaskEntry{.name = "tiny",
                         .summary = "a cart on a rail",
                         .keys = {Key::text("name", "tiny", "what it calls itself")},
                         .make = [](const Params& params,
                                    const Assets&) -> std::unique_ptr<const Task> {
                           return std::make_unique<testing::TinyTask>(params.text("name"));
                         }});
  registry.add(
      PolicyEntry{.name = "tiny_policy",
                  .summary = "drives to one place",
                  .keys = {Key::number("target", 1, "where, m")},
                  .make = [](const Params& params, const Task&,
                             const Assets&) -> std::unique_ptr<const Policy> {
                    return std::make_unique<testing::TinyPolicy>(params.number("target"));
                  },
                  .train_keys = {},
                  .train = nullptr});
}
