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
  // Whatever failed before left a mark; what is still in the buffer may fail now. The first cause
  // is kept, because a second attempt may find nothing left to write.
  errno = 0;
  std::cout.flush();
  const bool failed_before = std::fflush(stdout) != 0 || std::ferror(stdout) != 0 || !std::cout;
  const int cause = errno;
  const bool closed_before = cause == EBADF;
  errno = 0;
  const bool failed_now = std::fclose(stdout) != 0 && errno != EBADF;
  if ((!failed_before || closed_before) && !failed_now) return status;
  const int told = failed_before && cause != 0 ? cause : errno;
  fmt::print(stderr, "streambed: standard output: {}; what was printed is not complete\n",
             told == 0 ? "it was not taken (is the disk full?)" : std::strerror(told));
  return kUserErrorStatus;
}

}  // namespace streambed
