#pragma once
#include <vector>

#include "sim/types.h"

namespace streambed {

// Pictures of one size side by side, in as many columns as make the whole about square, row by row
// from the upper left corner. Gaps and empty places are white. At least one picture.
Image montage(const std::vector<Image>& tiles);

}  // namespace streambed
