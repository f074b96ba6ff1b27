#include "sim/data/demonstration_filters.h"

#include <algorithm>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstration_file.h"
#include "sim/data/hdf5_handles.h"

namespace streambed {
namespace {

constexpr const char* kMaskGroup = "mask";

}  // namespace

std::vector<std::string> filter_names(const std::filesystem::path& path) {
  const hdf5::Session session;
  const hdf5::Node file = hdf5::Node::open_file(path);
  return file.has(kMaskGroup) ? file.group(kMaskGroup).names() : std::vector<std::string>();
}

std::vector<std::size_t> filtered_episodes(const std::filesystem::path& path,
                                           const std::string& filter) {
  const std::vector<std::string> filters = filter_names(path);
  if (std::find(filters.begin(), filters.end(), filter) == filters.end()) {
    throw UserError(path.string() + " has no filter \"" + filter + "\"; " +
                    (filters.empty() ? "it has none" : "it has " + join(filters, ", ")));
  }
  const DemonstrationFile demonstrations(path);
  std::vector<std::string> names;
  for (const DemonstrationFile::Entry& entry : demonstrations.entries()) {
    names.push_back(entry.name);
  }

  const hdf5::Session session;
  const hdf5::Node mask = hdf5::Node::open_file(path).group(kMaskGroup);
  std::vector<std::size_t> chosen;
  for (const std::string& name : mask.read_texts(filter)) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      mask.fail("/" + filter + " lists \"" + excerpt(name) + "\", which is not in the file");
    }
    chosen.push_back(static_cast<std::size_t>(found - names.begin()));
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  if (chosen.empty()) mask.fail("/" + filter + " is empty; choose another filter");
  return chosen;
}

}  // namespace streambed
