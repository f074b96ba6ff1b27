#pragma once

#include <filesystem>

namespace streambed {

// For work of minutes: what would fail at its end has to fail before its start. Throws UserError
// where a file given by --out could not be written.
void check_writable(const std::filesystem::path& out);

}  // namespace streambed
