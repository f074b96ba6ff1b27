#include "sim/base/assets.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// Does it stay inside whatever folder it is appended to?
bool stays_inside(const std::filesystem::path& relative) {
  return !relative.empty() && relative.is_relative() &&
         std::find(relative.begin(), relative.end(), "..") == relative.end();
}

}  // namespace

Assets::Assets(const std::filesystem::path& root)
    : root_(std::filesystem::absolute(root).lexically_normal()) {}

std::filesystem::path Assets::path(std::string_view relative) const {
  const std::string shown = "the file \"" + one_line(relative, 200) + "\"";
  if (root_.empty()) {
    throw UserError("there is no folder of assets for " + shown + "; give its owner one");
  }
  if (!stays_inside(relative)) {
    throw UserError(shown + " would lie outside " + root_.string() +
                    "; name one in it by a relative path without ..");
  }
  return root_ / relative;
}

bool Assets::has(std::string_view relative) const {
  std::error_code ignored;
  return !root_.empty() && stays_inside(relative) &&
         std::filesystem::exists(root_ / relative, ignored);
}

}  // namespace streambed
