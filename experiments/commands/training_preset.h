#pragma once
// How the shipped checkpoints are trained, by name: assets/checkpoints/presets.toml.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assets.h"

namespace streambed {

struct TrainingPreset {
  std::string name;                 // of the checkpoint, "push_t-human-streaming_flow"
  std::string task;                 // spec
  std::string policy;               // spec
  std::string set;                  // training options, "steps=30000,mirror=true"
  std::string data_name;            // "human"
  std::string demonstrations_file;  // bare file name
  std::string
      sha256;  // of the demonstrations as load_training_data computes it; empty: not checked
  std::string source;  // who recorded them; empty for files in assets/demonstrations
};

// Throws UserError that lists everything wrong with the form of the file, in one line.
std::vector<TrainingPreset> parse_training_presets(std::string_view toml,
                                                   const std::string& file_name);
// The shipped ones, in checkpoints/presets.toml of the assets.
std::vector<TrainingPreset> read_training_presets(const Assets& assets);
// One of them. Throws UserError that lists all when there is none of this name.
TrainingPreset training_preset(const std::string& name, const Assets& assets);

// Where its demonstrations are: in demonstrations/ of the assets, $STREAMBED_DATA or the current
// folder. Throws UserError, naming their source and hash, when they are in none.
std::filesystem::path find_demonstrations(const TrainingPreset& preset, const Assets& assets);

}  // namespace streambed
