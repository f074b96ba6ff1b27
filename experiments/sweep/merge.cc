#include "experiments/sweep/merge.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "experiments/results/columns.h"
#include "experiments/results/csv.h"
#include "experiments/results/manifest.h"
#include "experiments/results/table_file.h"
#include "experiments/sweep/folder_lock.h"
#include "experiments/sweep/shard.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kShown = 3;  // keys and differences that a message lists

// Some entries of a list and how many there are besides.
std::string first_few(const std::vector<std::string>& list) {
  const std::vector<std::string> shown(list.begin(),
                                       list.begin() + std::min(list.size(), kShown));
  const std::size_t rest = list.size() - shown.size();
  return join(shown, "; ") + (rest > 0 ? fmt::format("; and {} more", rest) : "");
}

// Every value that two manifests have differently, at any depth.
void compare(const std::string& where, const json& a, const json& b,
             std::vector<std::string>& out) {
  if (a.is_object() && b.is_object()) {
    std::set<std::string> names;
    for (const auto& item : a.items()) names.insert(item.key());
    for (const auto& item : b.items()) names.insert(item.key());
    for (const std::string& name : names) {
      const json none;
      compare(where.empty() ? name : where + " " + name, a.contains(name) ? a.at(name) : none,
              b.contains(name) ? b.at(name) : none, out);
    }
  } else if (a != b) {
    out.push_back(fmt::format("{} is {} and {}", where, a.dump(), b.dump()));
  }
}

// What is fixed by the plan and its ingredients, without who ran which part of it where.
json essence(json manifest) {
  for (const char* name : {"runs", "shard", "build"}) manifest.erase(name);
  return manifest;
}

std::vector<json> read_manifests(const std::vector<fs::path>& folders) {
  std::vector<json> manifests;
  for (const fs::path& folder : folders) {
    std::optional<json> manifest = read_manifest(folder);
    if (!manifest) {
      throw UserError(fmt::format("{} holds no manifest.json; name the --out folder of a sweep",
                                  folder.string()));
    }
    manifests.push_back(std::move(*manifest));
    std::vector<std::string> different;
    compare("", essence(manifests.front()), essence(manifests.back()), different);
    if (!different.empty()) {
      throw UserError(fmt::format("{} and {} are no shards of one sweep: {}",
                                  folders.front().string(), folder.string(),
                                  first_few(different)));
    }
  }
  return manifests;
}

// One of the two files, put together. Lines are kept with the number of the folder they came from.
class MergedFile {
 public:
  MergedFile(std::string name, const std::vector<fs::path>& folders, const KeyTable& keys)
      : name_(std::move(name)), folders_(&folders), keys_(&keys) {
    lines_.resize(static_cast<std::size_t>(keys.size()));
    owner_.resize(lines_.size());
    for (std::size_t i = 0; i < folders.size(); ++i) read(i);
  }

  bool has(std::int64_t index) const { return !lines_[static_cast<std::size_t>(index)].empty(); }
  const std::vector<std::string>& header() const { return header_; }
  // Keys that two folders hold: with equal rows, and with rows that contradict each other.
  const std::vector<std::string>& equal() const { return equal_; }
  const std::vector<std::string>& contradicting() const { return contradicting_; }
  std::string text() const {
    std::string text = csv_line(header_);
    for (const std::string& line : lines_) text += line;
    return text;
  }

 private:
  void read(std::size_t folder) {
    const fs::path path = folders_->at(folder) / name_;
    std::ifstream in(path, std::ios::binary);
    CsvReader reader(in);
    std::vector<std::string> fields;
    if (const auto file = table_file(folders_->at(folder), name_); file && is_packed(*file)) {
      throw UserError(fmt::format("{} is packed; gunzip it first", file->string()));
    }
    if (!in || !reader.next(fields)) {
      throw UserError(fmt::format("{} holds no rows; run its sweep first", path.string()));
    }
    const std::vector<std::string> key = key_names();
    if (fields.size() < key.size() || !std::equal(key.begin(), key.end(), fields.begin()) ||
        (!header_.empty() && fields != header_)) {
      throw UserError(fmt::format("{} has other columns than this version or the first folder; "
                                  "run the shards with one version",
                                  path.string()));
    }
    header_ = fields;
    while (reader.next(fields)) {
      const auto index =
          fields.size() == header_.size() ? keys_->index_of(fields) : std::nullopt;
      if (!index) {
        throw UserError(fmt::format("{} holds the row {}, which its plan lacks", path.string(),
                                    one_line(join(fields, ","), 200)));
      }
      take(folder, *index, fields);
    }
    if (reader.torn()) {
      throw UserError(
          fmt::format("{} ends in a torn row; run its sweep again first", path.string()));
    }
  }

  void take(std::size_t folder, std::int64_t index, const std::vector<std::string>& fields) {
    std::string& line = lines_[static_cast<std::size_t>(index)];
    std::string read = csv_line(fields);
    if (line.empty()) {
      line = std::move(read);
      owner_[static_cast<std::size_t>(index)] = folder;
      return;
    }
    const std::string key = fmt::format(
        "{} in {} and {}", join(keys_->fields(index), ","),
        folders_->at(owner_[static_cast<std::size_t>(index)]).string(),
        folders_->at(folder).string());
    if (line == read) {
      equal_.push_back(key);
    } else {
      contradicting_.push_back(key + ": " + difference(line, fields));
    }
  }

  // The first column in which two rows of one key differ.
  std::string difference(const std::string& line, const std::vector<std::string>& fields) const {
    std::istringstream in(line);
    std::vector<std::string> stored;
    CsvReader(in).next(stored);
    const auto at = std::mismatch(stored.begin(), stored.end(), fields.begin());
    const auto column = static_cast<std::size_t>(at.first - stored.begin());
    return fmt::format("{} is {} and {}", header_[column], *at.first, *at.second);
  }

  std::string name_;
  const std::vector<fs::path>* folders_;
  const KeyTable* keys_;
  std::vector<std::string> header_, lines_;
  std::vector<std::size_t> owner_;
  std::vector<std::string> equal_, contradicting_;
};

void refuse_overlap(const MergedFile& results) {
  std::vector<std::string> problems;
  if (const auto& keys = results.contradicting(); !keys.empty()) {
    problems.push_back(
        fmt::format("{} keys have contradicting rows ({})", keys.size(), first_few(keys)));
  }
  if (const auto& keys = results.equal(); !keys.empty()) {
    problems.push_back(
        fmt::format("{} keys are there twice with equal rows ({})", keys.size(), first_few(keys)));
  }
  if (!problems.empty()) {
    throw UserError("the folders overlap: " + join(problems, "; ") +
                    "; name each shard once, all of one division i/n");
  }
}

// Which shards of the division are not among the folders, as far as their manifests tell.
std::string absent_shards(const std::vector<json>& manifests) {
  std::set<std::string> present;
  Shard any;
  for (const json& manifest : manifests) {
    if (!manifest.contains("shard")) return "";
    any = parse_shard(manifest.at("shard").get<std::string>());
    present.insert(to_text(any));
  }
  std::vector<std::string> absent;
  for (std::int64_t number = 1; number <= any.count; ++number) {
    const std::string text = to_text(Shard{number, any.count});
    if (!present.contains(text)) absent.push_back(text);
  }
  return absent.empty() ? "" : "; not among the folders: shard " + first_few(absent);
}

void refuse_gaps(const MergedFile& file, const KeyTable& keys, const char* name,
                 const std::string& hint) {
  std::vector<std::string> missing;
  for (std::int64_t i = 0; i < keys.size(); ++i) {
    if (!file.has(i)) missing.push_back(join(keys.fields(i), ","));
  }
  if (!missing.empty()) {
    throw UserError(fmt::format("{} of {} keys are in no {} ({}){}; finish those sweeps first",
                                missing.size(), keys.size(), name, first_few(missing), hint));
  }
}

json merged_manifest(const std::vector<json>& manifests) {
  json merged = manifests.front();
  merged.erase("shard");
  merged["runs"] = json::array();
  for (const json& manifest : manifests) {
    for (const json& run : manifest.value("runs", json::array())) merged["runs"].push_back(run);
  }
  return merged;
}

void refuse_other_results(const fs::path& out, const std::string& results) {
  const auto file = table_file(out, "results.csv");
  if (!file || (!is_packed(*file) && read_file(*file) == results)) return;
  throw UserError(out.string() + " holds other results; use another --out");
}

}  // namespace

MergeOutcome merge_results(const std::vector<fs::path>& folders, const fs::path& out) {
  std::set<fs::path> seen;
  for (const fs::path& folder : folders) {
    if (!fs::is_directory(folder)) {
      throw UserError(folder.string() + " is no folder; name the --out folders of a sharded sweep");
    }
    if (!seen.insert(fs::canonical(folder)).second) {
      throw UserError(folder.string() + " is named twice; name each shard once");
    }
  }
  const std::vector<json> manifests = read_manifests(folders);
  const KeyTable keys = keys_of(manifests.front());
  const MergedFile results("results.csv", folders, keys);
  refuse_overlap(results);
  refuse_gaps(results, keys, "results.csv", absent_shards(manifests));
  const MergedFile timing("timing.csv", folders, keys);
  refuse_gaps(timing, keys, "timing.csv", "");

  // As a sweep does: the manifest first, timing before results.
  const std::string text = results.text();
  const FolderLock lock(out);
  refuse_other_results(out, text);
  write_manifest(out, merged_manifest(manifests));
  write_text_atomically(out / "timing.csv", timing.text());
  write_text_atomically(out / "results.csv", text);

  MergeOutcome outcome;
  outcome.rows = keys.size();
  std::istringstream in(text);
  const CsvTable table = read_csv(in);
  const std::size_t end = table.column("end");
  for (const auto& row : table.rows) outcome.errors += row[end] == "error" ? 1 : 0;
  for (std::size_t i = 1; i < manifests.size(); ++i) {
    if (manifests[i].value("build", "") != manifests[0].value("build", "")) {
      outcome.notes.push_back(fmt::format("{} was run by another build: {}", folders[i].string(),
                                          manifests[i].value("build", "")));
    }
  }
  return outcome;
}

}  // namespace streambed
