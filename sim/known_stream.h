#pragma once
// A stream of actions that are known beforehand, for policies that do not compute theirs one by one.

#include <vector>

#include "sim/policy.h"

namespace streambed {

StreamPtr stream_of(std::vector<Action> actions);

}  // namespace streambed
