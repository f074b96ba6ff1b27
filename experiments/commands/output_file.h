#pragma once
// Checks files that a command will write only after minutes of work.

#include <filesystem>
#include <string>

namespace streambed {

// Throws UserError, which names the option, if the folder of `path` does not exist or cannot be
// written: now, and not after the work.
void check_writable(const std::filesystem::path& path, const std::string& option);

// Keeps other processes from writing the same file for as long as it lives. The lock is the
// kernel's, on a hidden file beside `path` that is removed at the end.
class OutputLock {
 public:
  // Throws UserError, which names the option, if another process holds it.
  OutputLock(const std::filesystem::path& path, const std::string& option);
  ~OutputLock();
  OutputLock(const OutputLock&) = delete;
  OutputLock& operator=(const OutputLock&) = delete;

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace streambed
