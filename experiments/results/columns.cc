#include "experiments/results/columns.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "experiments/results/table.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

// Getters: the text of a cell.

template <std::size_t position>
std::string key_cell(const ColumnSource& source) {
  return source.key[position];
}

std::string version_cell(const ColumnSource&) { return std::to_string(kColumnsVersion); }
std::string end_cell(const ColumnSource& source) { return to_string(source.result.end); }
std::string mode_cell(const ColumnSource& source) { return source.mode; }

// A row is one line, so that a torn one cannot swallow its successors.
template <std::string EpisodeResult::*member>
std::string text_cell(const ColumnSource& source) {
  std::string text = source.result.*member;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return text;
}

template <auto member>
std::string number_cell(const ColumnSource& source) {
  return to_text(source.result.*member);
}

template <bool EpisodeResult::*member>
std::string flag_cell(const ColumnSource& source) {
  return source.result.*member ? "1" : "0";
}

// Microseconds; whole nanoseconds are as much as the clock can tell.
template <TimeQuantiles EpisodeResult::*times, double TimeQuantiles::*quantile>
std::string time_cell(const ColumnSource& source) {
  return to_text(std::round(source.result.*times.*quantile * 1000) / 1000);
}

// Entries of the table, by what they have in common.

using Cell = std::string (*)(const ColumnSource& source);

constexpr Column key(const char* name, ColumnKind kind, const char* meaning, Cell cell) {
  return {name, ColumnPlace::kKey, kind,    "",   "",
          0,    Summary::kNone,    Shown::kNowhere, meaning, cell, ""};
}

constexpr Column text(const char* name, const char* meaning, Cell cell) {
  return {name, ColumnPlace::kResults, ColumnKind::kText, "",   "",
          0,    Summary::kNone,        Shown::kNowhere,   meaning, cell, ""};
}

constexpr Column measure(const char* name, ColumnKind kind, const char* unit, const char* title,
                         int digits, Shown shown, const char* meaning, Cell cell,
                         const char* former = "") {
  return {name,   ColumnPlace::kResults, kind,  unit,    title,
          digits, Summary::kMean,        shown, meaning, cell, former};
}

constexpr Column time(const char* name, Summary summary, const char* title, const char* meaning,
                      Cell cell, const char* former = "") {
  return {name,         ColumnPlace::kTiming, ColumnKind::kNumber, "us",    title,
          kSignificant, summary,              Shown::kLatency,     meaning, cell, former};
}

// Times that no table shows.
constexpr Column aside(const char* name, const char* meaning, Cell cell) {
  Column column = time(name, Summary::kMedian, "", meaning, cell);
  column.shown = Shown::kNowhere;
  return column;
}

constexpr auto kInteger = ColumnKind::kInteger;
constexpr auto kNumber = ColumnKind::kNumber;
constexpr auto kFlag = ColumnKind::kFlag;
constexpr auto kSuccess = Shown::kSuccess;
constexpr auto kBehaviour = Shown::kBehaviour;
using Result = EpisodeResult;
using Times = TimeQuantiles;

constexpr std::array kColumns{
    key("task", ColumnKind::kText, "the task, as the plan names it", key_cell<0>),
    key("policy", ColumnKind::kText, "the policy, as the plan names it", key_cell<1>),
    key("clock", ColumnKind::kText, "how thinking takes time, as the plan names it", key_cell<2>),
    key("events", ColumnKind::kText, "what disturbs the robot and the scene, as the plan names it",
        key_cell<3>),
    key("context", kInteger, "number of the start", key_cell<4>),
    key("repeat", kInteger, "which episode on this start, from 0", key_cell<5>),
    key("train_seed", kInteger, "seed of the policy's training", key_cell<6>),
    Column{"columns_version", ColumnPlace::kBoth, kInteger, "", "", 0, Summary::kNone,
           Shown::kNowhere, "version of this list", version_cell, ""},

    text("end", "success, failure, timeout, diverged or error", end_cell),
    measure("ticks", kInteger, "control ticks", "length", 1, kBehaviour,
            "control ticks that were executed", number_cell<&Result::ticks>, "steps"),
    measure("score", kNumber, "", "score", 3, kSuccess, "best score within the episode, 0 to 1",
            number_cell<&Result::score>),
    measure("success", kFlag, "", "success", 1, kSuccess, "1 when any tick was a success",
            flag_cell<&Result::success>),
    measure("time_to_success_ms", kNumber, "ms", "time to success", 0, kBehaviour,
            "simulated time to the end of the first tick that was a success",
            number_cell<&Result::time_to_success_ms>),
    measure("final_coverage", kNumber, "", "final coverage", 3, kSuccess,
            "share of the goal that is covered at the end, where the task has one",
            number_cell<&Result::final_coverage>),
    measure("success_at_end", kFlag, "", "at end", 1, kSuccess,
            "1 when the last tick was a success", flag_cell<&Result::success_at_end>),
    text("mode", "which of the task's ways was taken; empty while undecided", mode_cell),
    measure("mode_changes", kInteger, "", "mode changes", 2, Shown::kNowhere,
            "how often the mode went from one to another", number_cell<&Result::mode_changes>),
    measure("stalled_steps", kInteger, "physics steps", "stalled", 1, kBehaviour,
            "physics steps that repeated the last target because no action was ready",
            number_cell<&Result::stalled_steps>, "stalls"),
    measure("deadline_misses", kInteger, "control ticks", "deadline misses", 1, kBehaviour,
            "control ticks that began before an action for them was ready",
            number_cell<&Result::deadline_misses>),
    measure("actions_dropped", kInteger, "", "actions dropped", 1, kBehaviour,
            "actions that were computed too late and never executed",
            number_cell<&Result::actions_dropped>),
    measure("actions_continued", kInteger, "", "continued", 1, kBehaviour,
            "actions of an old plan beyond its executed part, while the new one was late",
            number_cell<&Result::actions_continued>),
    measure("action_age_ms", kNumber, "ms", "action age", 1, kBehaviour,
            "mean age of the observation behind the action in force, over physics steps",
            number_cell<&Result::action_age_ms>),
    measure("effective_hz", kNumber, "Hz", "effective rate", 2, kBehaviour,
            "new actions per second of simulated time", number_cell<&Result::effective_hz>),
    measure("jerk", kNumber, "action/tick^3", "jerk", 3, kBehaviour,
            "root mean square of the targets' third difference, in the task's units of an action",
            number_cell<&Result::jerk>),
    measure("seam_jump", kNumber, "action", "jump at seams", 3, kBehaviour,
            "mean distance between a plan's last executed action and the next plan's first one",
            number_cell<&Result::seam_jump>),
    measure("network_calls", kInteger, "", "network calls", 1, kBehaviour,
            "evaluations of the policy's network", number_cell<&Result::network_calls>),
    text("trajectory", "hash of all executed targets: equal ones are copies of one episode",
         text_cell<&Result::trajectory>),
    text("reason", "what went wrong, where the episode diverged or ended with an error",
         text_cell<&Result::reason>),

    time("first_action_us_p50", Summary::kMedian, "first action p50",
         "from the observation to a plan's first action: median over plans",
         time_cell<&Result::first_action_us, &Times::p50>, "first_action_us"),
    time("first_action_us_p95", Summary::kMedian, "first action p95", "the same, 95th percentile",
         time_cell<&Result::first_action_us, &Times::p95>),
    time("first_action_us_p99", Summary::kMedian, "first action p99", "the same, 99th percentile",
         time_cell<&Result::first_action_us, &Times::p99>),
    time("first_action_us_max", Summary::kLargest, "first action max", "the same, largest",
         time_cell<&Result::first_action_us, &Times::max>),
    time("per_action_us_p50", Summary::kMedian, "per action p50",
         "thinking time of a plan over the actions it yielded: median over plans",
         time_cell<&Result::per_action_us, &Times::p50>),
    time("per_action_us_p95", Summary::kMedian, "per action p95", "the same, 95th percentile",
         time_cell<&Result::per_action_us, &Times::p95>),
    time("per_action_us_p99", Summary::kMedian, "per action p99", "the same, 99th percentile",
         time_cell<&Result::per_action_us, &Times::p99>),
    time("per_action_us_max", Summary::kLargest, "per action max", "the same, largest",
         time_cell<&Result::per_action_us, &Times::max>),
    time("per_chunk_us_p50", Summary::kMedian, "per chunk p50",
         "thinking time of a whole plan: median over plans",
         time_cell<&Result::per_chunk_us, &Times::p50>),
    time("per_chunk_us_p95", Summary::kMedian, "per chunk p95", "the same, 95th percentile",
         time_cell<&Result::per_chunk_us, &Times::p95>),
    time("per_chunk_us_p99", Summary::kMedian, "per chunk p99", "the same, 99th percentile",
         time_cell<&Result::per_chunk_us, &Times::p99>),
    time("per_chunk_us_max", Summary::kLargest, "per chunk max", "the same, largest",
         time_cell<&Result::per_chunk_us, &Times::max>),
    aside("own_us_p50", "what the policy itself says a plan took, where it does: median over plans",
          time_cell<&Result::own_us, &Times::p50>),
    aside("correction_us_p50", "time of correcting an action, where the policy does: median",
          time_cell<&Result::correction_us, &Times::p50>),
    aside("correction_us_p95", "the same, 95th percentile",
          time_cell<&Result::correction_us, &Times::p95>),
};

constexpr std::array kTimeKinds{TimeKind{"first_action_us", "first action"},
                                TimeKind{"per_action_us", "per action"},
                                TimeKind{"per_chunk_us", "per chunk"}};

bool stands_in(const Column& column, ColumnPlace file) {
  return column.place == ColumnPlace::kKey || column.place == ColumnPlace::kBoth ||
         column.place == file;
}

const char* to_string(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kText: return "text";
    case ColumnKind::kInteger: return "integer";
    case ColumnKind::kNumber: return "number";
    case ColumnKind::kFlag: return "flag";
  }
  return "";
}

const char* to_string(ColumnPlace place) {
  switch (place) {
    case ColumnPlace::kKey: return "both, key";
    case ColumnPlace::kBoth: return "both";
    case ColumnPlace::kResults: return "results.csv";
    case ColumnPlace::kTiming: return "timing.csv";
  }
  return "";
}

}  // namespace

std::span<const Column> columns() { return kColumns; }
std::span<const TimeKind> time_kinds() { return kTimeKinds; }

std::vector<std::string> column_names(ColumnPlace file) {
  std::vector<std::string> names;
  for (const Column& column : kColumns) {
    if (stands_in(column, file)) names.emplace_back(column.name);
  }
  return names;
}

std::vector<std::string> column_cells(ColumnPlace file, const ColumnSource& source) {
  std::vector<std::string> cells;
  for (const Column& column : kColumns) {
    if (stands_in(column, file)) cells.push_back(column.cell(source));
  }
  return cells;
}

std::vector<std::string> key_names() {
  std::vector<std::string> names;
  for (const Column& column : kColumns) {
    if (column.place == ColumnPlace::kKey) names.emplace_back(column.name);
  }
  return names;
}

const Column* find_column(std::string_view name) {
  const auto found = std::ranges::find_if(kColumns, [&](const Column& column) {
    return name == column.name || (!name.empty() && name == column.former);
  });
  return found == kColumns.end() ? nullptr : &*found;
}

const Column& column(std::string_view name) {
  const Column* found = find_column(name);
  if (!found || name != found->name) {
    throw std::logic_error("no column is called " + std::string(name));
  }
  return *found;
}

std::string column_heading(const Column& column) {
  const std::string unit = column.kind == ColumnKind::kFlag       ? "%"
                           : column.place == ColumnPlace::kTiming ? "ms"
                                                                  : column.unit;
  return unit.empty() ? column.title : fmt::format("{} ({})", column.title, unit);
}

std::string column_text(const Column& column, double value) {
  if (std::isnan(value)) return "-";
  if (column.kind == ColumnKind::kFlag) value *= 100;
  if (column.place == ColumnPlace::kTiming) value /= 1000;
  int digits = column.digits;
  if (digits == kSignificant) {
    digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
  }
  return fmt::format("{:.{}f}", value, digits);
}

std::string columns_markdown() {
  std::vector<TableLine> lines{{"column", "file", "kind", "unit", "meaning"}};
  for (const Column& column : kColumns) {
    lines.push_back({fmt::format("`{}`", column.name), to_string(column.place),
                     to_string(column.kind), column.unit, column.meaning});
  }
  return aligned_table(lines, Align::kLeft);
}

}  // namespace streambed
