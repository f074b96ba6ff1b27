#include "experiments/commands/output_file.h"

#include <fmt/core.h>
#include <unistd.h>

#include "sim/base/error.h"

namespace streambed {

void check_writable(const std::filesystem::path& path, const std::string& option) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder)) {
    throw UserError(
        fmt::format("{} {}: its folder does not exist; create it first", option, path.string()));
  }
  if (std::filesystem::is_directory(path)) {
    throw UserError(fmt::format("{} {}: it is a folder; name a file", option, path.string()));
  }
  if (access(folder.c_str(), W_OK) != 0) {
    throw UserError(fmt::format("{} {}: its folder is not writable", option, path.string()));
  }
}

}  // namespace streambed
