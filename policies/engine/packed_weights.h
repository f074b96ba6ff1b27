#pragma once
// Weights in the order in which the fused kernels read them, one layer behind the other in one
// block of memory.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "policies/engine/fused_kernels.h"
#include "policies/network/safetensors.h"

namespace streambed {

inline int padded_to_lanes(int n) { return (n + kFusedLanes - 1) / kFusedLanes * kFusedLanes; }

// Zeroed floats on a 64-byte boundary.
class AlignedFloats {
 public:
  explicit AlignedFloats(std::size_t count = 0);
  AlignedFloats(AlignedFloats&&) = default;
  AlignedFloats& operator=(AlignedFloats&&) = default;
  float* data() { return data_; }
  const float* data() const { return data_; }
  std::size_t size() const { return count_; }

 private:
  std::vector<float> storage_;
  float* data_ = nullptr;
  std::size_t count_ = 0;
};

// A layer as in its checkpoint: weight [outputs, inputs], bias [outputs] or empty. The outputs come
// in pieces of `piece`, each padded to a multiple of kFusedLanes, so that each begins on a
// boundary.
struct Layer {
  std::span<const float> weight, bias;
  int inputs = 0, outputs = 0;
  int piece = 0;
  int padded_outputs() const { return outputs / piece * padded_to_lanes(piece); }
};

// Call add() for all layers, then pack(), which returns the matrices in the same order. They point
// into this object, so it can be neither copied nor moved.
class PackedWeights {
 public:
  PackedWeights(const FusedKernels& kernels, bool half) : kernels_(kernels), half_(half) {}
  PackedWeights(const PackedWeights&) = delete;
  PackedWeights& operator=(const PackedWeights&) = delete;

  // Throws std::logic_error when the layer's sizes contradict each other.
  void add(const Layer& layer);
  std::vector<PackedMatrix> pack();
  // Largest error of a weight that is stored as a half; 0 for floats, and for weights that are
  // halfs.
  float largest_rounding() const;
  // Bytes of the packed matrices and biases [first, last).
  std::size_t bytes(std::size_t first, std::size_t last) const;

 private:
  std::size_t matrix_floats(const Layer& layer) const;
  void write(const Layer& layer, void* to) const;

  const FusedKernels& kernels_;
  bool half_;
  std::vector<Layer> layers_;
  AlignedFloats memory_;
};

}  // namespace streambed
