#include "experiments/results/reopen.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <vector>

#include "experiments/results/columns.h"
#include "experiments/results/manifest.h"
#include "experiments/results/table_file.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/spec.h"

namespace streambed {
namespace {

using Fields = std::vector<std::string>;

// Specs are compared in their canonical form, everything else as it stands.
std::string canonical(const std::string& column, const std::string& value) {
  return column == "task" || column == "policy" || column == "clock"
             ? format_spec(parse_spec(value))
             : value;
}

// Column and value of each condition.
std::map<std::string, std::string> parse_key(std::string_view key) {
  std::map<std::string, std::string> wanted;
  for (const auto& [column, value] : parse_spec(fmt::format("row({})", key)).values) {
    const std::vector<std::string> names = key_names();
    if (std::find(names.begin(), names.end(), column) == names.end()) {
      throw UserError(
          fmt::format("--key: there is no column '{}'; a key has {}", column, join(names, ", ")));
    }
    wanted[column] = canonical(column, value);
  }
  return wanted;
}

// "policy=hold or random": what a further condition could say.
std::string choices(const CsvTable& table, const std::vector<Fields>& rows,
                    const std::string& name) {
  constexpr std::size_t kShown = 4;
  const std::size_t column = table.column(name);
  std::set<std::string> values;
  for (const Fields& row : rows) values.insert(row[column]);
  std::vector<std::string> list(values.begin(), values.end());
  if (list.size() < 2) return "";
  if (list.size() > kShown) {
    list.resize(kShown - 1);
    list.push_back("...");
  }
  return name + "=" + join(list, " or ");
}

[[noreturn]] void refuse(const std::filesystem::path& folder, std::string_view key,
                         const CsvTable& table, const std::vector<Fields>& rows,
                         const char* how_many) {
  std::vector<std::string> columns;
  for (const std::string& name : key_names()) {
    if (std::string text = choices(table, rows, name); !text.empty()) {
      columns.push_back(std::move(text));
    }
  }
  throw UserError(fmt::format("--key {}: {} of {} fits; there are {}", one_line(key, 200), how_many,
                              folder.string(),
                              columns.empty() ? "no others" : join(columns, ", ")));
}

}  // namespace

StoredRow find_row(const std::filesystem::path& folder, std::string_view key) {
  const auto manifest = read_manifest(folder);
  const auto read = read_table(folder, "results.csv");
  if (!read || !manifest) {
    throw UserError(folder.string() + " holds no results; name the --out folder of a sweep");
  }
  const CsvTable& table = *read;
  const auto number = to_integer(key);
  std::vector<Fields> found;
  if (number) {
    if (*number < 1 || *number > std::ssize(table.rows)) {
      throw UserError(fmt::format("--key {}: {} has the rows 1 to {}", *number, folder.string(),
                                  table.rows.size()));
    }
    found.push_back(table.rows[static_cast<std::size_t>(*number - 1)]);
  } else {
    const auto wanted = parse_key(key);
    std::copy_if(table.rows.begin(), table.rows.end(), std::back_inserter(found),
                 [&](const Fields& row) {
                   return std::all_of(wanted.begin(), wanted.end(), [&](const auto& condition) {
                     const auto& [column, value] = condition;
                     return canonical(column, row[table.column(column)]) == value;
                   });
                 });
    if (found.empty()) refuse(folder, key, table, table.rows, "no row");
    if (found.size() > 1) refuse(folder, key, table, found, "more than one row");
  }

  const auto text = [&](const char* column) { return found.front()[table.column(column)]; };
  const auto whole = [&](const char* column) { return to_integer(text(column)).value_or(0); };
  StoredRow row;
  row.task = text("task");
  row.policy = text("policy");
  row.key.context = whole("context");
  row.key.repeat = whole("repeat");
  row.key.clock = text("clock");
  row.key.events = text("events");
  row.end = text("end");
  row.score = to_number(text("score")).value_or(0);
  try {
    row.checkpoint_sha256 =
        manifest->at("policies").at(row.task).at(row.policy).at("checkpoint_sha256");
  } catch (const nlohmann::json::exception&) {
    throw UserError(folder.string() + "/manifest.json does not know the row's policy");
  }
  return row;
}

}  // namespace streambed
