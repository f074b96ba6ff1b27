#include "policies/engine/packed_weights.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace streambed {
namespace {

constexpr std::size_t kAlignment = 64 / sizeof(float);

std::size_t aligned(std::size_t floats) {
  return (floats + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

AlignedFloats::AlignedFloats(std::size_t count) : count_(count) {
  if (count == 0) return;
  storage_.resize(count + kAlignment);
  const auto address = reinterpret_cast<std::uintptr_t>(storage_.data()) / sizeof(float);
  data_ = storage_.data() + (kAlignment - address % kAlignment) % kAlignment;
}

void PackedWeights::add(const Layer& layer) {
  const auto entries =
      static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs);
  const bool bias_fits =
      layer.bias.empty() || layer.bias.size() == static_cast<std::size_t>(layer.outputs);
  if (layer.weight.size() != entries || !bias_fits || layer.outputs % layer.piece != 0) {
    throw std::logic_error("a layer's sizes contradict each other");
  }
  layers_.push_back(layer);
}

float PackedWeights::largest_rounding() const {
  float largest = 0;
  for (const Layer& layer : layers_) {
    if (!half_) break;
    for (const float w : layer.weight) {
      largest = std::max(largest, std::abs(w - static_cast<float>(Eigen::half(w))));
    }
  }
  return largest;
}

// In floats, whatever the weights are stored as.
std::size_t PackedWeights::matrix_floats(const Layer& layer) const {
  const auto entries =
      static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.padded_outputs());
  return aligned(half_ ? (entries + 1) / 2 : entries);
}

std::size_t PackedWeights::bytes(std::size_t first, std::size_t last) const {
  std::size_t floats = 0;
  for (std::size_t i = first; i < last; ++i) {
    floats += matrix_floats(layers_[i]) + static_cast<std::size_t>(layers_[i].padded_outputs());
  }
  return floats * sizeof(float);
}

// Panel by panel, input by input, the panel's outputs.
void PackedWeights::write(const Layer& layer, void* to) const {
  const int outputs = layer.padded_outputs(), padded_piece = padded_to_lanes(layer.piece);
  const auto weight = [&](int output, int input) {
    const int piece = output / padded_piece, within = output % padded_piece;
    if (within >= layer.piece) return 0.f;
    const auto row = static_cast<std::size_t>(piece * layer.piece + within);
    return layer
        .weight[row * static_cast<std::size_t>(layer.inputs) + static_cast<std::size_t>(input)];
  };
  const int widest = outputs <= kFusedNarrow ? kFusedLanes : kernels_.panel;
  std::size_t at = 0;
  for (int panel = 0; panel < outputs;) {
    int width = widest;
    while (width > outputs - panel) width /= 2;
    for (int input = 0; input < layer.inputs; ++input) {
      for (int i = 0; i < width; ++i, ++at) {
        const float value = weight(panel + i, input);
        if (half_) {
          static_cast<Eigen::half*>(to)[at] = Eigen::half(value);
        } else {
          static_cast<float*>(to)[at] = value;
        }
      }
    }
    panel += width;
  }
}

std::vector<PackedMatrix> PackedWeights::pack() {
  memory_ = AlignedFloats(bytes(0, layers_.size()) / sizeof(float));
  std::vector<PackedMatrix> out;
  float* next = memory_.data();
  for (const Layer& layer : layers_) {
    const int outputs = layer.padded_outputs(), padded_piece = padded_to_lanes(layer.piece);
    float* const matrix = next;
    float* const bias = matrix + matrix_floats(layer);
    next = bias + outputs;
    write(layer, matrix);
    for (std::size_t i = 0; i < layer.bias.size(); ++i) {
      const int piece = static_cast<int>(i) / layer.piece,
                within = static_cast<int>(i) % layer.piece;
      bias[piece * padded_piece + within] = layer.bias[i];
    }
    out.push_back({matrix, bias, layer.inputs, outputs, half_});
  }
  return out;
}

}  // namespace streambed
