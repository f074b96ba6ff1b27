#include "experiments/demonstrations/replay_buffer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using Json = nlohmann::json;
using Names = std::vector<std::string>;

Names state_names() { return {"state", "states", "obs", "observation", "observations"}; }
Names action_names() { return {"action", "actions"}; }
Names increment_names() { return {"action_vel"}; }
Names end_names() { return {"episode_ends", "ends"}; }
Names length_names() { return {"episode_lengths", "lengths"}; }

std::string last_part(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// One buffer while it is being read: what was looked up is not read a second time as an
// observation.
class Reader {
 public:
  Reader(ArrayFile& file, std::string path)
      : file_(file), path_(std::move(path)), names_(file.names()) {}

  [[noreturn]] void fail(const std::string& what) const {
    throw UserError(fmt::format("{}: {}", path_, what));
  }
  // The first array that has one of these names, or empty.
  std::string find(const Names& candidates) {
    for (const std::string& candidate : candidates)
      for (const std::string& name : names_)
        if (last_part(name) == candidate) {
          used_.push_back(name);
          return name;
        }
    return {};
  }
  std::string require(const Names& candidates) {
    std::string name = find(candidates);
    if (name.empty())
      fail(fmt::format("no array '{}' (there are: {})", candidates.front(),
                       names_.empty() ? "none" : join(names_, ", ")));
    return name;
  }
  std::vector<std::size_t> read_ends();
  // Rows by columns, checked against `rows` before anything is read; all finite.
  MatrixRM read_matrix(const std::string& name, std::size_t rows);
  std::map<std::string, MatrixRM> read_rest(std::size_t rows);

 private:
  ArrayFile& file_;
  std::string path_;
  Names names_, used_;
  std::size_t budget_ = kMaxArrayBytes / sizeof(double);  // for all arrays together
};

std::vector<std::size_t> Reader::read_ends() {
  std::string name = find(end_names());
  const bool lengths = name.empty();
  if (lengths) name = find(length_names());
  if (name.empty())
    fail("no array 'episode_ends' or 'episode_lengths': it must say where each episode ends");
  if (file_.shape(name).size() != 1 || file_.shape(name)[0] == 0)
    fail(fmt::format("{} has the shape {} and should list one number per episode", name,
                     shape_text(file_.shape(name))));

  std::vector<std::size_t> ends;
  std::size_t previous = 0;
  for (const double value : file_.read(name).values) {
    const double end = lengths ? static_cast<double>(previous) + value : value;
    // 2^53: beyond it a double is no exact integer, and no dataset is that long.
    if (!(end > static_cast<double>(previous)) || end != std::floor(end) || end > 9e15)
      fail(
          fmt::format("{} must {}, but entry {} is {}", name,
                      lengths ? "hold positive whole numbers" : "ascend in whole numbers from 1 on",
                      ends.size(), to_text(value)));
    previous = static_cast<std::size_t>(end);
    ends.push_back(previous);
  }
  return ends;
}

MatrixRM Reader::read_matrix(const std::string& name, std::size_t rows) {
  const Shape shape = file_.shape(name);
  if (shape.empty() || shape.front() != rows)
    fail(fmt::format(
        "{} has the shape {}, but the episodes end after {} rows: the file is truncated "
        "or mixes datasets",
        name, shape_text(shape), rows));
  const std::size_t count = element_count(shape, fmt::format("{}: {}", path_, name));
  if (count > budget_)
    fail(fmt::format("its arrays are larger than {} MiB together: split it", kMaxArrayBytes >> 20));
  budget_ -= count;

  const NumericArray array = file_.read(name);
  const auto columns = static_cast<Eigen::Index>(count / rows);
  const MatrixRM matrix =
      Eigen::Map<const MatrixRM>(array.values.data(), static_cast<Eigen::Index>(rows), columns);
  for (Eigen::Index row = 0; row < matrix.rows(); ++row)
    if (!matrix.row(row).allFinite())
      fail(fmt::format("{} holds NaN or infinity in row {}: repair or leave out that episode", name,
                       row));
  return matrix;
}

std::map<std::string, MatrixRM> Reader::read_rest(std::size_t rows) {
  std::map<std::string, MatrixRM> rest;
  for (const std::string& name : names_) {
    const bool known = std::find(used_.begin(), used_.end(), name) != used_.end();
    const Shape shape = file_.shape(name);
    if (known || shape.size() > 3 || name.starts_with("meta/")) continue;
    // Only zarr's data/ promises that every array there has a row per tick.
    const bool per_step = !shape.empty() && shape.front() == rows;
    if (per_step || name.starts_with("data/")) rest[last_part(name)] = read_matrix(name, rows);
  }
  return rest;
}

// What write_replay_buffer left beside the arrays; nothing in files of other programs.
void read_attributes(const std::string& text, const std::string& path, DemonstrationSet& set) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("streambed_version")) return;
  if (json["streambed_version"] != kReplayBufferVersion)
    throw UserError(
        fmt::format("{}: written by another version of streambed; this one reads version {}: "
                    "update it",
                    path, kReplayBufferVersion));
  try {
    set.task = json.at("task").get<std::string>();
    set.env_args = json.at("env_args").get<std::string>();
    set.origin = json.at("origin").get<std::string>();
    const auto models = json.at("models").get<Names>();
    const auto indices = json.at("model_of_episode").get<std::vector<std::size_t>>();
    if (indices.size() != set.episodes.size()) throw std::out_of_range("model_of_episode");
    for (std::size_t i = 0; i < indices.size(); ++i)
      set.episodes[i].model_xml = models.at(indices[i]);
  } catch (const std::exception&) {
    throw UserError(fmt::format("{}: its attributes (.zattrs) are damaged: export it again", path));
  }
}

}  // namespace

std::vector<std::string> replay_buffer_essentials() {
  Names essentials;
  for (const Names& names : {state_names(), action_names(), increment_names()})
    for (const std::string& name : names) essentials.push_back("data/" + name);
  for (const Names& names : {end_names(), length_names()})
    for (const std::string& name : names) essentials.push_back("meta/" + name);
  return essentials;
}

DemonstrationSet read_replay_buffer(ArrayFile& file, const std::filesystem::path& path) {
  Reader reader(file, path.string());
  const std::vector<std::size_t> ends = reader.read_ends();
  const std::size_t rows = ends.back();
  const MatrixRM states = reader.read_matrix(reader.require(state_names()), rows);

  MatrixRM actions;
  if (const std::string name = reader.find(action_names()); !name.empty()) {
    actions = reader.read_matrix(name, rows);
  } else if (const std::string increments = reader.find(increment_names()); !increments.empty()) {
    actions = reader.read_matrix(increments, rows);
    if (actions.cols() > states.cols())
      reader.fail(fmt::format("{} is wider than the state that it changes", increments));
    actions += states.leftCols(actions.cols());
  } else {
    reader.require(action_names());
  }
  if (actions.cols() == 0 || states.cols() == 0)
    reader.fail("state and action need a column at least");
  const std::map<std::string, MatrixRM> rest = reader.read_rest(rows);

  DemonstrationSet set;
  const std::filesystem::path name = path.has_filename() ? path : path.parent_path();
  set.origin = name.filename().string();
  Eigen::Index begin = 0;
  for (const std::size_t end : ends) {
    const Eigen::Index length = static_cast<Eigen::Index>(end) - begin;
    Demonstration& episode = set.episodes.emplace_back();
    episode.states = states.middleRows(begin, length);
    episode.actions = actions.middleRows(begin, length);
    for (const auto& [key, matrix] : rest) episode.obs[key] = matrix.middleRows(begin, length);
    begin += length;
  }
  read_attributes(file.attributes(), path.string(), set);
  return set;
}

}  // namespace streambed
