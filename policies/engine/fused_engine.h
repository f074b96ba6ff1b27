#pragma once
// The fused engine evaluates the residual MLP with our own kernels. The observation's part of every
// FiLM layer is computed once per plan, the part of time once per checkpoint; a call is one pass of
// matrix-vector products over packed weights. It allocates nothing after condition(). Needs no
// LibTorch.

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "policies/engine/engine.h"
#include "policies/network/network_shape.h"
#include "policies/network/safetensors.h"

namespace streambed {

// Instruction sets that the kernels are compiled for.
enum class Isa { kAuto, kV2, kV3, kV4 };
// The widest one that this processor has.
Isa widest_isa();

// Reads `bytes` (a multiple of 512, 64-byte aligned) as fast as this processor can. No engine can
// be faster than this for its weights. Returns a number that depends on all bytes, so that the
// compiler does not leave them out.
float read_memory(const void* memory, std::int64_t bytes);

struct FusedOptions {
  Isa isa = Isa::kAuto;
  // Keep matrices as 16-bit floats (biases stay 32-bit): half the bytes to read. Exact for
  // checkpoints, whose weights are 16-bit floats.
  bool half_weights = false;
};

// Thrown for a network or a processor that the fused engine does not know; LibTorch may.
struct UnknownNetwork : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The part of time is computed in advance for `flow_times`; calls at other times take longer.
// Throws UnknownNetwork if the tensors are not those of film_mlp_tensors(shape) or the processor is
// no x86-64, and UserError for an instruction set that the processor lacks.
std::unique_ptr<Engine> make_fused_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times,
                                          const FusedOptions& options = {});

}  // namespace streambed
