#pragma once
// What the arrays of every demonstration keep, read or written.

#include <map>
#include <string>

#include "sim/data/array.h"

namespace streambed {

// The arrays of one demonstration by their paths in its group: "actions", "states", "obs/NAME".
using ArrayInfos = std::map<std::string, ArrayInfo>;

// Throws UserError unless all arrays have as many rows as the actions, and rows like those of the
// first demonstration. `where` names the demonstration.
void check_arrays(const std::string& where, const ArrayInfos& arrays, const ArrayInfos& first);

// Throws UserError for NaN and infinity. `where` names the array, whose row 0 is row `first_row`
// there.
void check_finite(const std::string& where, const Array& array, std::int64_t first_row = 0);

}  // namespace streambed
