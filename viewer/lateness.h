#pragma once
// Under the wall clock the world must not wait for the window: by how much control ticks begin late.

#include <span>
#include <string>
#include <vector>

#include "sim/episode.h"

namespace streambed {

// In milliseconds, sorted: against a grid of `period_ms` that is as early as the earliest of the ticks
// allows. Empty for no ticks.
std::vector<double> lateness_ms(std::span<const double> begin_ms, double period_ms);

// Runs as many ticks of the same episode without a window, and says in one line how late those and
// these (`begin_ms`, with the window open) were. Takes as long as they took.
std::string compare_lateness(const Task& task, const Policy& policy, const EpisodeKey& key,
                             std::span<const double> begin_ms);

}  // namespace streambed
