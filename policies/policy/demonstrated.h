#pragma once
// Demonstrations for policies that have these instead of weights. Needs no LibTorch.

#include <string>
#include <vector>

#include "policies/learned/windows.h"
#include "sim/registry.h"

namespace streambed {

// The key `demos`, which names the file; if empty, the one that ships for the task:
// demonstrations/TASK-expert.h5 of the assets.
Key demonstrations_key();

// What such a policy has read.
struct Demonstrated {
  std::vector<Demonstration> episodes;
  std::string sha256;  // of the file, for PolicyInfo::checkpoint_hash
};

// The demonstrations of that file, converted to the task's targets and observations. Throws
// UserError if there is no file, or it is damaged or does not fit the task.
Demonstrated demonstrations_of(const Params& params, const Task& task, const Assets& assets);

}  // namespace streambed
