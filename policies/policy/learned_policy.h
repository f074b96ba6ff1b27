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

// `params` holds at least engine_keys(); `measured_entries` as the function of sim/task.h gives
// them; `second` are weights of network 1, if there is one. Where the fused engine cannot do what
// the method needs, LibTorch runs the network, and a remark says so. Throws UserError when the
// tensors do not fit the network or the engine cannot run here.
std::unique_ptr<const Policy> make_learned_policy(const Params& params, PolicyInfo info,
                                                  std::unique_ptr<const Method> method,
                                                  const MethodShape& shape,
                                                  const NetworkShape& network,
                                                  const Checkpoint& checkpoint,
                                                  std::vector<int> measured_entries,
                                                  const Checkpoint* second = nullptr);

// The same around engines of any kind; `second` may be null. Copies engine->info() into the
// policy's. Throws UserError when the method needs a pullback that an engine does not have.
std::unique_ptr<const Policy> make_engine_policy(PolicyInfo info,
                                                 std::unique_ptr<const Method> method,
                                                 const MethodShape& shape,
                                                 const Normaliser& normaliser,
                                                 std::unique_ptr<const Engine> engine,
                                                 std::vector<int> measured_entries,
                                                 std::unique_ptr<const Engine> second = nullptr);

}  // namespace streambed
