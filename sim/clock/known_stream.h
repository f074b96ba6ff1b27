#pragma once
// A stream of actions that are all known when the plan begins.

#include <vector>

#include "sim/policy.h"

namespace streambed {

StreamPtr stream_of(std::vector<Action> actions);

}  // namespace streambed
