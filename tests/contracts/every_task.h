#pragma once
// The registered tasks, one after the other, and their starts.

#include <functional>

#include "sim/builtin.h"
#include "sim/episode.h"
#include "sim/registry.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {

constexpr std::int64_t kValidation = kFirstValidationStart;

inline StateVector observed(const Task& task, const mjData& data) {
  NoSensors sensors;
  Observation observation;
  task.observe(data, sensors, observation);
  return observation.state;
}

inline StateVector start(const Task& task, mjData& data, std::int64_t context) {
  mj_resetData(&task.model(), &data);
  task.reset(data, context, Rng{}.fork(context));
  return observed(task, data);
}

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
