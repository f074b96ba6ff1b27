#include "experiments/check_writable.h"

#include <fmt/format.h>
#include <unistd.h>

#include "sim/error.h"

namespace streambed {

void check_writable(const std::filesystem::path& out) {
  const std::filesystem::path folder = out.has_parent_path() ? out.parent_path() : ".";
  if (!std::filesystem::is_directory(folder)) {
    throw UserError(
        fmt::format("--out {}: its folder does not exist; create it first", out.string()));
  }
  if (access(folder.c_str(), W_OK) != 0) {
    throw UserError(fmt::format("--out {}: its folder is not writable", out.string()));
  }
  if (std::filesystem::is_directory(out)) {
    throw UserError(fmt::format("--out {}: that is a folder; name a file in it", out.string()));
  }
}

}  // namespace streambed
