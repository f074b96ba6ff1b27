#include "experiments/results/csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <istream>

#include "sim/base/error.h"

namespace streambed {

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    const std::string& field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (const char c : field) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  line += '\n';
  return line;
}

bool CsvReader::next(std::vector<std::string>& fields) {
  constexpr std::size_t kMaxRecord = 1u << 20;
  fields.assign(1, "");
  bool quoted = false;
  std::size_t size = 0;
  std::streambuf& buffer = *in_.rdbuf();
  for (int c = buffer.sbumpc(); c != std::char_traits<char>::eof(); c = buffer.sbumpc()) {
    if (++size > kMaxRecord)
      throw UserError("a row is longer than 1 MiB; is this a table of a sweep?");
    std::string& field = fields.back();
    if (quoted) {
      // A doubled quote stands for one; a single one closes the field.
      if (c != '"') {
        field += static_cast<char>(c);
      } else if (buffer.sgetc() == '"') {
        field += static_cast<char>(buffer.sbumpc());
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      return true;
    } else if (c != '\r') {
      field += static_cast<char>(c);
    }
  }
  torn_ = size > 0;
  return false;
}

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end())
    throw UserError(fmt::format("the table has no column '{}'; is it one of a sweep?", name));
  return static_cast<std::size_t>(found - header.begin());
}

CsvTable read_csv(std::istream& in) {
  CsvTable table;
  CsvReader reader(in);
  if (!reader.next(table.header)) return table;
  std::vector<std::string> fields;
  while (reader.next(fields)) {
    if (fields.size() != table.header.size()) {
      throw UserError(
          fmt::format("row {} has {} fields, but the header has {}; copy the file again",
                      table.rows.size() + 1, fields.size(), table.header.size()));
    }
    table.rows.push_back(fields);
  }
  return table;
}

}  // namespace streambed
