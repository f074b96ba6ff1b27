#pragma once
// Collects demonstrations: runs episodes of a policy and records them.

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "sim/base/progress.h"
#include "sim/data/demonstrations.h"
#include "sim/episode.h"
#include "sim/policy.h"
#include "sim/task.h"

namespace streambed {

struct CollectOptions {
  std::int64_t episodes = 0;       // to keep
  std::int64_t first_context = 0;  // starts are tried upward from here
  bool keep_failures = false;      // episodes that ran to their end without success, too
  bool embed_model = true;         // the scene's text in every episode
  std::stop_token stop = {};
  ProgressCallback progress = {};
  Equipment equipment = {};
};

struct Collection {
  std::int64_t kept = 0;  // fewer than asked for after a stop request
  std::int64_t tried = 0, failed = 0;  // starts, and those without success
  std::string origin;  // all that in one line, for the file
};

// Hands every demonstration to `keep`, in the order of the starts, as soon as its episode is over.
// Each row holds the observation at the start of a tick and the target applied in it, as in human
// data. A failed episode has rows up to its time limit. Diverged episodes are never kept. Throws
// UserError if the policy causes an error, if a start does not exist, and if the policy fails on so
// many starts in a row that this would never end; and what `keep` throws.
Collection collect(const Task& task, const Policy& policy, const CollectOptions& options,
                   const std::function<void(Demonstration)>& keep);

}  // namespace streambed
