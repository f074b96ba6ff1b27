#pragma once
// Disturbances that an episode draws from its own random numbers, never the policy's: all policies
// meet the same kick at the same tick, as far as it finds room where they have brought the scene.

#include <vector>

#include "sim/events.h"
#include "sim/task.h"

namespace streambed {

bool is_random(const Event& event);

// Gives the random events of an episode their time; sorted by time afterwards.
void draw_times(std::vector<Event>& events, TimeNs control_period_ns, const Rng& rng);

// The kick or goal move that a random event comes to in this scene: drawn anew while the task does
// not allow it. Throws UserError for a task without a goal that could be moved, EngineError when no
// draw finds room.
Event drawn(const Event& random, const Task& task, const mjData& data, Rng rng);

}  // namespace streambed
