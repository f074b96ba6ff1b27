#include "experiments/commands/output_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "sim/base/error.h"

namespace streambed {

void check_writable(const std::filesystem::path& path, const std::string& option) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error)) {
    const std::string why = error && error != std::errc::no_such_file_or_directory
                                ? "cannot be used (" + error.message() + "); choose another"
                                : "does not exist; create it first";
    throw UserError(fmt::format("{} {}: its folder {}", option, path.string(), why));
  }
  if (std::filesystem::is_directory(path, error)) {
    throw UserError(fmt::format("{} {}: it is a folder; name a file", option, path.string()));
  }
  if (access(folder.c_str(), W_OK) != 0) {
    throw UserError(fmt::format("{} {}: its folder is not writable", option, path.string()));
  }
}

OutputLock::OutputLock(const std::filesystem::path& path, const std::string& option)
    : path_(path.parent_path() / ("." + path.filename().string() + ".lock")) {
  for (;;) {
    file_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) {
      throw UserError(
          fmt::format("{} {}: {} ({})", option, path.string(), "its folder is not writable",
                      std::strerror(errno)));
    }
    if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
      const bool is_held = errno == EWOULDBLOCK;
      const std::string why = is_held ? "another process is writing it; wait for it or choose "
                                        "another file"
                                      : "it cannot be locked; choose another disk";
      close(file_);
      throw UserError(fmt::format("{} {}: {}", option, path.string(), why));
    }
    // The last holder may have removed the file between the two calls: that lock is worth nothing.
    struct stat status {};
    if (fstat(file_, &status) == 0 && status.st_nlink > 0) return;
    close(file_);
  }
}

OutputLock::~OutputLock() {
  unlink(path_.c_str());
  close(file_);
}

}  // namespace streambed
