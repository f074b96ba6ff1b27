#pragma once
// What the tests of push_t share.

#include <memory>
#include <string>

#include "sim/builtin.h"
#include "sim/registry.h"
#include "tests/paths.h"

namespace streambed {

inline std::unique_ptr<const Task> make_push_t(const std::string& spec = "push_t") {
  Registry registry(shipped_assets());
  register_tasks(registry);
  return registry.make_task(spec);
}

inline void tick(const Task& task, mjData& data, const Action& target) {
  task.apply(target, data);
  const std::int64_t steps = task.info().control_period_ns / task.info().physics_step_ns;
  for (std::int64_t i = 0; i < steps; ++i) task.step(data);
}

inline StateVector state_of(const Task& task, const mjData& data) {
  NoSensors sensors;
  Observation observation;
  task.observe(data, sensors, observation);
  return observation.state;
}

// Agent x, y (px) and the T's x, y (px), angle (rad).
inline StateVector state(double agent_x, double agent_y, double x, double y, double angle) {
  StateVector values(5);
  values << agent_x, agent_y, x, y, angle;
  return values;
}

inline Action target(double x, double y) { return Eigen::Vector2d(x, y); }

}  // namespace streambed
