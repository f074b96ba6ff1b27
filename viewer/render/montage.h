#pragma once
#include <vector>

#include "sim/types.h"

namespace streambed {

// Puts pictures of one size together, row by row from the upper left corner, in so many columns
// that the whole is about square. Gaps and empty places are white. Needs at least one picture.
Image montage(const std::vector<Image>& tiles);

}  // namespace streambed
