#pragma once
// Comma-separated values as RFC 4180 has them, with \n at the end of a line.

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

// One line with its \n; fields with a comma, quote or line break are quoted.
std::string csv_line(const std::vector<std::string>& fields);

// Reads records one by one, so that a file of any length takes the memory of one record. Records
// beyond 1 MiB throw UserError.
class CsvReader {
 public:
  explicit CsvReader(std::istream& in) : in_(in) {}

  // Reads the next record, which may hold quoted line breaks. False at the end of the file, and at
  // a torn record: a last one without its line break.
  bool next(std::vector<std::string>& fields);
  // Was the file's last record torn?
  bool torn() const { return torn_; }

 private:
  std::istream& in_;
  bool torn_ = false;
};

// A table in memory, addressed by the names of its first record.
struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;

  // Position of a column; throws UserError when the table lacks it.
  std::size_t column(std::string_view name) const;
};

// A torn last record is left out. Throws UserError for a row whose length differs from the
// header's.
CsvTable read_csv(std::istream& in);

}  // namespace streambed
