#pragma once
// Recorded demonstrations and their file: robomimic's HDF5 layout
//   data/demo_<i>/{actions (T,A), states (T,S), obs/<name> (T,...)}; attribute data.env_args
//   (JSON); attribute model_file (MJCF text) per demonstration, or at data for all of them, so that
//   a file can be simulated again years later.
// Ours adds the attributes data.streambed_version and data.task (a task spec), and mode per
// demonstration where the task has modes. `states` holds the low-dimensional observation at the
// START of each tick, `actions` the absolute target of it. Each obs/<name> keeps the type that it
// has (float32, float64 or uint8); obs/simulator_state is what sim/data/simulator_state.h says, and
// its attribute `layout` says what its columns are. Version 1 had neither types nor simulator
// states; it is still read.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/data/row_source.h"
#include "sim/types.h"

namespace streambed {

// The observation from which a demonstration can be restarted exactly.
constexpr const char* kSimulatorState = "simulator_state";
// With a trembling hand (Realism::action_noise): the targets that were executed, while
// Demonstration::actions are those that were asked for.
constexpr const char* kExecutedAction = "executed_action";

// The score so far, at the end of each row's tick.
constexpr const char* kScore = "score";

struct Demonstration {
  MatrixRM states;   // T x S
  MatrixRM actions;  // T x A
  // Further observations of T rows each: parts of the state by name, camera pictures (height x
  // width x 3), the simulator's state. Copies of a demonstration share them.
  std::map<std::string, RowSource> obs;
  std::string model_xml;              // may be empty
  std::string mode = {};              // label of the mode that it took; empty when not known
  std::string simulator_layout = {};  // what the columns of obs/simulator_state are
  std::string recorded_on = {};       // label of the task that these states are of
};

struct DemonstrationSet {
  std::string task;      // spec of the task they were recorded on; may be empty
  std::string env_args;  // JSON, kept as it came
  std::string origin;    // where it was imported from
  std::vector<Demonstration> episodes;
};

// Reads a file in the layout above, robomimic's own files included. Sizes are checked before memory
// is allocated. Observations whose rows take more than kMostRowBytesInMemory stay in the file,
// which is then held open, until they are asked for: pictures may be larger than the memory. Throws
// UserError for datasets that are missing, differ in length or hold NaN. Any thread may call it,
// but only one at a time reads.
constexpr std::int64_t kMostRowBytesInMemory = 4096;
DemonstrationSet read_hdf5(const std::filesystem::path& path);
// Writes the whole file or nothing. Throws UserError for a set that read_hdf5 would refuse.
// kCompact is for files that are published: numbers are deflated and float64 rounded to float32,
// except for simulator states; a model that all demonstrations share is stored once, at `data`.
enum class Hdf5Size { kFull, kCompact };
void write_hdf5(const std::filesystem::path& path, const DemonstrationSet& set,
                Hdf5Size size = Hdf5Size::kFull);

}  // namespace streambed
