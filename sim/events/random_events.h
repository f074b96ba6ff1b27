#pragma once
// Random disturbances. They are drawn from the episode's random numbers, never from the policy's,
// so all policies meet the same kick at the same tick. (Where it would make things overlap in the
// scene as a policy has left it, it is drawn again.)

#include <vector>

#include "sim/events/events.h"
#include "sim/task.h"

namespace streambed {

bool is_random(const Event& event);

// Draws the times of an episode's random events, then sorts all events by time.
void draw_times(std::vector<Event>& events, TimeNs control_period_ns, const Rng& rng);

// Draws the event that a random one stands for, again and again until the task allows it in this
// scene. The task must be one that check_event() lets it have. Throws EngineError when no draw is
// allowed.
Event drawn(const Event& random, const Task& task, const mjData& data, Rng rng);

}  // namespace streambed
