#include "sim/data/demonstrations.h"

#include <memory>

#include "sim/base/error.h"
#include "sim/data/demonstration_file.h"
#include "sim/data/demonstration_writer.h"

namespace streambed {
namespace {

// Is an array small enough to be read at once?
bool belongs_in_memory(const ArrayInfo& info, const std::string& where) {
  return row_bytes(info, where) <= kMostRowBytesInMemory;
}

// Throws UserError when what would be read at once is more than kMaxArrayBytes.
void check_sizes(const std::string& path, const DemonstrationFile& file) {
  std::int64_t left = kMaxArrayBytes;
  for (const DemonstrationFile::Entry& entry : file.entries()) {
    for (const auto& [name, info] : entry.arrays) {
      const std::string where = path + "/data/" + entry.name + "/" + name;
      const bool observed = name.starts_with("obs/");
      if (observed && !belongs_in_memory(info, where)) continue;
      // States and actions become doubles.
      ArrayInfo held = info;
      if (!observed) held.type = ElementType::kFloat64;
      const std::int64_t bytes = array_bytes(held, where);
      if (bytes > left) {
        throw UserError(where + " makes the file larger than 2 GiB of numbers; split it");
      }
      left -= bytes;
    }
  }
}

Demonstration read_entry(const std::shared_ptr<const DemonstrationFile>& file, std::size_t index) {
  const DemonstrationFile::Entry& entry = file->entries()[index];
  Demonstration demonstration;
  for (const auto& [name, info] : entry.arrays) {
    if (name == "actions") {
      demonstration.actions = file->read(index, name).matrix();
    } else if (name == "states") {
      demonstration.states = file->read(index, name).matrix();
    } else if (belongs_in_memory(info, name)) {
      demonstration.obs[name.substr(4)] = file->read(index, name);
    } else {
      const auto read = [file, index, name = name](std::int64_t first, std::int64_t count) {
        return file->read(index, name, first, count);
      };
      demonstration.obs[name.substr(4)] = RowSource(info, read);
    }
  }
  demonstration.model_xml = file->model_xml(index);
  demonstration.mode = entry.mode;
  demonstration.simulator_layout = entry.simulator_layout;
  demonstration.recorded_on = file->task();
  return demonstration;
}

}  // namespace

DemonstrationSet read_hdf5(const std::filesystem::path& path) {
  const auto file = std::make_shared<const DemonstrationFile>(path);
  check_sizes(path.string(), *file);
  DemonstrationSet set{file->task(), file->env_args(), file->origin(), {}};
  for (std::size_t i = 0; i < file->entries().size(); ++i) {
    set.episodes.push_back(read_entry(file, i));
  }
  return set;
}

void write_hdf5(const std::filesystem::path& path, const DemonstrationSet& set, Hdf5Size size) {
  DemonstrationWriter writer(path, set.task, size);
  for (const Demonstration& episode : set.episodes) writer.append(episode);
  writer.finish(set.origin, set.env_args);
}

}  // namespace streambed
