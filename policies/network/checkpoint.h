#pragma once
// A trained policy as a file: safetensors with 16-bit weights. The entry "streambed" of its
// metadata is a JSON header (version 1): policy, keys fixed by training, task, normaliser, network
// sizes, training record. Needs no LibTorch.

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "policies/learned/normaliser.h"
#include "policies/network/safetensors.h"
#include "sim/base/assets.h"
#include "sim/spec.h"

namespace streambed {

struct Checkpoint {
  std::string policy;                          // registered name
  std::map<std::string, std::string> trained;  // keys fixed by training, as text
  std::string task;                            // registered name
  std::string task_label;                      // the spec it was trained on
  std::string protocol;                        // see TaskInfo::protocol
  std::string data;                            // name of the demonstrations, "human"
  int execution_horizon = 8;                   // the one it was chosen with on validation starts
  Normaliser normaliser;
  nlohmann::json record;  // training options, data hash, curve, where trained
  std::map<std::string, TensorValue> tensors;
  std::string hash;            // sha256 of the file, empty for one in memory
  std::filesystem::path path;  // where it was read from; empty for one in memory
};

// Throws UserError for a file that is missing, damaged, of a newer version or no checkpoint of
// ours.
Checkpoint read_checkpoint(const std::filesystem::path& path);
void write_checkpoint(const std::filesystem::path& path, const Checkpoint& checkpoint,
                      StoredType weights = StoredType::kFloat16);

// The checkpoint <task>-<data>-<policy>.safetensors in the assets' checkpoints/, or that one of
// its variants <task>-<data>-<policy>-<variant>.safetensors whose training agrees with the policy's
// keys. Human data comes before any other. If there is none, throws UserError that says how to
// train one.
std::filesystem::path default_checkpoint(const std::string& task, const Spec& policy,
                                         const Assets& assets);

}  // namespace streambed
