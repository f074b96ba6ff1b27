#pragma once
// Demonstrations by a policy: episodes through the one control loop, recorded.

#include <cstdint>
#include <functional>
#include <stop_token>

#include "sim/demonstrations.h"
#include "sim/policy.h"
#include "sim/task.h"

namespace streambed {

struct CollectOptions {
  std::int64_t episodes = 0;       // to keep
  std::int64_t first_context = 0;  // starts are tried upward from here
  bool keep_failures = false;      // episodes that ran to their end without success, too
  bool embed_model = true;         // the scene's text in every episode
  std::stop_token stop = {};
  std::function<void(std::int64_t kept)> progress = {};
};

struct Collection {
  DemonstrationSet set;  // in the order of the starts; fewer than asked for after a stop request
  std::int64_t tried = 0, failed = 0;  // starts, and those without success
};

// Each row holds the observation at the start of a tick and the target applied in it, as human data
// do; rows of a failed episode end with the time limit. Diverged episodes are never kept. Throws
// UserError when the policy breaks, when a start does not exist, and when the policy fails on so
// many starts in a row that it would never end.
Collection collect(const Task& task, const Policy& policy, const CollectOptions& options);

}  // namespace streambed
