#pragma once
// LibTorch as an engine. Tests compare the fused engine's results with it, and the bench its speed.
// This header needs no LibTorch.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policies/engine/engine.h"
#include "policies/network/network_shape.h"
#include "policies/network/safetensors.h"

namespace streambed {

enum class TorchEvaluation {
  kSplit,  // time part once per checkpoint, observation part once per plan
  kEager   // the whole network in every call, as a plain PyTorch module would be called
};

// kSplit computes the time part of the condition once for `flow_times`; other times cost more per
// call. Throws UserError when the tensors do not fit the shape.
std::unique_ptr<Engine> make_torch_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times,
                                          TorchEvaluation mode = TorchEvaluation::kSplit);

}  // namespace streambed
