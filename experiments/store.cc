#include "experiments/store.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "experiments/csv.h"
#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

constexpr const char* kResults = "results.csv";
constexpr const char* kTiming = "timing.csv";

std::vector<std::string> with_keys(std::vector<std::string> columns) {
  columns.insert(columns.begin(), kKeyColumns.begin(), kKeyColumns.end());
  return columns;
}

std::vector<std::string> result_columns() {
  return with_keys({"end", "steps", "score", "success", "time_to_success_ms", "final_coverage",
                    "success_at_end", "mode", "mode_changes", "stalls", "deadline_misses",
                    "actions_dropped", "action_age_ms", "effective_hz", "jerk", "seam_jump",
                    "network_calls", "trajectory", "reason"});
}

std::vector<std::string> timing_columns() {
  std::vector<std::string> columns;
  for (const char* what : {"first_action_us", "per_action_us", "per_chunk_us"}) {
    for (const char* quantile : {"_p50", "_p95", "_p99", "_max"}) {
      columns.push_back(std::string(what) + quantile);
    }
  }
  return with_keys(std::move(columns));
}

// A row is one line, so that a torn one cannot swallow its successors.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return text;
}

std::string or_empty(double value) { return std::isnan(value) ? "" : to_text(value); }

// Whole nanoseconds are as much as the clock can tell.
std::string microseconds(double value) { return to_text(std::round(value * 1000) / 1000); }

using RowVisitor = std::function<void(std::int64_t index, const std::vector<std::string>& fields)>;

// Calls `visit` for every whole row. Returns how many rows were torn; -1 when not even the header
// is whole.
std::int64_t read_rows(const std::filesystem::path& path, const std::vector<std::string>& header,
                       const KeyTable& keys, const RowVisitor& visit) {
  std::ifstream in(path, std::ios::binary);
  CsvReader reader(in);
  std::vector<std::string> fields;
  if (!reader.next(fields)) return -1;
  if (fields != header) {
    throw UserError(path.string() +
                    " has other columns than this version writes; use another --out");
  }
  std::int64_t torn = 0;
  while (reader.next(fields)) {
    if (fields.size() != header.size()) {
      ++torn;
      continue;
    }
    const auto index = keys.index_of(fields);
    if (!index) {
      fields.resize(kKeyColumns.size());
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
    if (!out.flush()) throw UserError("cannot write " + path.string() + "; is the disk full?");
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

}  // namespace

Store::Store(std::filesystem::path folder, const KeyTable& keys)
    : folder_(std::move(folder)), keys_(&keys) {
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
    throw UserError("cannot write into " + folder_.string() + "; choose another --out");
  }
}

void Store::append(std::ofstream& file, const std::string& name, const std::string& line) {
  file << line << std::flush;
  if (!file) {
    throw UserError("cannot write " + (folder_ / name).string() +
                    "; is the disk full? Run the same sweep again to go on");
  }
}

void Store::add(std::int64_t index, const EpisodeResult& result, const std::string& mode) {
  std::vector<std::string> row = keys_->fields(index);
  std::vector<std::string> timing = row;
  for (const TimeQuantiles& times :
       {result.first_action_us, result.per_action_us, result.per_chunk_us}) {
    for (const double value : {times.p50, times.p95, times.p99, times.max}) {
      timing.push_back(microseconds(value));
    }
  }
  append(timing_, kTiming, csv_line(timing));

  row.insert(row.end(),
             {to_string(result.end), to_text(result.steps), to_text(result.score),
              result.success ? "1" : "0", or_empty(result.time_to_success_ms),
              to_text(result.final_coverage), result.success_at_end ? "1" : "0", mode,
              to_text(result.mode_changes), to_text(result.stalls), to_text(result.deadline_misses),
              to_text(result.actions_dropped), to_text(result.action_age_ms),
              to_text(result.effective_hz), to_text(result.jerk), to_text(result.seam_jump),
              to_text(result.network_calls), result.trajectory, one_line(result.reason)});
  append(results_, kResults, csv_line(row));

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
