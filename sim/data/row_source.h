#pragma once
// The rows of one array: in memory, or somewhere else until they are asked for.

#include <functional>
#include <memory>

#include "sim/data/array.h"

namespace streambed {

// A cheap value: copies share what they hold. Any thread may read.
class RowSource {
 public:
  // Reads rows first .. first + count. Any thread may call it.
  using Read = std::function<Array(std::int64_t first, std::int64_t count)>;

  RowSource() : RowSource(Array()) {}
  RowSource(Array array);  // implicit: an array is the simplest source of rows
  RowSource(ArrayInfo info, Read read);

  const ArrayInfo& info() const { return info_; }
  std::int64_t rows() const { return info_.rows; }
  bool in_memory() const { return array_ != nullptr; }

  // Rows first .. first + count, inside 0 .. rows(), or all of them. Throw UserError when a file
  // cannot be read, or gives other sizes or types than it said.
  Array read(std::int64_t first, std::int64_t count) const;
  Array read() const { return read(0, rows()); }

 private:
  ArrayInfo info_;
  std::shared_ptr<const Array> array_;  // null: use read_
  Read read_;
};

// Reads both.
bool operator==(const RowSource& a, const RowSource& b);

}  // namespace streambed
