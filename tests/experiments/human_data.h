#pragma once
// Recorded human demonstrations, which are not part of the project.

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/catch.h"
#include "tests/paths.h"

namespace streambed {

// In $STREAMBED_DATA, else beside the source tree; empty, with a warning in the test's output, when
// it is in neither.
inline std::filesystem::path human_data(const std::string& name) {
  const char* variable = std::getenv("STREAMBED_DATA");
  const std::filesystem::path folder =
      variable ? std::filesystem::path(variable) : source_dir() / "../shared/data";
  if (std::filesystem::exists(folder / name)) return folder / name;
  WARN("skipped: " << name << " is not in " << folder << " (set STREAMBED_DATA)");
  return {};
}

}  // namespace streambed
