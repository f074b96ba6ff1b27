#pragma once
// How a method becomes a policy in the registry, in the tree and out of it: register_learned() adds
// what all learned policies share (checkpoint, normaliser, network, training loop, engine). Needs
// no LibTorch.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "policies/learned/method.h"
#include "sim/registry.h"

namespace streambed {

// A learned policy for the registry. Training fixes `trained_keys` and the keys that all learned
// policies have (horizons, previous_action, network size): they are stored in the checkpoint, which
// refuses other values. `run_keys` may change from run to run.
struct LearnedEntry {
  std::string name;
  std::string summary;
  std::vector<Key> trained_keys;
  std::vector<Key> run_keys;
  int prediction_horizon = 16;  // default of that key
  bool chunk = false;           // does it use a ChunkSampler (policies/learned/chunk.h)?
  // That one of run_keys, of kind text, which names the file of the samplers' network 1. It must
  // have been trained as the first one was: same keys, task and normaliser. Where the key is empty,
  // there is no such network.
  std::string second_checkpoint = {};
  std::function<std::unique_ptr<const Method>(const Params&)> make_method;
};
// Throws UserError for a name that is taken. The entry's make and train throw UserError, which
// names the file, for a checkpoint that does not fit; make may be called by any thread.
void register_learned(Registry& registry, LearnedEntry entry);

}  // namespace streambed
