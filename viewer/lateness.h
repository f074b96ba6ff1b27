#pragma once
// How late control ticks begin under the wall clock, where the world must not wait for the window.

#include <span>
#include <string>
#include <vector>

#include "sim/episode.h"

namespace streambed {

// How late each tick began, in sorted milliseconds, compared with an exact grid of `period_ms`. The
// grid is placed so that the earliest tick is in time. Empty if there are no ticks.
std::vector<double> lateness_ms(std::span<const double> begin_ms, double period_ms);

// Runs the same number of ticks of the same episode without a window, in real time. Returns one
// line that says how late they were, and how late those with the window open (`begin_ms`).
std::string compare_lateness(const Task& task, const Policy& policy, const EpisodeKey& key,
                             std::span<const double> begin_ms, const Equipment& equipment = {});

}  // namespace streambed
