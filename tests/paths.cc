#include "tests/paths.h"

namespace streambed {

std::filesystem::path source_dir() { return STREAMBED_SOURCE_DIR; }
std::filesystem::path binary_dir() { return STREAMBED_BINARY_DIR; }

}  // namespace streambed
