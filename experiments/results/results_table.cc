#include "experiments/results/results_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "experiments/results/columns.h"
#include "experiments/results/csv.h"
#include "experiments/results/manifest.h"
#include "experiments/results/table_file.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/types.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;

constexpr int kOldestFormat = 1;  // of a manifest that a report can be made from

// One of the two files, addressed by the columns of experiments/results/columns.h.
class Rows {
 public:
  // `place` says which; `file` is what messages call it.
  Rows(CsvTable table, ColumnPlace place, const std::string& file) : table_(std::move(table)) {
    for (std::size_t i = 0; i < table_.header.size(); ++i) {
      const Column* known = find_column(table_.header[i]);
      // Where a file has a column by both of its names, the present one counts.
      if (!known || (known->name != table_.header[i] && has(known->name))) continue;
      if (!positions_.emplace(known->name, i).second || known->place != place) continue;
      (known->kind == ColumnKind::kText ? texts_ : numbers_).emplace_back(known->name, i);
    }
    for (const std::string& name : key_names()) key_.push_back(require(name, file));
    refuse_newer(file);
  }

  std::size_t size() const { return table_.rows.size(); }
  std::size_t require(const std::string& name, const std::string& file) const {
    const auto found = positions_.find(name);
    if (found != positions_.end()) return found->second;
    throw UserError(
        fmt::format("{}: the table has no column '{}'; is it one of a sweep?", file, name));
  }
  const std::string& key(std::size_t row, const char* name) const {
    return table_.rows[row][positions_.at(name)];
  }
  std::string key_text(std::size_t row) const {
    std::string text;
    for (const std::size_t column : key_) text += table_.rows[row][column] + '\n';
    return text;
  }
  // Appends what a row holds as the entry of episode number `index`.
  void add_to(ResultsCell& cell, std::size_t row, std::size_t index) const {
    for (const auto& [name, column] : texts_) {
      cell.texts[name].push_back(table_.rows[row][column]);
    }
    for (const auto& [name, column] : numbers_) {
      std::vector<double>& values = cell.columns[name];
      values.resize(index, kNotMeasured);
      values.push_back(to_number(table_.rows[row][column]).value_or(kNotMeasured));
    }
  }

 private:
  bool has(const std::string& name) const {
    return std::find(table_.header.begin(), table_.header.end(), name) != table_.header.end();
  }
  // A newer version's numbers may mean something else.
  void refuse_newer(const std::string& file) const {
    const auto found = positions_.find("columns_version");
    if (found == positions_.end()) return;
    for (const auto& row : table_.rows) {
      const std::string& version = row[found->second];
      const auto number = to_integer(version);
      if (number && *number <= kColumnsVersion) continue;
      throw UserError(fmt::format(
          "{} has columns of version {}, this program reads them up to version {}; use a newer one",
          file, one_line(version, 40), kColumnsVersion));
    }
  }

  using Places = std::vector<std::pair<std::string, std::size_t>>;
  CsvTable table_;
  std::map<std::string, std::size_t> positions_;
  std::vector<std::size_t> key_;
  Places texts_, numbers_;
};

// nullopt when the folder has no such file.
std::optional<Rows> read_rows(const fs::path& folder, const char* name, ColumnPlace place) {
  auto table = read_table(folder, name);
  if (!table) return std::nullopt;
  return Rows(std::move(*table), place, table_file(folder, name).value_or(folder / name).string());
}

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

struct ReadFolder {
  std::vector<ResultsScene> scenes;
  bool timed = false;  // it has a timing.csv
};

ReadFolder read_folder(const fs::path& folder) {
  const auto results = read_rows(folder, "results.csv", ColumnPlace::kResults);
  if (!results) {
    throw UserError(folder.string() + " holds no results.csv; name the --out folder of a sweep");
  }
  if (results->size() == 0) {
    throw UserError(folder.string() + " holds no episode yet; run the sweep first");
  }
  for (const char* name : {"end", "score", "success"}) {
    results->require(name, (folder / "results.csv").string());
  }

  // Times are looked up by key, since a sweep that is still running may be a row ahead there.
  const auto timing = read_rows(folder, "timing.csv", ColumnPlace::kTiming);
  std::map<std::string, std::size_t> timing_rows;
  for (std::size_t row = 0; timing && row < timing->size(); ++row) {
    timing_rows.emplace(timing->key_text(row), row);
  }
  ReadFolder out;
  out.timed = timing.has_value();
  for (std::size_t row = 0; row < results->size(); ++row) {
    const auto text = [&](const char* name) { return results->key(row, name); };
    const auto integer = [&](const char* name) { return to_integer(text(name)).value_or(0); };
    ResultsScene& scene = scene_of(out.scenes, text("task"), text("clock"), text("events"));
    ResultsCell& cell = cell_of(scene, text("policy"), integer("train_seed"));
    const std::size_t index = cell.starts.size();
    cell.starts.emplace_back(integer("context"), integer("repeat"));
    results->add_to(cell, row, index);
    const auto times = timing_rows.find(results->key_text(row));
    if (times != timing_rows.end()) timing->add_to(cell, times->second, index);
  }
  for (ResultsScene& scene : out.scenes) {
    for (ResultsCell& cell : scene.cells) {
      for (auto& [name, values] : cell.columns) values.resize(cell.starts.size(), kNotMeasured);
    }
  }
  return out;
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
  // Texts of a part of the episodes, say digests, would say nothing about the rest.
  for (auto& [name, texts] : cell.texts) {
    const auto found = more.texts.find(name);
    if (found != more.texts.end()) join_lists(texts, found->second);
  }
  std::erase_if(cell.texts, [&](const auto& entry) { return entry.second.size() != after; });
  for (const auto& [name, values] : more.columns) {
    std::vector<double>& list = cell.columns[name];
    list.resize(before, kNotMeasured);
    join_lists(list, values);
  }
  for (auto& [name, values] : cell.columns) values.resize(after, kNotMeasured);
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

std::span<const std::string> ResultsCell::text(const std::string& name) const {
  const auto found = texts.find(name);
  return found == texts.end() ? std::span<const std::string>{} : found->second;
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
  std::vector<std::string> untimed;
  for (const fs::path& folder : folders) {
    auto manifest = read_manifest(folder, kOldestFormat).value_or(nlohmann::json{});
    ResultsSource source{folder, std::move(manifest), 0};
    ReadFolder found = read_folder(folder);
    if (!found.timed) untimed.push_back(folder.string());
    for (ResultsScene& read : found.scenes) {
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
  if (!untimed.empty()) {
    table.remarks.push_back("There is no timing.csv in " + join(untimed, ", ") +
                            ": times are not measured there.");
  }
  return table;
}

}  // namespace streambed
