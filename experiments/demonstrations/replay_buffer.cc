#include "experiments/demonstrations/replay_buffer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <nlohmann/json.hpp>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstration_checks.h"

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
  Reader(std::shared_ptr<ArrayFile> file, std::string path)
      : file_(std::move(file)), path_(std::move(path)), names_(file_->names()) {}

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
  std::vector<std::int64_t> read_ends();
  // Rows by columns, checked against `rows` before anything is read; all finite.
  MatrixRM read_matrix(const std::string& name, std::int64_t rows);
  std::map<std::string, RowSource> read_rest(std::int64_t rows);

 private:
  ArrayInfo check_info(const std::string& name, std::int64_t rows);
  Array read_array(const std::string& name, const ArrayInfo& info);
  RowSource read_later(const std::string& name, const ArrayInfo& info);

  std::shared_ptr<ArrayFile> file_;
  std::string path_;
  Names names_, used_;
  std::int64_t budget_ = kMaxArrayBytes;  // for all arrays in memory together
  // Of those who read later: an ArrayFile serves one thread at a time.
  std::shared_ptr<std::mutex> mutex_ = std::make_shared<std::mutex>();
};

std::vector<std::int64_t> Reader::read_ends() {
  std::string name = find(end_names());
  const bool lengths = name.empty();
  if (lengths) name = find(length_names());
  if (name.empty())
    fail("no array 'episode_ends' or 'episode_lengths': it must say where each episode ends");
  const ArrayInfo info = file_->info(name);
  if (!info.row_shape.empty() || info.rows == 0)
    fail(fmt::format("{} is {} and should list one number per episode", name, to_string(info)));

  std::vector<std::int64_t> ends;
  std::int64_t previous = 0;
  const MatrixRM values = file_->read(name).matrix();
  for (const double value : values.reshaped()) {
    const double end = lengths ? static_cast<double>(previous) + value : value;
    // 2^53: beyond it a double is no exact integer, and no dataset is that long.
    if (!(end > static_cast<double>(previous)) || end != std::floor(end) || end > 9e15)
      fail(
          fmt::format("{} must {}, but entry {} is {}", name,
                      lengths ? "hold positive whole numbers" : "ascend in whole numbers from 1 on",
                      ends.size(), to_text(value)));
    previous = static_cast<std::int64_t>(end);
    ends.push_back(previous);
  }
  return ends;
}

// What the header says of an array that must have a row per tick.
ArrayInfo Reader::check_info(const std::string& name, std::int64_t rows) {
  ArrayInfo info = file_->info(name);
  if (info.rows != rows)
    fail(fmt::format(
        "{} is {}, but the episodes end after {} rows: the file is truncated or mixes datasets",
        name, to_string(info), rows));
  return info;
}

Array Reader::read_array(const std::string& name, const ArrayInfo& info) {
  const std::int64_t bytes = array_bytes(info, fmt::format("{}: {}", path_, name));
  if (bytes > budget_)
    fail(fmt::format("its arrays are larger than {} MiB together: split it", kMaxArrayBytes >> 20));
  budget_ -= bytes;
  Array array = file_->read(name);
  check_finite(path_ + ": " + name, array);
  return array;
}

MatrixRM Reader::read_matrix(const std::string& name, std::int64_t rows) {
  return read_array(name, check_info(name, rows)).matrix();
}

RowSource Reader::read_later(const std::string& name, const ArrayInfo& info) {
  return {info, [file = file_, mutex = mutex_, path = path_, name](std::int64_t first,
                                                                  std::int64_t count) {
            const std::lock_guard lock(*mutex);
            Array array = file->read(name, first, count);
            check_finite(path + ": " + name, array, first);
            return array;
          }};
}

std::map<std::string, RowSource> Reader::read_rest(std::int64_t rows) {
  std::map<std::string, RowSource> rest;
  for (const std::string& name : names_) {
    const bool known = std::find(used_.begin(), used_.end(), name) != used_.end();
    if (known || name.starts_with("meta/")) continue;
    // Only zarr's data/ promises that every array there has a row per tick.
    if (file_->info(name).rows != rows && !name.starts_with("data/")) continue;
    const ArrayInfo info = check_info(name, rows);
    const bool small = row_bytes(info, fmt::format("{}: {}", path_, name)) <= kMostRowBytesInMemory;
    rest[last_part(name)] = small ? RowSource(read_array(name, info)) : read_later(name, info);
  }
  return rest;
}

// Rows begin .. begin + length of all of them.
RowSource part_of(const RowSource& rows, std::int64_t begin, std::int64_t length) {
  if (rows.in_memory()) return rows.read(begin, length);
  ArrayInfo info = rows.info();
  info.rows = length;
  return {info, [rows, begin](std::int64_t first, std::int64_t count) {
            return rows.read(begin + first, count);
          }};
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
    const auto layout = json.value("simulator_layout", std::string());
    for (std::size_t i = 0; i < indices.size(); ++i) {
      set.episodes[i].model_xml = models.at(indices[i]);
      set.episodes[i].simulator_layout = layout;
      set.episodes[i].recorded_on = set.task;
    }
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

DemonstrationSet read_replay_buffer(std::shared_ptr<ArrayFile> file,
                                    const std::filesystem::path& path) {
  Reader reader(file, path.string());
  const std::vector<std::int64_t> ends = reader.read_ends();
  const std::int64_t rows = ends.back();
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
  const std::map<std::string, RowSource> rest = reader.read_rest(rows);

  DemonstrationSet set;
  const std::filesystem::path name = path.has_filename() ? path : path.parent_path();
  set.origin = name.filename().string();
  std::int64_t begin = 0;
  for (const std::int64_t end : ends) {
    const std::int64_t length = end - begin;
    Demonstration& episode = set.episodes.emplace_back();
    episode.states = states.middleRows(begin, length);
    episode.actions = actions.middleRows(begin, length);
    for (const auto& [key, source] : rest) episode.obs[key] = part_of(source, begin, length);
    begin += length;
  }
  read_attributes(file->attributes(), path.string(), set);
  return set;
}

}  // namespace streambed
