#pragma once
// A file of demonstrations that is open: what it holds is known, its rows are read when they are
// asked for. read_hdf5() is for those who want the numbers in memory.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/data/demonstration_checks.h"

namespace streambed {

// Const and shared by threads, but only one at a time reads, whatever file it reads from: HDF5 as
// it is packaged serves one thread. Replacing the file on the disk does not disturb who has it open.
class DemonstrationFile {
 public:
  struct Entry {
    std::string name;  // of its group: "demo_0"
    std::int64_t rows = 0;
    std::string mode, simulator_layout;  // as in Demonstration
    // "actions", "states" (which other programs' files may lack), "obs/NAME".
    ArrayInfos arrays;
  };

  // Reads what the file holds, but no rows. Memory does not grow with their number. Throws
  // UserError for a file that is missing, damaged, of another version or without demonstrations,
  // and for arrays that differ in length.
  explicit DemonstrationFile(const std::filesystem::path& path);
  ~DemonstrationFile();
  DemonstrationFile(const DemonstrationFile&) = delete;
  DemonstrationFile& operator=(const DemonstrationFile&) = delete;

  const std::string& task() const { return task_; }  // "", env_args and origin likewise, if unknown
  const std::string& env_args() const { return env_args_; }
  const std::string& origin() const { return origin_; }
  // In the order of their numbers; at least one.
  const std::vector<Entry>& entries() const { return entries_; }

  // MJCF text; empty if there is none. `entry` is an index into entries().
  std::string model_xml(std::size_t entry) const;
  // Rows first .. first + count of an array, or all of them. Throws UserError for a name or rows
  // that the entry does not have, for what is larger than kMaxArrayBytes, and for NaN.
  Array read(std::size_t entry, const std::string& array, std::int64_t first,
             std::int64_t count) const;
  Array read(std::size_t entry, const std::string& array) const;

 private:
  struct Opened;
  Entry look_into(const std::string& name) const;

  std::string path_, task_, env_args_, origin_, shared_model_;
  std::unique_ptr<Opened> opened_;
  std::vector<Entry> entries_;
};

}  // namespace streambed
