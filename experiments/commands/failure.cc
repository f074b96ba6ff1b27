#include "experiments/commands/failure.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <new>
#include <nlohmann/json.hpp>
#include <system_error>

#include "sim/base/error.h"

namespace streambed {
namespace {

// What nlohmann::json calls text that is no UTF-8.
constexpr int kInvalidUtf8 = 316;

}  // namespace

std::string explain(const std::exception& error) {
  if (const auto* mistake = dynamic_cast<const UserError*>(&error)) return mistake->what();
  if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&error)) {
    return fmt::format("{}: {}; check the path and its permissions", file->path1().string(),
                       file->code().message());
  }
  if (const auto* system = dynamic_cast<const std::system_error*>(&error)) {
    return system->code().message() + "; free what is short, or ask for less at once";
  }
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return "the memory is not enough; use fewer --workers, a smaller --batch or a smaller file";
  }
  if (const auto* json = dynamic_cast<const nlohmann::json::exception*>(&error)) {
    if (json->id == kInvalidUtf8) {
      return "a name is not UTF-8, which results need; rename the file or folder";
    }
  }
  return {};
}

int close_output(int status) {
  std::cout.flush();
  // Whatever failed before left a mark; what is still in the buffer may fail now.
  const bool failed_before = std::ferror(stdout) != 0 || !std::cout;
  errno = 0;
  const bool failed_now = std::fclose(stdout) != 0 && errno != EBADF;
  if (!failed_before && !failed_now) return status;
  fmt::print(stderr, "streambed: standard output: {}; what was printed is not complete\n",
             errno == 0 ? "it was refused" : std::strerror(errno));
  return kUserErrorStatus;
}

}  // namespace streambed
