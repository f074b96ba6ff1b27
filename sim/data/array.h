#pragma once
// Numbers as files hold them: rows of one shape, in the type in which they were measured or stored.

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace streambed {

using MatrixRM = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

enum class ElementType { kFloat32, kFloat64, kUint8 };
std::int64_t element_bytes(ElementType type);
const char* to_string(ElementType type);  // "float32"

// Type and shape of an array, without its numbers.
struct ArrayInfo {
  ElementType type = ElementType::kFloat64;
  std::int64_t rows = 0;
  std::vector<std::int64_t> row_shape;  // height, width, 3 of an image; empty: one number a row

  bool operator==(const ArrayInfo&) const = default;
};
// Bytes that one row takes, and all rows. Throw UserError, whose text begins with `name`, for a
// negative extent and for more than `most`: call them before allocating. They cannot overflow.
constexpr std::int64_t kMaxArrayBytes = std::int64_t{1} << 31;
std::int64_t row_bytes(const ArrayInfo& info, const std::string& name,
                       std::int64_t most = kMaxArrayBytes);
std::int64_t array_bytes(const ArrayInfo& info, const std::string& name,
                         std::int64_t most = kMaxArrayBytes);
// "float32 (120, 9, 2)".
std::string to_string(const ArrayInfo& info);

// An array in memory, row-major. A value.
class Array {
 public:
  Array() = default;
  // All zero. Throws UserError like array_bytes().
  explicit Array(ArrayInfo info);
  // One row of the array per row of the matrix, as float64 or float32.
  static Array of(const MatrixRM& matrix, ElementType type = ElementType::kFloat64);

  const ArrayInfo& info() const { return info_; }
  ElementType type() const { return info_.type; }
  std::int64_t rows() const { return info_.rows; }
  std::int64_t columns() const { return columns_; }  // numbers in a row
  std::span<const std::byte> bytes() const { return bytes_; }
  std::span<std::byte> bytes() { return bytes_; }
  // One row, 0 <= index < rows().
  std::span<const std::byte> row(std::int64_t index) const;
  std::span<std::byte> row(std::int64_t index);

  // rows() x columns(); exact, because a double holds every number of the three types.
  MatrixRM matrix() const;
  // 0 <= first, first + count <= rows().
  Array middle_rows(std::int64_t first, std::int64_t count) const;
  // The first row that holds NaN or infinity.
  std::optional<std::int64_t> first_nonfinite_row() const;

  // Equal in type, shape and every byte.
  bool operator==(const Array&) const = default;

 private:
  ArrayInfo info_;
  std::int64_t columns_ = 0;
  std::vector<std::byte> bytes_;
};

}  // namespace streambed
