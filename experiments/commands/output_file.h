#pragma once
// Checks files that a command will write only after minutes of work.

#include <filesystem>
#include <string>

namespace streambed {

// Throws UserError, which names the option, if the folder of `path` does not exist or cannot be
// written: now, and not after the work.
void check_writable(const std::filesystem::path& path, const std::string& option);

}  // namespace streambed
