#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "experiments/demonstrations/replay_buffer.h"
#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

using Json = nlohmann::json;


void append(const MatrixRM& matrix, NumericArray& array) {
  array.values.insert(array.values.end(), matrix.data(), matrix.data() + matrix.size());
}

NumericArray empty_array(std::size_t rows, Eigen::Index columns) {
  return {.shape = {rows, static_cast<std::size_t>(columns)}, .values = {}};
}

// A name becomes a folder, so it may hold nothing that a path could.
void check_name(const std::string& name) {
  const bool plain = !name.empty() && name.front() != '.' &&
                     std::all_of(name.begin(), name.end(), [](unsigned char c) {
                       return std::isalnum(c) || c == '_' || c == '-' || c == '.';
                     });
  if (!plain || name == "state" || name == "action")
    throw UserError(
        fmt::format("the observation '{}' cannot become an array of that name: rename it", name));
}

// Models repeat from episode to episode: each text is stored once.
Json attributes_of(const DemonstrationSet& set) {
  std::vector<std::string> models;
  std::vector<std::size_t> indices;
  for (const Demonstration& episode : set.episodes) {
    const auto found = std::find(models.begin(), models.end(), episode.model_xml);
    indices.push_back(static_cast<std::size_t>(found - models.begin()));
    if (found == models.end()) models.push_back(episode.model_xml);
  }
  return {{"streambed_version", kReplayBufferVersion},
          {"task", set.task},
          {"env_args", set.env_args},
          {"origin", set.origin},
          {"models", models},
          {"model_of_episode", indices}};
}

}  // namespace

void write_replay_buffer(const std::filesystem::path& directory, const DemonstrationSet& set) {
  if (set.episodes.empty()) throw UserError("there is no episode to export");
  const Demonstration& first = set.episodes.front();
  if (first.states.cols() == 0)
    throw UserError(
        "the demonstrations have no states, which a replay buffer needs: import a file that "
        "has them");
  std::size_t rows = 0;
  for (const Demonstration& episode : set.episodes)
    rows += static_cast<std::size_t>(episode.actions.rows());

  std::map<std::string, NumericArray> arrays;
  arrays["data/state"] = empty_array(rows, first.states.cols());
  arrays["data/action"] = empty_array(rows, first.actions.cols());
  arrays["meta/episode_ends"] = {.shape = {set.episodes.size()}, .values = {}};
  for (const auto& [name, matrix] : first.obs) {
    check_name(name);
    NumericArray& array = arrays["data/" + name] = empty_array(rows, matrix.cols());
    // Diffusion policy keeps keypoints as pairs of x and y.
    if (name == "keypoint" && matrix.cols() % 2 == 0)
      array.shape = {rows, static_cast<std::size_t>(matrix.cols()) / 2, 2};
  }

  double end = 0;
  for (const Demonstration& episode : set.episodes) {
    append(episode.states, arrays["data/state"]);
    append(episode.actions, arrays["data/action"]);
    arrays["meta/episode_ends"].values.push_back(end +=
                                                 static_cast<double>(episode.actions.rows()));
    for (const auto& [name, matrix] : episode.obs) {
      if (!first.obs.contains(name))
        throw UserError(
            fmt::format("only some episodes have the observation '{}': a replay buffer needs it "
                        "in all",
                        name));
      append(matrix, arrays["data/" + name]);
    }
  }
  for (const auto& [name, array] : arrays) {
    if (array.values.size() != element_count(array.shape, name))
      throw UserError(
          fmt::format("{} has different shapes in different episodes, or is missing in some: a "
                      "replay buffer needs the same in all",
                      name));
  }
  write_zarr(directory, arrays, {"meta/episode_ends"},
             attributes_of(set).dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace streambed
