#include "experiments/results_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <set>

#include "experiments/csv.h"
#include "experiments/manifest.h"
#include "experiments/store.h"
#include "sim/base/error.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

CsvTable read_table(const fs::path& folder, const char* name) {
  std::ifstream in(folder / name, std::ios::binary);
  if (!in) {
    throw UserError(
        fmt::format("{} holds no {}; name the --out folder of a sweep", folder.string(), name));
  }
  try {
    return read_csv(in);
  } catch (const UserError& error) {
    throw UserError(fmt::format("{}/{}: {}", folder.string(), name, error.what()));
  }
}

// Columns that are text; every other one but the key is a number.
bool is_text(const std::string& name) {
  return name == "end" || name == "mode" || name == "reason" || name == "trajectory" ||
         std::find(kKeyColumns.begin(), kKeyColumns.end(), name) != kKeyColumns.end();
}

// One of the two files, addressed by column names.
class Rows {
 public:
  explicit Rows(CsvTable table) : table_(std::move(table)) {
    for (std::size_t i = 0; i < kKeyColumns.size(); ++i) key_[i] = table_.column(kKeyColumns[i]);
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      if (!is_text(table_.header[i])) numbers_.emplace_back(name_of(table_.header[i]), i);
    }
  }

  std::size_t size() const { return table_.rows.size(); }
  const std::string& key(std::size_t row, std::size_t which) const {
    return table_.rows[row][key_[which]];
  }
  std::string key_text(std::size_t row) const {
    std::string text;
    for (const std::size_t column : key_) text += table_.rows[row][column] + '\n';
    return text;
  }
  // Empty where the table lacks the column.
  std::string text(std::size_t row, const std::string& name) const {
    const auto found = std::find(table_.header.begin(), table_.header.end(), name);
    if (found == table_.header.end()) return {};
    return table_.rows[row][static_cast<std::size_t>(found - table_.header.begin())];
  }
  bool has(const std::string& name) const {
    return std::find(table_.header.begin(), table_.header.end(), name) != table_.header.end();
  }
  // Appends a row's numbers as the entry of episode number `index`.
  void add_numbers(std::size_t row, std::size_t index, ResultsCell& cell) const {
    for (const auto& [name, column] : numbers_) {
      std::vector<double>& values = cell.columns[name];
      values.resize(index, kNan);
      values.push_back(to_number(table_.rows[row][column]).value_or(kNan));
    }
  }

 private:
  // The first version of the format had the median under a shorter name.
  static std::string name_of(const std::string& column) {
    return column == "first_action_us" ? "first_action_us_p50" : column;
  }

  CsvTable table_;
  std::array<std::size_t, 7> key_{};
  std::vector<std::pair<std::string, std::size_t>> numbers_;
};

ResultsScene& scene_of(std::vector<ResultsScene>& scenes, const std::string& task,
                       const std::string& clock, const std::string& events) {
  const auto found = std::find_if(scenes.begin(), scenes.end(), [&](const ResultsScene& scene) {
    return scene.task == task && scene.clock == clock && scene.events == events;
  });
  if (found != scenes.end()) return *found;
  return scenes.emplace_back(ResultsScene{task, clock, events, {}});
}

// A policy's cells stay together, in the order in which the policies came.
ResultsCell& cell_of(ResultsScene& scene, const std::string& policy, std::int64_t train_seed) {
  const auto same = [&](const ResultsCell& cell) {
    return cell.policy == policy && cell.train_seed == train_seed;
  };
  const auto found = std::find_if(scene.cells.begin(), scene.cells.end(), same);
  if (found != scene.cells.end()) return *found;
  ResultsCell cell;
  cell.policy = policy;
  cell.train_seed = train_seed;
  return scene.cells.emplace_back(std::move(cell));
}

std::vector<ResultsScene> read_scenes(const fs::path& folder) {
  const Rows results(read_table(folder, "results.csv")), timing(read_table(folder, "timing.csv"));
  if (results.size() == 0) {
    throw UserError(folder.string() + " holds no episode yet; run the sweep first");
  }
  for (const char* column : {"end", "score", "success"}) {
    if (!results.has(column)) {
      throw UserError(
          fmt::format("{}/results.csv: the table has no column '{}'", folder.string(), column));
    }
  }

  // Times are looked up by key, since a sweep that is still running may be a row ahead there.
  std::map<std::string, std::size_t> timing_rows;
  for (std::size_t row = 0; row < timing.size(); ++row) {
    timing_rows.emplace(timing.key_text(row), row);
  }
  std::vector<ResultsScene> scenes;
  for (std::size_t row = 0; row < results.size(); ++row) {
    const auto integer = [&](std::size_t which) {
      return to_integer(results.key(row, which)).value_or(0);
    };
    ResultsScene& scene =
        scene_of(scenes, results.key(row, 0), results.key(row, 2), results.key(row, 3));
    ResultsCell& cell = cell_of(scene, results.key(row, 1), integer(6));
    const std::size_t index = cell.starts.size();
    cell.starts.emplace_back(integer(4), integer(5));
    cell.ends.push_back(results.text(row, "end"));
    cell.reasons.push_back(results.text(row, "reason"));
    if (results.has("trajectory")) cell.trajectories.push_back(results.text(row, "trajectory"));
    results.add_numbers(row, index, cell);
    const auto times = timing_rows.find(results.key_text(row));
    if (times != timing_rows.end()) timing.add_numbers(times->second, index, cell);
  }
  for (ResultsScene& scene : scenes) {
    for (ResultsCell& cell : scene.cells) {
      for (auto& [name, values] : cell.columns) values.resize(cell.starts.size(), kNan);
    }
  }
  return scenes;
}

bool meet(const ResultsCell& a, const ResultsCell& b) {
  const std::set<ResultsCell::Start> starts(a.starts.begin(), a.starts.end());
  return std::any_of(b.starts.begin(), b.starts.end(),
                     [&](const ResultsCell::Start& start) { return starts.contains(start); });
}

void append(ResultsCell& cell, const ResultsCell& more) {
  const std::size_t before = cell.starts.size(), after = before + more.starts.size();
  const auto join_lists = [](auto& list, const auto& further) {
    list.insert(list.end(), further.begin(), further.end());
  };
  join_lists(cell.starts, more.starts);
  join_lists(cell.ends, more.ends);
  join_lists(cell.reasons, more.reasons);
  // Digests of a part of the episodes would say nothing about the rest.
  if (cell.trajectories.size() == before) join_lists(cell.trajectories, more.trajectories);
  if (cell.trajectories.size() != after) cell.trajectories.clear();
  for (const auto& [name, values] : more.columns) {
    std::vector<double>& list = cell.columns[name];
    list.resize(before, kNan);
    join_lists(list, values);
  }
  for (auto& [name, values] : cell.columns) values.resize(after, kNan);
}

// The last part of a path that says something.
std::string short_name(const fs::path& folder) {
  const fs::path clean = folder.lexically_normal();
  return (clean.has_filename() ? clean : clean.parent_path()).filename().string();
}

// A name that no other policy of the scene has: with the folder's name, or where that is taken its
// path.
std::string name_after(const fs::path& folder, const ResultsCell& cell, const ResultsScene& scene) {
  const std::string name = cell.policy + " [" + short_name(folder) + "]";
  const bool taken =
      std::any_of(scene.cells.begin(), scene.cells.end(), [&](const ResultsCell& other) {
        return other.policy == name && other.train_seed == cell.train_seed;
      });
  return taken ? cell.policy + " [" + folder.string() + "]" : name;
}

}  // namespace

std::span<const double> ResultsCell::column(const std::string& name) const {
  const auto found = columns.find(name);
  return found == columns.end() ? std::span<const double>{} : found->second;
}

bool ResultsTable::repeats() const {
  for (const ResultsScene& scene : scenes) {
    for (const ResultsCell& cell : scene.cells) {
      for (const ResultsCell::Start& start : cell.starts) {
        if (start.second != 0) return true;
      }
    }
  }
  return false;
}

ResultsTable read_results(std::span<const fs::path> folders) {
  ResultsTable table;
  std::set<std::string> renamed;
  for (const fs::path& folder : folders) {
    ResultsSource source{folder, read_manifest(folder).value_or(nlohmann::json{}), 0};
    for (ResultsScene& read : read_scenes(folder)) {
      ResultsScene& scene = scene_of(table.scenes, read.task, read.clock, read.events);
      for (ResultsCell& cell : read.cells) {
        source.episodes += cell.episodes();
        const auto same =
            std::find_if(scene.cells.begin(), scene.cells.end(), [&](const ResultsCell& c) {
              return c.policy == cell.policy && c.train_seed == cell.train_seed;
            });
        if (same == scene.cells.end()) {
          scene.cells.push_back(std::move(cell));
        } else if (!meet(*same, cell)) {
          append(*same, cell);
        } else {
          cell.policy = name_after(folder, cell, scene);
          if (renamed.insert(cell.policy).second) {
            table.remarks.push_back("Several folders hold the same starts of one policy; " +
                                    cell.policy + " stands for those of " + folder.string() + ".");
          }
          scene.cells.push_back(std::move(cell));
        }
      }
    }
    table.sources.push_back(std::move(source));
  }
  return table;
}

}  // namespace streambed
