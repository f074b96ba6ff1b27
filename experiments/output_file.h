#pragma once
// Files that a command writes after minutes of work.

#include <filesystem>
#include <string>

namespace streambed {

// What would fail at the end has to fail now: throws UserError, naming the option, when the folder
// of `path` does not exist or cannot be written.
void check_writable(const std::filesystem::path& path, const std::string& option);

}  // namespace streambed
