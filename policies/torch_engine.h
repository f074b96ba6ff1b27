#pragma once
// LibTorch as an engine; later the oracle of faster ones. Torch-free header.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "policies/engine.h"
#include "policies/network_shape.h"
#include "policies/safetensors.h"

namespace streambed {

// The time part of the condition is computed once for `flow_times`; other times cost more per call.
// Throws UserError when the tensors do not fit the shape.
std::unique_ptr<Engine> make_torch_engine(const NetworkShape& shape,
                                          const std::map<std::string, TensorValue>& tensors,
                                          std::vector<float> flow_times);

}  // namespace streambed
