#pragma once
#include <filesystem>

#include "sim/types.h"

namespace streambed {

// Writes the whole file or nothing. Throws UserError.
void write_png(const std::filesystem::path& path, const Image& image);

}  // namespace streambed
