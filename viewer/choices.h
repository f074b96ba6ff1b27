#pragma once
#include <memory>

#include "viewer/session/lane.h"
#include "viewer/view.h"

namespace streambed {

// The task that the options name, else the first registered one. Throws UserError.
std::string chosen_task(const Registry& registry, const ViewOptions& options);

// The first policy that the options name, else any_policy(). Throws UserError.
PolicyPtr chosen_policy(const Registry& registry, const ViewOptions& options, const Task& task);

// The first registered policy that can be made for this task without further keys (a learned policy
// cannot if its checkpoint is missing). If there is none, throws UserError that says why.
PolicyPtr any_policy(const Registry& registry, const Task& task);

}  // namespace streambed
