#include "viewer/choices.h"

#include "sim/base/error.h"

namespace streambed {

std::string chosen_task(const Registry& registry, const ViewOptions& options) {
  if (!options.task.empty()) return options.task;
  if (registry.tasks().empty()) throw UserError("no task is registered; load one with --plugin");
  return registry.tasks().front().name;
}

PolicyPtr chosen_policy(const Registry& registry, const ViewOptions& options, const Task& task) {
  if (!options.policies.empty()) return registry.make_policy(options.policies.front(), task);
  return any_policy(registry, task);
}

PolicyPtr any_policy(const Registry& registry, const Task& task) {
  std::string reasons;
  for (const PolicyEntry& entry : registry.policies()) {
    try {
      return registry.make_policy(entry.name, task);
    } catch (const UserError& error) {
      reasons += reasons.empty() ? error.what() : std::string("; ") + error.what();
    }
  }
  throw UserError("no policy can be made: " +
                  (reasons.empty() ? "none is registered, load one with --plugin" : reasons));
}

}  // namespace streambed
