#pragma once
// Recorded demonstrations and their file: robomimic's HDF5 layout
//   data/demo_<i>/{actions (T,A), states (T,S), obs/<name> (T,...)}; attribute data.env_args
//   (JSON); attribute model_file (MJCF text) per demonstration, or at data for all of them, so that
//   a file can be simulated again years later.
// Ours adds the attributes data.streambed_version and data.task (a task spec), and mode per
// demonstration where the task has modes. `states` holds the
// low-dimensional observation at the START of each tick, `actions` the absolute target applied in
// it.

#include <Eigen/Core>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/types.h"

namespace streambed {

using MatrixRM = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Demonstration {
  MatrixRM states;                      // T x S
  MatrixRM actions;                     // T x A
  std::map<std::string, MatrixRM> obs;  // further observations, flattened to T x n
  std::string model_xml;                // may be empty
  std::string mode = {};                // label of the mode that it took; empty when not known
};

struct DemonstrationSet {
  std::string task;      // spec of the task they were recorded on; may be empty
  std::string env_args;  // JSON, kept as it came
  std::string origin;    // where it was imported from
  std::vector<Demonstration> episodes;
};

// Reads a file in the layout above, robomimic's own files included. Sizes are checked before memory
// is allocated. Throws UserError for datasets that are missing, differ in length or hold NaN.
DemonstrationSet read_hdf5(const std::filesystem::path& path);
// Writes the whole file or nothing. Throws UserError for a set that read_hdf5 would refuse.
// kCompact is for files that are published: a tenth of the size, numbers rounded to 32 bits, and a
// model that all demonstrations share is stored once, at `data`.
enum class Hdf5Size { kFull, kCompact };
void write_hdf5(const std::filesystem::path& path, const DemonstrationSet& set,
                Hdf5Size size = Hdf5Size::kFull);

}  // namespace streambed
