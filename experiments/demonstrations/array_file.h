#pragma once
// Files that hold numeric arrays as numpy knows them: named, of any dimension, row-major. zarr.h
// and npz.h read them, import_demonstrations.h turns them into demonstrations. Everything throws
// UserError.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/data/array.h"

namespace streambed {

// An element type in numpy's spelling: "<f8", "<i4", "|u1", "|b1" ... Little-endian floats of 4 and
// 8 bytes, integers of 1 to 8 bytes and booleans.
class NumpyType {
 public:
  // Throws for any other type, naming the array.
  NumpyType(std::string_view text, const std::string& array_name);
  // Is the text one of the above?
  static bool known(std::string_view text);

  std::int64_t size() const { return size_; }
  // What decode() makes of it: floats of 4 bytes and unsigned bytes (and booleans) stay what they
  // are, all others become float64; integers above 2^53 lose their last bits.
  ElementType decoded() const;
  // `bytes` holds count * size() bytes, `out` receives count * element_bytes(decoded()).
  void decode(const std::byte* bytes, std::int64_t count, std::byte* out) const;

 private:
  char kind_ = 'f';
  std::int64_t size_ = 8;
};

// Lengths as a header states them; it may state anything.
using Shape = std::vector<std::uint64_t>;
// The rows of an array are its first dimension; one without dimensions is one row. Throws for
// lengths that no file has.
ArrayInfo array_info(ElementType type, const Shape& shape, const std::string& array_name);

// A file or folder that holds named arrays. One thread at a time.
class ArrayFile {
 public:
  virtual ~ArrayFile() = default;

  // Numeric arrays only, sorted; others (text, objects) are left out.
  virtual std::vector<std::string> names() const = 0;
  // What the header says, in the type that read() gives; only read() compares it with
  // kMaxArrayBytes.
  virtual ArrayInfo info(const std::string& name) = 0;
  // Rows first .. first + count, 0 <= first, first + count <= info().rows; or all of them.
  virtual Array read(const std::string& name, std::int64_t first, std::int64_t count) = 0;
  Array read(const std::string& name) { return read(name, 0, info(name).rows); }
  // Attributes beside the arrays, as JSON text; "{}" when there are none.
  virtual std::string attributes() const { return "{}"; }
};

}  // namespace streambed
