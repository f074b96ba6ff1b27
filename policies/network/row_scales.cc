#include "policies/network/row_scales.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace streambed {
namespace {

constexpr float kMost = 127;
constexpr const char* kSuffix = ".scale";

using Rows = Eigen::Map<Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

Rows rows_of(TensorValue& matrix) {
  return {matrix.data.data(), matrix.shape[0], matrix.shape[1]};
}

// The least scale of four bits that brings `largest` within the range. Its last bit is not below
// the last one of a float16.
float scale_for(float largest) {
  constexpr float kLeast = 0x1p-21f, kBits = 16;
  int exponent = 0;
  const float mantissa = std::frexp(std::max(largest / kMost, kLeast), &exponent);
  return std::ldexp(std::ceil(mantissa * kBits) / kBits, exponent);
}

}  // namespace

std::string scales_name(const std::string& name) { return name + kSuffix; }

void split_scales(TensorFile& file) {
  std::map<std::string, TensorValue> scales;
  for (auto& [name, value] : file.tensors) {
    if (value.shape.size() != 2) continue;
    TensorValue& of_rows = scales[scales_name(name)];
    of_rows.shape = {value.shape[0]};
    Rows rows = rows_of(value);
    for (auto row : rows.rowwise()) {
      const float scale = scale_for(row.cwiseAbs().maxCoeff());
      row = (row / scale).array().round();
      of_rows.data.push_back(scale);
    }
  }
  file.tensors.merge(scales);
}

void join_scales(TensorFile& file) {
  std::erase_if(file.tensors, [&](const auto& entry) {
    const std::string& scales = entry.first;
    if (!scales.ends_with(kSuffix)) return false;
    const std::string name = scales.substr(0, scales.size() - std::string(kSuffix).size());
    const auto found = file.tensors.find(name);
    if (found == file.tensors.end() || found->second.shape.size() != 2 ||
        entry.second.shape != std::vector{found->second.shape[0]}) {
      throw std::invalid_argument("has scales that fit no matrix: " + scales);
    }
    Rows rows = rows_of(found->second);
    const Eigen::Map<const Eigen::VectorXf> factors(entry.second.data.data(), rows.rows());
    rows = factors.asDiagonal() * rows;
    return true;
  });
}

}  // namespace streambed
