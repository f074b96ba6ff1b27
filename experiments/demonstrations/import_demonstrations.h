#pragma once
// Reads demonstrations from any supported file; used for every option --demos.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/registry.h"

namespace streambed {

// How a file is to be read.
struct ImportChoices {
  std::string filter;       // keep the demonstrations of mask/FILTER; empty: all
  bool increments = false;  // actions are increments of the observed position: make targets of them
};

// The filters of a file that ImportChoices may name; none where its kind knows no filters. Throws
// UserError.
std::vector<std::string> filters_of(const std::filesystem::path& path);

// Reads a zarr folder, an HDF5 file in robomimic's layout or an npz file. Looks at the content to
// tell which it is, never at the name. Throws UserError.
DemonstrationSet read_demonstrations(const std::filesystem::path& path);

// The same for a task. An empty `task_spec` means the task that the file names, or else the one
// that the widths of its arrays suggest (state 5 and action 2: "push_t"; 4 and 2: "avoiding");
// "none" means no task. In the result `task` is the canonical label, and every episode fits the
// task (the number of columns after Task::retarget) and has a model. Commands and states stay as
// they were recorded, but for ImportChoices::increments.
DemonstrationSet load_demonstrations(const std::filesystem::path& path, const Registry& registry,
                                     std::string_view task_spec = "",
                                     const ImportChoices& choices = {});

}  // namespace streambed
