#pragma once
// The registered tasks, one after the other.

#include <functional>

#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {

// Calls `check` with every task, made with its default keys.
inline void for_every_task(const std::function<void(const Registry&, const Task&)>& check) {
  Registry registry(shipped_assets());
  register_tasks(registry);
  register_policies(registry);
  REQUIRE_FALSE(registry.tasks().empty());
  for (const TaskEntry& entry : registry.tasks()) {
    INFO(entry.name);
    check(registry, *registry.make_task(entry.name));
  }
}

}  // namespace streambed
