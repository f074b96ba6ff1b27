#include "experiments/results/store.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "experiments/results/columns.h"
#include "experiments/results/csv.h"
#include "experiments/results/table_file.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

constexpr const char* kResults = "results.csv";
constexpr const char* kTiming = "timing.csv";

std::vector<std::string> result_columns() { return column_names(ColumnPlace::kResults); }
std::vector<std::string> timing_columns() { return column_names(ColumnPlace::kTiming); }

using RowVisitor = std::function<void(std::int64_t index, const std::vector<std::string>& fields)>;

// Calls `visit` for every whole row. Returns how many rows were torn; -1 when not even the header
// is whole.
std::int64_t read_rows(const std::filesystem::path& path, const std::vector<std::string>& header,
                       const KeyTable& keys, const RowVisitor& visit) {
  std::ifstream in(path, std::ios::binary);
  CsvReader reader(in);
  std::vector<std::string> fields;
  if (!reader.next(fields)) return -1;
  std::int64_t torn = 0;
  while (reader.next(fields)) {
    if (fields.size() != header.size()) {
      ++torn;
      continue;
    }
    const auto index = keys.index_of(fields);
    if (!index) {
      fields.resize(key_names().size());
      throw UserError(fmt::format("{} holds the row {}, which this plan lacks; use another --out",
                                  path.string(), join(fields, ",")));
    }
    visit(*index, fields);
  }
  return torn + (reader.torn() ? 1 : 0);
}

// What a file holds: which keys, in which order, and what has to be mended.
struct Scan {
  std::vector<bool> present;
  std::int64_t rows = 0, errors = 0, last_index = -1, torn = 0;
  bool in_order = true;
};

Scan scan(const std::filesystem::path& path, const std::vector<std::string>& header,
          const KeyTable& keys) {
  Scan out;
  out.present.resize(static_cast<std::size_t>(keys.size()));
  const auto end = std::find(header.begin(), header.end(), "end") - header.begin();
  out.torn = read_rows(path, header, keys,
                       [&](std::int64_t index, const std::vector<std::string>& fields) {
                         out.present[static_cast<std::size_t>(index)] = true;
                         ++out.rows;
                         if (index <= out.last_index) out.in_order = false;
                         out.last_index = index;
                         if (end < std::ssize(fields) &&
                             fields[static_cast<std::size_t>(end)] == to_string(End::kError)) {
                           ++out.errors;
                         }
                       });
  return out;
}

// Rewrites a file with the first row of every key in `keep`, in the order of the file.
void keep_only(const std::filesystem::path& path, const std::vector<std::string>& header,
               const KeyTable& keys, std::vector<bool> keep) {
  write_atomically(path, [&](const std::filesystem::path& temporary) {
    std::ofstream out(temporary, std::ios::binary);
    out << csv_line(header);
    if (std::filesystem::exists(path)) {
      read_rows(path, header, keys,
                [&](std::int64_t index, const std::vector<std::string>& fields) {
                  if (!keep[static_cast<std::size_t>(index)]) return;
                  keep[static_cast<std::size_t>(index)] = false;
                  out << csv_line(fields);
                });
    }
    if (!out.flush()) throw UserError(path.string() + " cannot be written; is the disk full?");
  });
}

void sort_rows(const std::filesystem::path& path, const std::vector<std::string>& header,
               const KeyTable& keys) {
  std::vector<std::pair<std::int64_t, std::string>> lines;
  read_rows(path, header, keys, [&](std::int64_t index, const std::vector<std::string>& fields) {
    lines.emplace_back(index, csv_line(fields));
  });
  std::sort(lines.begin(), lines.end());
  std::string text = csv_line(header);
  for (const auto& [index, line] : lines) text += line;
  write_text_atomically(path, text);
}

// Whether a file begins with a whole row, and refuses one that cannot be gone on with.
bool has_rows(const std::filesystem::path& folder, const char* name, ColumnPlace place) {
  const auto path = table_file(folder, name);
  if (!path) return false;
  if (is_packed(*path)) {
    throw UserError(
        fmt::format("{} is packed, so nothing can be added; gunzip it first, or use another --out",
                    path->string()));
  }
  std::ifstream in(*path, std::ios::binary);
  CsvReader reader(in);
  std::vector<std::string> fields;
  if (!reader.next(fields)) return false;
  if (fields != column_names(place)) {
    throw UserError(fmt::format(
        "{} has other columns than version {}, which this program writes, so nothing can be added; "
        "streambed report reads it, for new episodes use another --out",
        path->string(), kColumnsVersion));
  }
  return reader.next(fields);
}

}  // namespace

void require_extensible(const std::filesystem::path& folder) {
  has_rows(folder, kTiming, ColumnPlace::kTiming);
  if (has_rows(folder, kResults, ColumnPlace::kResults) &&
      !std::filesystem::exists(folder / kTiming)) {
    throw UserError(
        fmt::format("{} has no {} beside it, so nothing can be added; use another --out",
                    (folder / kResults).string(), kTiming));
  }
}

Store::Store(std::filesystem::path folder, const KeyTable& keys)
    : folder_(std::move(folder)), keys_(&keys) {
  require_extensible(folder_);
  const Scan results = scan(folder_ / kResults, result_columns(), keys);
  const Scan timing = scan(folder_ / kTiming, timing_columns(), keys);
  stored_ = results.present;
  for (std::size_t i = 0; i < stored_.size(); ++i) stored_[i] = stored_[i] && timing.present[i];
  size_ = std::count(stored_.begin(), stored_.end(), true);

  // Either file may be behind the other, torn, or not there yet.
  dropped_ = std::max(results.rows, timing.rows) - size_ + std::max<std::int64_t>(results.torn, 0) +
             std::max<std::int64_t>(timing.torn, 0);
  if (results.rows != size_ || results.torn != 0) {
    keep_only(folder_ / kResults, result_columns(), keys, stored_);
  }
  if (timing.rows != size_ || timing.torn != 0) {
    keep_only(folder_ / kTiming, timing_columns(), keys, stored_);
  }
  const Scan mended = scan(folder_ / kResults, result_columns(), keys);
  errors_ = mended.errors;
  last_index_ = mended.last_index;
  in_order_ = mended.in_order && scan(folder_ / kTiming, timing_columns(), keys).in_order;
  open_for_append();
}

void Store::open_for_append() {
  results_ = std::ofstream(folder_ / kResults, std::ios::binary | std::ios::app);
  timing_ = std::ofstream(folder_ / kTiming, std::ios::binary | std::ios::app);
  if (!results_ || !timing_) {
    throw UserError(folder_.string() + " cannot be written into; choose another --out");
  }
}

void Store::append(std::ofstream& file, const std::string& name, const std::string& line) {
  file << line << std::flush;
  if (!file) {
    throw UserError((folder_ / name).string() +
                    " cannot be written; is the disk full? Run the same sweep again to go on");
  }
}

void Store::add(std::int64_t index, const EpisodeResult& result, const std::string& mode) {
  const std::vector<std::string> key = keys_->fields(index);
  const ColumnSource source{key, result, mode};
  append(timing_, kTiming, csv_line(column_cells(ColumnPlace::kTiming, source)));
  append(results_, kResults, csv_line(column_cells(ColumnPlace::kResults, source)));

  stored_[static_cast<std::size_t>(index)] = true;
  ++size_;
  if (result.end == End::kError) ++errors_;
  if (index <= last_index_) in_order_ = false;
  last_index_ = index;
}

void Store::finish() {
  if (in_order_) return;
  results_.close();
  timing_.close();
  sort_rows(folder_ / kTiming, timing_columns(), *keys_);
  sort_rows(folder_ / kResults, result_columns(), *keys_);
  in_order_ = true;
  open_for_append();
}

}  // namespace streambed
