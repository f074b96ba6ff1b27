#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "experiments/demonstrations/replay_buffer.h"
#include "experiments/demonstrations/zarr.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

using Json = nlohmann::json;

// The rows of all episodes after each other, shaped like `row_shape`; all have the type of the
// first, and as many numbers in a row.
RowSource one_after_another(std::vector<RowSource> episodes,
                            std::vector<std::int64_t> row_shape) {
  ArrayInfo info{episodes.front().info().type, 0, std::move(row_shape)};
  for (const RowSource& episode : episodes) info.rows += episode.rows();
  return {info, [info, episodes = std::move(episodes)](std::int64_t first, std::int64_t count) {
            ArrayInfo part = info;
            part.rows = count;
            Array rows(part);
            std::int64_t begin = 0, done = 0;
            for (const RowSource& episode : episodes) {
              // What of this episode is asked for.
              const std::int64_t from = first + done - begin;
              const std::int64_t some = std::min(episode.rows() - from, count - done);
              begin += episode.rows();
              if (some <= 0) continue;
              const Array piece = episode.read(from, some);
              const std::int64_t row = std::ssize(piece.bytes()) / some;
              std::copy(piece.bytes().begin(), piece.bytes().end(),
                        rows.bytes().begin() + done * row);
              done += some;
            }
            return rows;
          }};
}

// Recorded numbers often come from 32-bit floats; those get their size back and lose nothing.
RowSource narrow_if_exact(const DemonstrationSet& set, MatrixRM Demonstration::* numbers) {
  const bool fits = std::all_of(
      set.episodes.begin(), set.episodes.end(), [&](const Demonstration& episode) {
        return (episode.*numbers).cast<float>().cast<double>() == episode.*numbers;
      });
  std::vector<RowSource> rows;
  for (const Demonstration& episode : set.episodes)
    rows.emplace_back(Array::of(episode.*numbers, fits ? ElementType::kFloat32
                                                       : ElementType::kFloat64));
  const std::vector<std::int64_t> row_shape = rows.front().info().row_shape;
  return one_after_another(std::move(rows), row_shape);
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
          {"simulator_layout", set.episodes.front().simulator_layout},
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
  MatrixRM ends(set.episodes.size(), 1);
  double end = 0;
  for (std::size_t i = 0; i < set.episodes.size(); ++i) {
    const Demonstration& episode = set.episodes[i];
    ends(static_cast<Eigen::Index>(i), 0) = end += static_cast<double>(episode.actions.rows());
    for (const auto& [name, rows] : episode.obs) {
      if (!first.obs.contains(name))
        throw UserError(
            fmt::format("only some episodes have the observation '{}': a replay buffer needs it "
                        "in all",
                        name));
    }
    if (episode.states.cols() != first.states.cols() ||
        episode.actions.cols() != first.actions.cols() ||
        episode.simulator_layout != first.simulator_layout)
      throw UserError(
          "the episodes have different states, actions or simulator states: a replay buffer needs "
          "the same in all");
  }

  std::map<std::string, RowSource> arrays{
      {"data/state", narrow_if_exact(set, &Demonstration::states)},
      {"data/action", narrow_if_exact(set, &Demonstration::actions)}};
  Array list({ElementType::kFloat64, ends.rows(), {}});
  std::copy_n(reinterpret_cast<const std::byte*>(ends.data()), list.bytes().size(),
              list.bytes().begin());
  arrays["meta/episode_ends"] = std::move(list);
  for (const auto& [name, rows] : first.obs) {
    check_name(name);
    std::vector<RowSource> episodes;
    for (const Demonstration& episode : set.episodes) {
      const auto found = episode.obs.find(name);
      if (found == episode.obs.end() || found->second.info().type != rows.info().type ||
          found->second.info().row_shape != rows.info().row_shape ||
          found->second.rows() != episode.actions.rows())
        throw UserError(
            fmt::format("{} has different types or shapes in different episodes, or is missing in "
                        "some: a replay buffer needs the same in all",
                        name));
      episodes.push_back(found->second);
    }
    // Diffusion policy keeps keypoints as pairs of x and y; old files of ours do not.
    std::vector<std::int64_t> row_shape = rows.info().row_shape;
    if (name == "keypoint" && row_shape.size() == 1 && row_shape[0] % 2 == 0)
      row_shape = {row_shape[0] / 2, 2};
    arrays["data/" + name] = one_after_another(std::move(episodes), std::move(row_shape));
  }
  write_zarr(directory, arrays, {"meta/episode_ends"},
             attributes_of(set).dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace streambed
