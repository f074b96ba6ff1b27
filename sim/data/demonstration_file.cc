#include "sim/data/demonstration_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstrations.h"
#include "sim/data/hdf5_handles.h"

namespace streambed {
namespace {

constexpr std::int64_t kOldestVersion = 1, kNewestVersion = 2;
constexpr const char* kObservationPrefix = "obs/";

// The groups demo_<i> in the order of their numbers; other groups are not ours to read.
std::vector<std::string> demonstration_names(const hdf5::Node& data) {
  constexpr std::string_view kPrefix = "demo_";
  std::vector<std::pair<std::int64_t, std::string>> numbered;
  for (const std::string& name : data.names()) {
    if (!name.starts_with(kPrefix)) continue;
    if (const auto number = to_integer(std::string_view(name).substr(kPrefix.size()))) {
      numbered.emplace_back(*number, name);
    }
  }
  std::sort(numbered.begin(), numbered.end());
  std::vector<std::string> names;
  for (auto& [number, name] : numbered) names.push_back(std::move(name));
  return names;
}

}  // namespace

struct DemonstrationFile::Opened {
  Opened(hdf5::Node group, bool is_ours) : data(std::move(group)), ours(is_ours) {}
  ~Opened() {
    const hdf5::Session session;
    const hdf5::Node closed = std::move(data);
  }

  hdf5::Node data;
  bool ours = false;  // not another program's
};

DemonstrationFile::DemonstrationFile(const std::filesystem::path& path) : path_(path.string()) {
  const hdf5::Session session;
  hdf5::Node data = hdf5::Node::open_file(path).group("data");
  const std::optional<std::int64_t> version = data.read_integer("streambed_version");
  if (version && (*version < kOldestVersion || *version > kNewestVersion)) {
    data.fail(" is of version " + std::to_string(*version) + ", this program reads versions " +
              std::to_string(kOldestVersion) + " to " + std::to_string(kNewestVersion) +
              "; update streambed");
  }
  task_ = data.read_text("task").value_or("");
  env_args_ = data.read_text("env_args").value_or("");
  origin_ = data.read_text("origin").value_or("");
  shared_model_ = data.read_text("model_file").value_or("");
  opened_ = std::make_unique<Opened>(std::move(data), version.has_value());

  for (const std::string& name : demonstration_names(opened_->data)) {
    entries_.push_back(look_into(name));
    check_arrays(path_ + "/data/" + name, entries_.back().arrays, entries_.front().arrays);
  }
  if (entries_.empty()) {
    throw UserError(path_ + " holds no demonstrations (data/demo_0, ...); record or import some");
  }
}

DemonstrationFile::~DemonstrationFile() = default;

DemonstrationFile::Entry DemonstrationFile::look_into(const std::string& name) const {
  const hdf5::Node group = opened_->data.group(name);
  Entry entry;
  entry.name = name;
  entry.arrays["actions"] = group.describe("actions");
  entry.rows = entry.arrays["actions"].rows;
  if (opened_->ours || group.has("states")) entry.arrays["states"] = group.describe("states");
  entry.mode = group.read_text("mode").value_or("");
  if (!group.has("obs")) return entry;
  const hdf5::Node obs = group.group("obs");
  for (const std::string& each : obs.names()) {
    entry.arrays[kObservationPrefix + each] = obs.describe(each);
    if (each == kSimulatorState) {
      entry.simulator_layout = obs.dataset(each).read_text("layout").value_or("");
    }
  }
  return entry;
}

std::string DemonstrationFile::model_xml(std::size_t entry) const {
  const hdf5::Session session;
  const hdf5::Node group = opened_->data.group(entries_.at(entry).name);
  return group.read_text("model_file").value_or(shared_model_);
}

Array DemonstrationFile::read(std::size_t entry, const std::string& array, std::int64_t first,
                              std::int64_t count) const {
  const Entry& found = entries_.at(entry);
  const std::string where = path_ + "/data/" + found.name + "/" + array;
  if (!found.arrays.contains(array)) {
    throw UserError(where + " does not exist; import the demonstrations again");
  }
  const hdf5::Session session;
  const hdf5::Node group = opened_->data.group(found.name);
  const bool observed = array.starts_with(kObservationPrefix);
  Array rows = observed ? group.group("obs").read(array.substr(4), first, count)
                        : group.read(array, first, count);
  check_finite(where, rows, first);
  return rows;
}

Array DemonstrationFile::read(std::size_t entry, const std::string& array) const {
  return read(entry, array, 0, entries_.at(entry).rows);
}

}  // namespace streambed
