#pragma once
// The tasks and policies that are part of streambed. CMake writes both functions from the lists in
// tasks/CMakeLists.txt and policies/CMakeLists.txt; a program links the libraries it calls them of.

#include "sim/registry.h"

namespace streambed {

// Add all built-in entries, in the order of their list. Throw UserError for a name that is taken.
void register_tasks(Registry& registry);
void register_policies(Registry& registry);

}  // namespace streambed
