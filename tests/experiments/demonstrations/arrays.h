#pragma once
// Arrays from numbers and back, for tests.

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "sim/data/array.h"

namespace streambed {

// The first entry of `shape` is the number of rows.
inline Array array_of(std::vector<std::int64_t> shape, const std::vector<double>& values,
                      ElementType type = ElementType::kFloat64) {
  Array array({type, shape.at(0), {shape.begin() + 1, shape.end()}});
  const auto put = [&](std::size_t i, auto element) {
    std::memcpy(array.bytes().data() + i * sizeof(element), &element, sizeof(element));
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (type == ElementType::kUint8) put(i, static_cast<std::uint8_t>(values[i]));
    if (type == ElementType::kFloat32) put(i, static_cast<float>(values[i]));
    if (type == ElementType::kFloat64) put(i, values[i]);
  }
  return array;
}

inline std::vector<double> values_of(const Array& array) {
  const MatrixRM matrix = array.matrix();
  return {matrix.data(), matrix.data() + matrix.size()};
}

}  // namespace streambed
