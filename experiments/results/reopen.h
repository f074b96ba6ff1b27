#pragma once
// One row of a finished sweep, with everything that runs its episode again.

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/episode.h"

namespace streambed {

struct StoredRow {
  std::string task, policy;  // specs
  EpisodeKey key;
  std::string end;  // as the store spells it
  double score = 0;
  std::string checkpoint_sha256;  // empty for policies without weights
};

// Finds a row of DIR/results.csv or results.csv.gz. `key` is the row's number, counted from 1 below
// the header, or names as many of the columns task, policy, clock, events, context, repeat,
// train_seed as single it out: "policy=diffusion(sampler=ddim),context=100003". Lists of events
// stand in quotes. Throws UserError when no row or more than one fits, and says what there is.
StoredRow find_row(const std::filesystem::path& folder, std::string_view key);

}  // namespace streambed
