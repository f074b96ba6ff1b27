#pragma once
// Puts the folders of the shards of one plan together. Reads files only: neither tasks nor policies
// are made.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace streambed {

struct MergeOutcome {
  std::int64_t rows = 0;
  std::int64_t errors = 0;         // rows with end=error
  std::vector<std::string> notes;  // what a reader must know, one line each
};

// Writes into `out` what one sweep over the whole plan would have: results.csv byte for byte,
// timing.csv with the times that the shards measured, manifest.json with the runs of all. Throws
// UserError, and changes nothing, when
// - a folder holds no results, has torn rows or was run with another plan, version, model or
//   checkpoint than the first (each difference is named with both values);
// - keys are in two folders (equal rows and contradicting ones are told apart) or in none;
// - `out` holds other results. Merging again into the same folder is allowed.
MergeOutcome merge_results(const std::vector<std::filesystem::path>& folders,
                           const std::filesystem::path& out);

}  // namespace streambed
