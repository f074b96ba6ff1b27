#pragma once
// The columns of results.csv and timing.csv, all in one table: what a store writes, a reader finds,
// a report prints and the documentation lists is made from it. A new measure is one more entry.
//
// A number that was not measured is `nan` in every CSV file, null in JSON and "-" in a table for
// readers; an empty cell reads as not measured, too.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/episode.h"

namespace streambed {

// Stands in every row and in the manifest; grows when a column is added, renamed or changes its
// meaning. 1: `first_action_us` for the median; 2: measures of each clock, `stalls`; 3: the version
// itself, `ticks`, `stalled_steps`, nan for a missing time of success, too.
constexpr int kColumnsVersion = 4;

enum class ColumnPlace {
  kKey,      // of both files: what the row is about
  kBoth,     // of both files
  kResults,  // of results.csv: the same on every run
  kTiming,   // of timing.csv: what the wall clock said
};
enum class ColumnKind { kText, kInteger, kNumber, kFlag };  // a flag is 1 or 0
// How a report makes one number of the episodes' values, where they were measured.
enum class Summary { kNone, kMean, kMedian, kLargest };
// The table of a report that prints the number.
enum class Shown { kNowhere, kSuccess, kBehaviour, kLatency };

// What a row is made from.
struct ColumnSource {
  const std::vector<std::string>& key;  // the texts of the key's columns
  const EpisodeResult& result;
  const std::string& mode;  // label of the result's mode or empty
};

struct Column {
  const char* name;
  ColumnPlace place;
  ColumnKind kind;
  const char* unit;   // of the file's numbers; empty for none and for counts that their title names
  const char* title;  // in a report's tables, without the unit; empty where none prints it
  int digits;         // decimals there; kSignificant: as many as three significant digits need
  Summary summary;
  Shown shown;
  const char* meaning;  // one line
  std::string (*cell)(const ColumnSource& source);
  const char* former;  // name in older files, or empty
};
constexpr int kSignificant = -1;

// All columns, those of the key first, in the order in which files hold them.
std::span<const Column> columns();
// The header of one of the files, and a row. `file` is kResults or kTiming.
std::vector<std::string> column_names(ColumnPlace file);
std::vector<std::string> column_cells(ColumnPlace file, const ColumnSource& source);
// Names of the columns of the key, with which both files begin.
std::vector<std::string> key_names();

// A column by the name that it has or had; null when there is none.
const Column* find_column(std::string_view name);
// A column that exists, by its present name.
const Column& column(std::string_view name);

// "time to success (ms)"; shares of flags are in %, times of timing.csv in ms.
std::string column_heading(const Column& column);
// A summary as a table prints it, "-" for NaN.
std::string column_text(const Column& column, double value);

// The times that timing.csv holds, each as p50, p95, p99 and max: "STEM_p50" and so on.
struct TimeKind {
  const char* stem;
  const char* title;
};
std::span<const TimeKind> time_kinds();

// The list for readers, as a Markdown table.
std::string columns_markdown();

}  // namespace streambed
