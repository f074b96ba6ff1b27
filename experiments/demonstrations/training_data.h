#pragma once
// Demonstrations for training.

#include <filesystem>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/registry.h"

namespace streambed {

struct TrainingData {
  DemonstrationSet demonstrations;  // retargeted for the task
  std::string sha256;               // of the recorded numbers, the same for every file format
  std::vector<std::string> doubts;  // what the user should know, one line each
};

// `task` is the one that `task_spec` makes. Throws UserError for a file without demonstrations and
// for demonstrations that are not this task's. `filter` is that of ImportChoices.
TrainingData load_training_data(const std::filesystem::path& path, const Registry& registry,
                                const std::string& task_spec, const Task& task,
                                const std::string& filter = "");

}  // namespace streambed
