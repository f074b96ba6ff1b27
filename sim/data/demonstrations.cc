#include "sim/data/demonstrations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"
#include "sim/data/hdf5_handles.h"
#include "sim/spec.h"

namespace streambed {
namespace {

constexpr std::int64_t kVersion = 1;
// 2 GiB of numbers in all.
constexpr std::int64_t kMaxElements = std::int64_t{1} << 28;

// One matrix: rows as many as actions, width as in the first episode, all finite.
void check_matrix(const std::string& where, const MatrixRM& matrix, const MatrixRM& actions,
                  const MatrixRM& first) {
  if (matrix.rows() != actions.rows()) {
    throw UserError(where + " has " + std::to_string(matrix.rows()) + " rows, but actions has " +
                    std::to_string(actions.rows()) + "; import that demonstration again");
  }
  if (matrix.cols() != first.cols()) {
    throw UserError(where + " has " + std::to_string(matrix.cols()) +
                    " columns, but the first demonstration has " + std::to_string(first.cols()) +
                    "; keep demonstrations of one task in a file");
  }
  for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
    if (!matrix.row(row).allFinite()) {
      throw UserError(where + " holds NaN or infinity in row " + std::to_string(row) +
                      "; remove that demonstration");
    }
  }
}

// What every set keeps, read or written: at least one episode, nothing ragged, nothing but numbers.
// `names` are the episodes' groups.
void check_set(const std::string& file, const DemonstrationSet& set,
               const std::vector<std::string>& names) {
  if (set.episodes.empty()) {
    throw UserError(file + " holds no demonstrations (data/demo_0, ...); record or import some");
  }
  const Demonstration& first = set.episodes.front();
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    const Demonstration& episode = set.episodes[i];
    const std::string where = file + "/data/" + names[i];
    if (episode.actions.rows() == 0 || episode.actions.cols() == 0) {
      throw UserError(where + " has no actions; remove that demonstration");
    }
    check_matrix(where + "/actions", episode.actions, episode.actions, first.actions);
    const bool stateless = episode.states.size() == 0 && first.states.size() == 0;
    if (!stateless) check_matrix(where + "/states", episode.states, episode.actions, first.states);
    for (const auto& [name, matrix] : episode.obs) {
      const auto other = first.obs.find(name);
      check_matrix(where + "/obs/" + name, matrix, episode.actions,
                   other == first.obs.end() ? matrix : other->second);
    }
  }
}

// The groups demo_<i> in the order of their numbers; other groups are not ours to read.
std::vector<std::string> episode_names(const hdf5::Node& data) {
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

Demonstration read_episode(const hdf5::Node& group, bool ours, const std::string& model,
                           std::int64_t& max_elements) {
  Demonstration episode;
  episode.actions = group.read_matrix("actions", max_elements);
  if (ours || group.has("states")) episode.states = group.read_matrix("states", max_elements);
  if (group.has("obs")) {
    const hdf5::Node obs = group.group("obs");
    for (const std::string& name : obs.names()) {
      // Pixels as doubles would fill the memory, and no state policy reads them.
      if (!obs.is_images(name)) episode.obs[name] = obs.read_matrix(name, max_elements);
    }
  }
  episode.model_xml = group.read_text("model_file").value_or(model);
  episode.mode = group.read_text("mode").value_or("");
  return episode;
}

// What robomimic insists on when the set brings nothing of its own (type 2 is its gym).
std::string default_env_args(const DemonstrationSet& set) {
  return nlohmann::json{
      {"env_name", set.task}, {"type", 2}, {"env_kwargs", nlohmann::json::object()}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// The model of all episodes; empty when they differ.
std::string shared_model(const DemonstrationSet& set) {
  const std::string& first = set.episodes.front().model_xml;
  const bool all = std::all_of(set.episodes.begin(), set.episodes.end(),
                               [&](const Demonstration& one) { return one.model_xml == first; });
  return all ? first : "";
}

void write_set(const hdf5::Node& file, const DemonstrationSet& set, Hdf5Size size) {
  const bool compact = size == Hdf5Size::kCompact;
  const std::string model = compact ? shared_model(set) : "";
  const hdf5::Node data = file.create_group("data");
  data.write_integer("streambed_version", kVersion);
  data.write_text("task", set.task);
  data.write_text("origin", set.origin);
  data.write_text("env_args", set.env_args.empty() ? default_env_args(set) : set.env_args);
  if (!model.empty()) data.write_text("model_file", model);

  std::int64_t total = 0;
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    const Demonstration& episode = set.episodes[i];
    const hdf5::Node group = data.create_group("demo_" + std::to_string(i));
    group.write_integer("num_samples", episode.actions.rows());
    group.write_matrix("actions", episode.actions, compact);
    group.write_matrix("states", episode.states, compact);
    if (!episode.model_xml.empty() && model.empty())
      group.write_text("model_file", episode.model_xml);
    if (!episode.mode.empty()) group.write_text("mode", episode.mode);
    const hdf5::Node obs = group.create_group("obs");
    for (const auto& [name, matrix] : episode.obs) obs.write_matrix(name, matrix, compact);
    total += episode.actions.rows();
  }
  data.write_integer("total", total);
  file.flush();
}

}  // namespace

DemonstrationSet read_hdf5(const std::filesystem::path& path) {
  const hdf5::SilentErrors silent;
  const hdf5::Node file = hdf5::Node::open_file(path);
  const hdf5::Node data = file.group("data");

  const std::optional<std::int64_t> version = data.read_integer("streambed_version");
  if (version.value_or(kVersion) != kVersion) {
    data.fail(" is of version " + std::to_string(*version) + ", this program reads version " +
              std::to_string(kVersion) + "; update streambed");
  }

  DemonstrationSet set;
  set.task = data.read_text("task").value_or("");
  set.env_args = data.read_text("env_args").value_or("");
  set.origin = data.read_text("origin").value_or("");
  const std::string model = data.read_text("model_file").value_or("");
  std::int64_t max_elements = kMaxElements;
  const std::vector<std::string> names = episode_names(data);
  for (const std::string& name : names) {
    set.episodes.push_back(
        read_episode(data.group(name), version.has_value(), model, max_elements));
  }
  check_set(path.string(), set, names);
  return set;
}

void write_hdf5(const std::filesystem::path& path, const DemonstrationSet& set, Hdf5Size size) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    names.push_back("demo_" + std::to_string(i));
    if (set.episodes[i].states.size() == 0) {
      throw UserError(path.string() + ": " + names.back() +
                      " has no states; name the observations that make them");
    }
  }
  check_set(path.string(), set, names);
  const hdf5::SilentErrors silent;
  write_atomically(path, [&](const std::filesystem::path& temporary) {
    write_set(hdf5::Node::create_file(temporary, path.string()), set, size);
  });
}

}  // namespace streambed
