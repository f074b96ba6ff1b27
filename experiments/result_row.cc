#include "experiments/result_row.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "experiments/csv.h"
#include "sim/error.h"
#include "sim/text.h"

namespace streambed {

ResultRow read_result_row(std::string_view where) {
  const std::size_t colon = where.rfind(':');
  const auto wanted = colon == where.npos ? std::nullopt : to_integer(where.substr(colon + 1));
  if (!wanted || *wanted < 1) {
    throw UserError("name a row of a sweep as FOLDER:ROW, for example results/quickstart:17; got '" +
                    one_line(where, 200) + "'");
  }
  const std::filesystem::path file =
      std::filesystem::path(where.substr(0, colon)) / "results.csv";
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw UserError("cannot read " + file.string() + "; name the folder of a finished sweep");
  }

  // Only the record that is wanted is kept.
  CsvReader reader(in);
  CsvTable table;
  if (!reader.next(table.header)) throw UserError(file.string() + " is empty; run the sweep again");
  std::vector<std::string> fields;
  std::int64_t row = 0;
  while (row < *wanted && reader.next(fields)) ++row;
  if (row < *wanted) {
    throw UserError(file.string() + " has " + std::to_string(row) + " rows, not " +
                    std::to_string(*wanted) + "; choose 1 to " + std::to_string(row));
  }
  const auto text = [&](const char* name) {
    const std::size_t column = table.column(name);
    if (column >= fields.size()) {
      throw UserError(file.string() + ": row " + std::to_string(row) + " is incomplete");
    }
    return fields[column];
  };
  const auto number = [&](const char* name) {
    const auto value = to_integer(text(name));
    if (!value) {
      throw UserError(file.string() + ": " + name + " of row " + std::to_string(row) +
                      " is no number");
    }
    return *value;
  };
  return {text("task"),
          text("policy"),
          {.context = number("context"),
           .repeat = number("repeat"),
           .clock = text("clock"),
           .events = text("events")}};
}

}  // namespace streambed
