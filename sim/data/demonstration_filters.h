#pragma once
// Named choices among the demonstrations of an HDF5 file, as robomimic stores them: mask/NAME lists
// the groups of data/ that belong to it ("train", "valid", "20_percent").

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace streambed {

// The names of a file's filters, ascending; none for a file without. Throws UserError for a file
// that is missing or damaged.
std::vector<std::string> filter_names(const std::filesystem::path& path);

// Which of the episodes that read_hdf5() returns belong to a filter, ascending. Throws UserError
// when the file has no such filter, or one that is empty or lists what is not there.
std::vector<std::size_t> filtered_episodes(const std::filesystem::path& path,
                                           const std::string& filter);

}  // namespace streambed
