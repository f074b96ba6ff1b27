#include "experiments/sweep/folder_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockFile = ".lock";

std::string this_process() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return fmt::format("process {} on {}", getpid(), host.data());
}

// What the holder wrote; it may be about to.
std::string holder(int file) {
  std::array<char, 512> text{};
  const ssize_t size = pread(file, text.data(), text.size() - 1, 0);
  if (size <= 0) return "another process";
  return one_line(std::string(text.data(), static_cast<std::size_t>(size)).substr(0, size - 1));
}

// The files that sim/base/files.h begins with ".NAME.tmp-"; nobody else writes here now.
void remove_temporary_files(const fs::path& folder) {
  std::vector<fs::path> stale;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with('.') && name.find(".tmp-") != name.npos) stale.push_back(entry.path());
  }
  std::error_code ignored;
  for (const fs::path& path : stale) fs::remove(path, ignored);
}

}  // namespace

FolderLock::FolderLock(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    throw UserError(fmt::format("{} cannot be created as a folder; choose another --out",
                                folder.string()));
  }
  const fs::path path = folder / kLockFile;
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) {
    throw UserError(fmt::format("{} cannot be written into: {}; choose another --out",
                                folder.string(), std::strerror(errno)));
  }
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    const std::string who = holder(file_);
    close(file_);
    if (why != EWOULDBLOCK) {
      throw UserError(fmt::format("{} cannot be locked: {}; choose an --out on another disk",
                                  folder.string(), std::strerror(why)));
    }
    throw UserError(fmt::format("{} is being written by {}; wait for it or use another --out",
                                folder.string(), who));
  }

  const std::string text = this_process() + "\n";
  if (ftruncate(file_, 0) != 0 || pwrite(file_, text.data(), text.size(), 0) < 0) {
    close(file_);
    throw UserError(fmt::format("{} cannot be written; is the disk full?", path.string()));
  }
  remove_temporary_files(folder);
}

FolderLock::~FolderLock() { close(file_); }

}  // namespace streambed
