#pragma once
// What a report wants from folders that experiments/ does not know.

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "sim/spec.h"

namespace streambed {

// What training left in a checkpoint: its policy, the digest of its file, and the record with
// `curve`, a list of {step, validation_score}.
struct TrainingHistory {
  std::string policy, sha256;
  nlohmann::json record;
};

// Where one is empty, what needs it is left out: learning curves, pictures of the scenes.
struct ReportHooks {
  // Throws UserError for a file that is no checkpoint.
  std::function<TrainingHistory(const std::filesystem::path&)> read_training_history;
  // The shipped checkpoint of a policy. Throws UserError when there is none.
  std::function<std::filesystem::path(const std::string& task, const Spec& policy)>
      default_checkpoint;
  // Writes a picture of a task's first test start. Throws UserError.
  std::function<void(const std::string& task, const std::filesystem::path& png)> draw_scene;
};

}  // namespace streambed
