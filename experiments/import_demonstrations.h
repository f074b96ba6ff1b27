#pragma once
// Demonstrations from any file that holds some: what --demos takes everywhere.

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/demonstrations.h"
#include "sim/registry.h"

namespace streambed {

// Reads a zarr folder, an HDF5 file in robomimic's layout or an npz file, told apart by what is in
// it, never by its name. Throws UserError.
DemonstrationSet read_demonstrations(const std::filesystem::path& path);

// The same for a task. `task_spec` "" means the file's own, else what the widths of the arrays say
// ("push_t": state 5, action 2; "avoiding": 4 and 2); "none" means no task. The set's task becomes
// the canonical label, its episodes fit the task (number of columns after Task::retarget) and have a
// model; commands and states stay as they were recorded.
DemonstrationSet load_demonstrations(const std::filesystem::path& path, const Registry& registry,
                                     std::string_view task_spec = "");

}  // namespace streambed
