#include "experiments/demonstrations/import_demonstrations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "experiments/demonstrations/action_checks.h"
#include "experiments/demonstrations/npz.h"
#include "experiments/demonstrations/replay_buffer.h"
#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"
#include "sim/data/demonstration_filters.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHdf5Magic = "\x89HDF\r\n\x1a\n";

std::string first_bytes(const fs::path& path) {
  std::string bytes(8, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw UserError(fmt::format("{} may not be opened: check its permissions", path.string()));
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

// The task that a file does not name: public recordings are known by their widths.
std::string guess_task(const DemonstrationSet& set, const Registry& registry,
                       const fs::path& path) {
  struct Known {
    const char* task;
    Eigen::Index states, actions;
  };
  constexpr std::array kRecordings = {Known{"push_t", 5, 2}, Known{"avoiding", 4, 2}};
  const Demonstration& first = set.episodes.front();
  for (const Known& known : kRecordings) {
    const auto is_it = [&](const TaskEntry& entry) { return entry.name == known.task; };
    if (first.states.cols() == known.states && first.actions.cols() == known.actions &&
        std::any_of(registry.tasks().begin(), registry.tasks().end(), is_it))
      return known.task;
  }
  throw UserError(
      fmt::format("{} does not say which task it shows ({} state and {} action columns): add "
                  "--task NAME, or --task none",
                  path.string(), first.states.cols(), first.actions.cols()));
}

void check_widths(const Demonstration& recorded, const Task& task, const fs::path& path) {
  const TaskInfo& info = task.info();
  if (recorded.actions.cols() != info.action_size())
    throw UserError(
        fmt::format("{} has {} action columns, but {} takes {}: choose the task that it was "
                    "recorded with",
                    path.string(), recorded.actions.cols(), info.label, info.action_size()));
  // Retargeting may rewrite states into another observation of the same task.
  Demonstration row{recorded.states.topRows(std::min<Eigen::Index>(recorded.states.rows(), 1)),
                    recorded.actions.topRows(1),
                    {},
                    {}};
  if (row.states.size() > 0) task.retarget(row);
  if (row.states.cols() != info.state_size())
    throw UserError(
        fmt::format("{} has {} state columns, which do not fit {} ({}): choose the task that "
                    "it was recorded with",
                    path.string(), recorded.states.cols(), info.label, info.state_size()));
}

// Leaves the demonstrations of one filter.
void keep_filtered(DemonstrationSet& set, const fs::path& path, const std::string& filter) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || first_bytes(path) != kHdf5Magic) {
    throw UserError(path.string() + ": only HDF5 files have filters; leave out --filter");
  }
  std::vector<Demonstration> kept;
  for (const std::size_t i : filtered_episodes(path, filter)) {
    kept.push_back(std::move(set.episodes.at(i)));
  }
  set.episodes = std::move(kept);
}

}  // namespace

std::vector<std::string> filters_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || first_bytes(path) != kHdf5Magic) return {};
  return filter_names(path);
}

DemonstrationSet read_demonstrations(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error))
    throw UserError(fmt::format("{} does not exist{}: check the path of the demonstrations",
                                path.string(), error ? " (" + error.message() + ")" : ""));
  if (fs::is_directory(path, error)) {
    if (!fs::exists(path / ".zgroup") && !fs::exists(path / "zarr.json"))
      throw UserError(
          fmt::format("{} is a folder, but no zarr group (it has no .zgroup): name the folder of "
                      "the dataset itself",
                      path.string()));
    return read_replay_buffer(open_zarr(path, replay_buffer_essentials()), path);
  }
  const std::string magic = first_bytes(path);
  if (magic == kHdf5Magic) return read_hdf5(path);
  if (magic.starts_with("PK")) return read_replay_buffer(open_npz(path), path);
  throw UserError(
      fmt::format("{} is neither HDF5 nor npz nor a zarr folder: convert it to one of them, or "
                  "copy it again if it was",
                  path.string()));
}

DemonstrationSet load_demonstrations(const fs::path& path, const Registry& registry,
                                     std::string_view task_spec, const ImportChoices& choices) {
  // A wrong name is found before a long read.
  std::unique_ptr<const Task> task;
  if (!task_spec.empty() && task_spec != "none") task = registry.make_task(task_spec);

  DemonstrationSet set = read_demonstrations(path);
  if (!choices.filter.empty()) keep_filtered(set, path, choices.filter);
  if (task_spec == "none") {
    if (choices.increments) {
      throw UserError(path.string() +
                      ": --actions delta must know the task's position; name it with --task");
    }
    set.task.clear();
    return set;
  }
  if (!task)
    task = registry.make_task(set.task.empty() ? guess_task(set, registry, path) : set.task);
  set.task = task->info().label;
  for (Demonstration& episode : set.episodes) {
    check_widths(episode, *task, path);
    if (episode.model_xml.empty()) episode.model_xml = task->model_xml();
  }
  if (choices.increments) add_increments(set.episodes, task->info(), path);
  return set;
}

}  // namespace streambed
