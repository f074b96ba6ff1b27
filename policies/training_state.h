#pragma once
// Everything that a training run carries from step to step, so that a killed run continues as if it
// had not been. Shows torch; included by training's .cc files only.

#include <torch/torch.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "policies/film_mlp.h"
#include "policies/training.h"

namespace streambed {

struct TrainingState {
  std::int64_t step = 0;
  double seconds = 0;
  torch::Tensor average;                      // moving average of the flat weights
  torch::Tensor first_moment, second_moment;  // AdamW's
  torch::Tensor best;                         // average with the best validation score
  std::int64_t best_step = 0;
  double best_score = -1;
  std::vector<CurvePoint> curve;

  explicit TrainingState(const torch::Tensor& flat);

  // One AdamW step (Loshchilov & Hutter, ICLR 2019) on the flat weights and their moving average.
  void update(torch::Tensor& flat, const torch::Tensor& gradient, double learning_rate,
              const TrainingOptions& options);
};

// Linear warm-up, then cosine decay to zero; per step.
double learning_rate_at(std::int64_t step, const TrainingOptions& options);

// The resume file; `fingerprint` names the run. load returns false when there is no file and throws
// UserError when it belongs to another run.
void save_state(const std::filesystem::path& path, const TrainingState& state,
                const torch::Tensor& flat, const std::string& fingerprint);
bool load_state(const std::filesystem::path& path, TrainingState& state, torch::Tensor& flat,
                const std::string& fingerprint);

}  // namespace streambed
