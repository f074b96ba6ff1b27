#pragma once
// Writes a file of demonstrations one by one, so that a long recording never lies in memory whole.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/files.h"
#include "sim/data/demonstration_checks.h"
#include "sim/data/demonstrations.h"

namespace streambed {

// One thread at a time. Until finish() everything stands in a temporary file in the same folder,
// which the destructor removes.
class DemonstrationWriter {
 public:
  // Throws UserError when the file cannot be made.
  DemonstrationWriter(const std::filesystem::path& path, std::string task,
                      Hdf5Size size = Hdf5Size::kFull);
  ~DemonstrationWriter();
  DemonstrationWriter(const DemonstrationWriter&) = delete;
  DemonstrationWriter& operator=(const DemonstrationWriter&) = delete;

  // Throws UserError for one without states, of other sizes than the first, or with NaN; then the
  // writer is of no use any more.
  void append(const Demonstration& demonstration);
  std::int64_t size() const { return size_; }
  std::int64_t ticks() const { return ticks_; }  // rows of all of them

  // Puts the file in its place. `env_args` is JSON; when it is empty, what robomimic insists on is
  // made up. Throws UserError when nothing was appended or the disk is full. Call it once, last.
  void finish(const std::string& origin, const std::string& env_args = "");

 private:
  struct Opened;

  std::string shown_, task_;
  Hdf5Size size_kind_;
  AtomicFile file_;
  std::unique_ptr<Opened> opened_;
  ArrayInfos first_;
  std::int64_t size_ = 0, ticks_ = 0;
  // Compact files: each different model once, and which one each demonstration has.
  std::vector<std::string> models_;
  std::vector<std::size_t> model_of_;
};

}  // namespace streambed
