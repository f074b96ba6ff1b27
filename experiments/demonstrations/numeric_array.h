#pragma once
// Numeric arrays as files hold them: named, of any dimension, row-major. zarr.h and npz.h read
// them, import_demonstrations.h turns them into demonstrations. Everything throws UserError.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

using Shape = std::vector<std::size_t>;

struct NumericArray {
  Shape shape;
  std::vector<double> values;  // row-major; integers above 2^53 lose their last bits
};

// Largest size of a decoded array. Headers are not trusted: memory is allocated only after this
// check.
constexpr std::size_t kMaxArrayBytes = std::size_t{1} << 30;

// Number of elements; throws when the decoded array would pass kMaxArrayBytes. `name` is what the
// message calls the array.
std::size_t element_count(const Shape& shape, const std::string& name);
// "(25650, 5)".
std::string shape_text(const Shape& shape);

// An element type in numpy's spelling: "<f8", "<i4", "|u1", "|b1" ... Little-endian floats of 4 and
// 8 bytes, integers of 1 to 8 bytes and booleans.
class ElementType {
 public:
  // Throws for any other type, naming the array.
  ElementType(std::string_view text, const std::string& array_name);
  // Is the text one of the above?
  static bool known(std::string_view text);

  std::size_t size() const { return size_; }
  // `bytes` holds count * size() bytes.
  void decode(const std::byte* bytes, std::size_t count, double* out) const;

 private:
  char kind_ = 'f';
  std::size_t size_ = 8;
};

// A file or folder that holds named arrays. One thread at a time.
class ArrayFile {
 public:
  virtual ~ArrayFile() = default;

  // Numeric arrays only, sorted; others (text, objects) are left out.
  virtual std::vector<std::string> names() const = 0;
  // The shape in the header; only read() compares it with kMaxArrayBytes.
  virtual Shape shape(const std::string& name) = 0;
  virtual NumericArray read(const std::string& name) = 0;
  // Attributes beside the arrays, as JSON text; "{}" when there are none.
  virtual std::string attributes() const { return "{}"; }
};

}  // namespace streambed
