#pragma once
// The shortest form of a report, for a README or a slide: one table with a row per policy and a
// column per scene.

#include <string>

#include "experiments/report/report.h"

namespace streambed {

// A Markdown table and one sentence about it. A cell holds the success rate; where only tasks
// differ, behind it stands the effective number of ways (modes) in which the task was solved, and a
// column of its own says how often a policy took a way that nobody demonstrated. Where all scenes
// are of one task, columns before them hold the mean score in the first scene and, where they were
// measured, the medians of thinking times there. `report` has its modes (add_modes()).
std::string short_table(const Report& report);

}  // namespace streambed
