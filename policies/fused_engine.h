#pragma once
// The shared network without LibTorch: the observation part of every FiLM layer once per plan, the
// time part once per checkpoint, and one pass of packed matrix-vector products per call. Nothing is
// allocated after condition(). Torch-free.

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "policies/engine.h"
#include "policies/network_shape.h"
#include "policies/safetensors.h"

namespace streambed {

// Instruction sets that the kernels are compiled for.
enum class Isa { kAuto, kV2, kV3, kV4 };
// The widest one that this processor has.
Isa widest_isa();

// Reads `bytes` (a multiple of 512, 64-byte aligned) as fast as this processor can and returns
// something that depends on all of them: the limit of an engine that must read its weights.
float read_memory(const void* memory, std::int64_t bytes);

struct FusedOptions {
  Isa isa = Isa::kAuto;
  // Matrices as IEEE halfs (biases stay float): half the bytes to read. Exact where the weights are
  // halfs already, as a checkpoint's are.
  bool half_weights = false;
};

// The fused engine does not know this network, or this processor; LibTorch may.
struct UnknownNetwork : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Tables of the time part are made for `flow_times`; other times cost more per call. Throws
// UnknownNetwork when the tensors are not those of film_mlp_tensors(shape) or this is no x86-64,
// and UserError for an instruction set that the processor lacks.
std::unique_ptr<Engine> make_fused_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times,
                                          const FusedOptions& options = {});

}  // namespace streambed
