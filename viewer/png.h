#pragma once
#include <filesystem>

#include "sim/types.h"

namespace streambed {

// Atomic; throws UserError.
void write_png(const std::filesystem::path& path, const Image& image);

}  // namespace streambed
