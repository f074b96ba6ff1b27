#pragma once
// One writer per results folder. The kernel holds the lock, so it ends with the process that has it,
// however that ends; the file `.lock` stays and names the last holder.

#include <filesystem>

namespace streambed {

class FolderLock {
 public:
  // Makes the folder where it is missing, takes the lock and removes temporary files that a killed
  // writer left. Throws UserError when the folder cannot be made or written, and when another
  // process, which the message names, holds the lock.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace streambed
