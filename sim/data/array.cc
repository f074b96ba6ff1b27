#include "sim/data/array.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

// a * b, or nullopt above `most`; neither is negative.
std::optional<std::int64_t> bounded_product(std::int64_t a, std::int64_t b, std::int64_t most) {
  if (b != 0 && a > most / b) return std::nullopt;
  return a * b;
}

[[noreturn]] void throw_too_large(const ArrayInfo& info, const std::string& name,
                                  std::int64_t most) {
  throw UserError(name + " claims " + to_string(info) + ", above the limit of " +
                  std::to_string(most >> 20) + " MiB: the file is damaged, or must be split");
}

template <class Element>
void widen(std::span<const std::byte> bytes, MatrixRM& matrix) {
  for (Eigen::Index i = 0; i < matrix.size(); ++i) {
    Element element;
    std::memcpy(&element, bytes.data() + static_cast<std::size_t>(i) * sizeof(Element),
                sizeof(Element));
    matrix.data()[i] = static_cast<double>(element);
  }
}

template <class Element>
bool all_finite(std::span<const std::byte> bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(Element)) {
    Element element;
    std::memcpy(&element, bytes.data() + at, sizeof(Element));
    if (!std::isfinite(element)) return false;
  }
  return true;
}

}  // namespace

std::int64_t element_bytes(ElementType type) {
  switch (type) {
    case ElementType::kFloat32:
      return 4;
    case ElementType::kFloat64:
      return 8;
    case ElementType::kUint8:
      break;
  }
  return 1;
}

const char* to_string(ElementType type) {
  switch (type) {
    case ElementType::kFloat32:
      return "float32";
    case ElementType::kFloat64:
      return "float64";
    case ElementType::kUint8:
      break;
  }
  return "uint8";
}

std::string to_string(const ArrayInfo& info) {
  std::string text = std::string(to_string(info.type)) + " (" + std::to_string(info.rows);
  for (const std::int64_t extent : info.row_shape) text += ", " + std::to_string(extent);
  return text + ")";
}

std::int64_t row_bytes(const ArrayInfo& info, const std::string& name, std::int64_t most) {
  std::int64_t bytes = element_bytes(info.type);
  for (const std::int64_t extent : info.row_shape) {
    if (extent < 0) throw UserError(name + " has a negative extent; copy the file again");
    const auto product = bounded_product(bytes, extent, most);
    if (!product) throw_too_large(info, name, most);
    bytes = *product;
  }
  return bytes;
}

std::int64_t array_bytes(const ArrayInfo& info, const std::string& name, std::int64_t most) {
  if (info.rows < 0) throw UserError(name + " has a negative extent; copy the file again");
  const auto bytes = bounded_product(row_bytes(info, name, most), info.rows, most);
  if (!bytes) throw_too_large(info, name, most);
  return *bytes;
}

Array::Array(ArrayInfo info) : info_(std::move(info)) {
  bytes_.resize(static_cast<std::size_t>(array_bytes(info_, "an array")));
  columns_ = row_bytes(info_, "an array") / element_bytes(info_.type);
}

Array Array::of(const MatrixRM& matrix, ElementType type) {
  assert(type != ElementType::kUint8);
  Array array({type, matrix.rows(), {matrix.cols()}});
  if (matrix.size() == 0) return array;
  if (type == ElementType::kFloat64) {
    std::memcpy(array.bytes_.data(), matrix.data(), array.bytes_.size());
  } else {
    const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> narrow =
        matrix.cast<float>();
    std::memcpy(array.bytes_.data(), narrow.data(), array.bytes_.size());
  }
  return array;
}

std::span<const std::byte> Array::row(std::int64_t index) const {
  assert(0 <= index && index < rows());
  const auto size = static_cast<std::size_t>(columns_ * element_bytes(info_.type));
  return bytes().subspan(static_cast<std::size_t>(index) * size, size);
}

std::span<std::byte> Array::row(std::int64_t index) {
  const std::span<const std::byte> row = std::as_const(*this).row(index);
  return {const_cast<std::byte*>(row.data()), row.size()};
}

MatrixRM Array::matrix() const {
  MatrixRM matrix(rows(), columns());
  switch (info_.type) {
    case ElementType::kFloat32:
      widen<float>(bytes_, matrix);
      break;
    case ElementType::kFloat64:
      widen<double>(bytes_, matrix);
      break;
    case ElementType::kUint8:
      widen<std::uint8_t>(bytes_, matrix);
      break;
  }
  return matrix;
}

Array Array::middle_rows(std::int64_t first, std::int64_t count) const {
  assert(0 <= first && 0 <= count && first + count <= rows());
  ArrayInfo info = info_;
  info.rows = count;
  Array part(std::move(info));
  const std::int64_t size = columns_ * element_bytes(info_.type);
  std::copy_n(bytes_.begin() + first * size, count * size, part.bytes_.begin());
  return part;
}

std::optional<std::int64_t> Array::first_nonfinite_row() const {
  if (info_.type == ElementType::kUint8) return std::nullopt;
  for (std::int64_t i = 0; i < rows(); ++i) {
    const bool finite = info_.type == ElementType::kFloat32 ? all_finite<float>(row(i))
                                                            : all_finite<double>(row(i));
    if (!finite) return i;
  }
  return std::nullopt;
}

}  // namespace streambed
