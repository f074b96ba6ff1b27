#pragma once
// What a task lets events do to it, checked before they are carried out.

#include <span>
#include <string>
#include <vector>

#include "sim/events/events.h"
#include "sim/task.h"

namespace streambed {

// Names of the events that a task takes, random ones aside: "kick", "change".
std::vector<std::string> events_taken(const TaskInfo& info);

// Can the task carry it out? It must take such events (TaskInfo::events) and have the object or
// change that is named; values must lie in their range, numbers must be finite, and poses in the
// plane for a task in the plane. Throws UserError, which names what there is. Clocks are not looked
// at.
void check_event(const Task& task, const Event& event);
void check_events(const Task& task, std::span<const Event> events);

// Checks it, then has the task carry it out. It is neither random nor a change of clock.
void apply_event(const Task& task, mjData& data, const Event& event);

}  // namespace streambed
