#include "sim/data/row_source.h"

#include <cassert>
#include <utility>

#include "sim/base/error.h"

namespace streambed {

RowSource::RowSource(Array array)
    : info_(array.info()), array_(std::make_shared<const Array>(std::move(array))) {}

RowSource::RowSource(ArrayInfo info, Read read) : info_(std::move(info)), read_(std::move(read)) {}

Array RowSource::read(std::int64_t first, std::int64_t count) const {
  assert(0 <= first && 0 <= count && first + count <= rows());
  if (array_ && count == rows()) return *array_;
  if (array_) return array_->middle_rows(first, count);
  Array array = read_(first, count);
  ArrayInfo expected = info_;
  expected.rows = count;
  if (array.info() != expected) {
    throw UserError("a file held " + to_string(expected) + " and now holds " +
                    to_string(array.info()) + "; something has replaced it: open it again");
  }
  return array;
}

bool operator==(const RowSource& a, const RowSource& b) {
  return a.info() == b.info() && a.read() == b.read();
}

}  // namespace streambed
