#pragma once
// A row of a sweep's results, to be run again.

#include <string>
#include <string_view>

#include "sim/episode.h"

namespace streambed {

struct ResultRow {
  std::string task, policy;  // specs
  EpisodeKey key;
};

// "FOLDER:ROW", for example results/quickstart:17; the first row is 1. Throws UserError that says
// how many rows there are.
ResultRow read_result_row(std::string_view where);

}  // namespace streambed
