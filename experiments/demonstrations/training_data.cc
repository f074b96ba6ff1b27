#include "experiments/demonstrations/training_data.h"

#include <fmt/core.h>

#include <bit>

#include "experiments/demonstrations/action_checks.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

void check_widths(const DemonstrationSet& set, const TaskInfo& task) {
  if (set.episodes.empty()) throw UserError("the demonstrations hold no episode");
  for (const Demonstration& episode : set.episodes) {
    if (episode.states.cols() == task.state_size() &&
        episode.actions.cols() == task.action_size()) {
      continue;
    }
    throw UserError(fmt::format(
        "the demonstrations have {} state and {} action columns, but {} has {} and {}; choose the "
        "task, or its obs key, that they were recorded with",
        episode.states.cols(), episode.actions.cols(), task.label, task.state_size(),
        task.action_size()));
  }
}

void append_floats(const MatrixRM& matrix, std::string& bytes) {
  for (Eigen::Index i = 0; i < matrix.size(); ++i) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(matrix.data()[i]));
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift & 0xff);
  }
}

// Identity of the data whatever file they came in: SHA-256 over every episode's states, then its
// actions, row by row as little-endian 32-bit floats.
std::string hash_of(const DemonstrationSet& set) {
  std::string bytes;
  for (const Demonstration& episode : set.episodes) {
    append_floats(episode.states, bytes);
    append_floats(episode.actions, bytes);
  }
  return sha256_hex(bytes);
}

}  // namespace

TrainingData load_training_data(const std::filesystem::path& path, const Registry& registry,
                                const std::string& task_spec, const Task& task,
                                const std::string& filter) {
  TrainingData data;
  data.demonstrations = load_demonstrations(path, registry, task_spec, {.filter = filter});
  const std::vector<std::string> filters = filters_of(path);
  if (filter.empty() && !filters.empty()) {
    data.doubts.push_back(fmt::format(
        "{} has filters ({}), but all of its demonstrations are used; --filter NAME keeps some",
        path.string(), join(filters, ", ")));
  }
  for (const std::string& doubt : action_doubts(data.demonstrations.episodes, task)) {
    data.doubts.push_back(path.string() + ": " + doubt);
  }
  data.sha256 = hash_of(data.demonstrations);
  for (Demonstration& episode : data.demonstrations.episodes) task.retarget(episode);
  check_widths(data.demonstrations, task.info());
  return data;
}

}  // namespace streambed
