#pragma once
// Where the tests find the sources and what was built. Absolute paths stand in one file only, so
// that a compiler cache serves every clone.

#include <filesystem>

namespace streambed {

std::filesystem::path source_dir();
std::filesystem::path binary_dir();

}  // namespace streambed
