#pragma once
// Where the tests find the sources and what was built. Absolute paths stand in one file only, so
// that a compiler cache serves every clone.

#include <filesystem>

#include "sim/base/assets.h"

namespace streambed {

std::filesystem::path source_dir();
std::filesystem::path binary_dir();

// What ships with streambed, and that part of it that built-in tasks and policies are given.
inline Assets shipped_files() { return Assets(source_dir()); }
inline Assets shipped_assets() { return shipped_files().folder("assets"); }

}  // namespace streambed
