#pragma once
// Makes a policy of a trained network and a method's arithmetic. Needs no LibTorch.

#include "policies/engine/engine.h"
#include "policies/learned/method.h"
#include "policies/network/checkpoint.h"
#include "policies/network/network_shape.h"
#include "sim/spec.h"

namespace streambed {

// The keys that choose the engine of a learned policy: engine, isa, weights.
std::vector<Key> engine_keys();

// `params` holds at least engine_keys(); `position_indices` as in TaskInfo. Throws UserError when
// the tensors do not fit the network or the engine cannot run here.
std::unique_ptr<const Policy> make_learned_policy(const Params& params, PolicyInfo info,
                                                  std::unique_ptr<const Method> method,
                                                  const MethodShape& shape,
                                                  const NetworkShape& network,
                                                  const Checkpoint& checkpoint,
                                                  std::vector<int> position_indices);

// The same around an engine of any kind. Copies engine->info() into the policy's.
std::unique_ptr<const Policy> make_engine_policy(PolicyInfo info,
                                                 std::unique_ptr<const Method> method,
                                                 const MethodShape& shape,
                                                 const Normaliser& normaliser,
                                                 std::unique_ptr<const Engine> engine,
                                                 std::vector<int> position_indices);

}  // namespace streambed
