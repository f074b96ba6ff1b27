#pragma once
#include <memory>

#include "viewer/session.h"
#include "viewer/view.h"

namespace streambed {

// The task that the options name, else the first registered one. Throws UserError.
std::unique_ptr<const Task> chosen_task(const Registry& registry, const ViewOptions& options);

// The first policy that the options name. Without one, the first registered policy that can be made
// for the task as it stands: a learned one without its checkpoint cannot. Throws UserError.
PolicyPtr chosen_policy(const Registry& registry, const ViewOptions& options, const Task& task);

}  // namespace streambed
