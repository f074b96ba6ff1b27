#pragma once
// Demonstrations that a policy carries instead of weights. Torch-free.

#include <filesystem>

#include "policies/windows.h"
#include "sim/registry.h"

namespace streambed {

// Key `demos`: the file; empty: the one that is shipped for the task.
Key demonstrations_key();

// The file's demonstrations with the task's targets and observations. Throws UserError when there
// is none, it is damaged, or it does not fit the task.
std::vector<Demonstration> demonstrations_of(const Params& params, const Task& task);

}  // namespace streambed
