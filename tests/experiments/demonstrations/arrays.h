#pragma once
// Arrays from numbers and back, for tests.

#include <vector>

#include "sim/data/array.h"

namespace streambed {

// The first entry of `shape` is the number of rows.
inline Array array_of(std::vector<std::int64_t> shape, const std::vector<double>& values,
                      ElementType type = ElementType::kFloat64) {
  Array array({type, shape.at(0), {shape.begin() + 1, shape.end()}});
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Array one = type == ElementType::kUint8
                          ? Array()
                          : Array::of(MatrixRM::Constant(1, 1, values[i]), type);
    const auto size = static_cast<std::size_t>(element_bytes(type));
    if (type == ElementType::kUint8) {
      array.bytes()[i] = static_cast<std::byte>(values[i]);
    } else {
      std::copy(one.bytes().begin(), one.bytes().end(), array.bytes().begin() + i * size);
    }
  }
  return array;
}

inline std::vector<double> values_of(const Array& array) {
  const MatrixRM matrix = array.matrix();
  return {matrix.data(), matrix.data() + matrix.size()};
}

}  // namespace streambed
