#pragma once
// Are recorded actions what tasks take: absolute targets in the task's units?

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/task.h"

namespace streambed {

// What looks wrong with actions, one line for the user each; usually none. `episodes` are as they
// were recorded. Of the entries that are positions or plain numbers it is said when many lie
// outside of the task's range, when all of them together use next to nothing of it, and when they
// do not follow the observed position that they command, as targets do.
std::vector<std::string> action_doubts(std::span<const Demonstration> episodes, const Task& task);

// Turns actions that are increments of the observed position into targets, by adding it row by row.
// Throws UserError, which begins with `path`, where the task does not observe what its actions
// command, where these are directions, rotations or switches, or where the states are not the
// task's.
void add_increments(std::span<Demonstration> episodes, const TaskInfo& info,
                    const std::filesystem::path& path);

}  // namespace streambed
