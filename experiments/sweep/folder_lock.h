#pragma once
// Makes sure that only one process writes a results folder. The lock is the kernel's, so it ends
// with the process that holds it, however that ends. The file `.lock` stays and names the last
// holder.

#include <filesystem>

namespace streambed {

class FolderLock {
 public:
  // Makes the folder if it is missing, takes the lock, and removes temporary files that a killed
  // writer left. Throws UserError if the folder cannot be made or written, or if another process
  // holds the lock (the message names it).
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace streambed
