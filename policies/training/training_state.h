#pragma once
// Everything that training carries from step to step. Stored in the resume file, so that training
// that was killed continues as if it had not been. Includes LibTorch's headers, so only .cc files
// of training may include it.

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "policies/network/film_mlp.h"
#include "policies/training/training.h"

namespace streambed {

// The numbers of one AdamW step (Loshchilov & Hutter, ICLR 2019) and of the moving average.
struct UpdateNumbers {
  static constexpr float kBeta1 = 0.95f, kBeta2 = 0.999f, kEpsilon = 1e-8f;
  float keep = 1;   // what weight decay leaves
  float rate = 0;   // learning rate over the first moment's bias correction
  float scale = 1;  // root of the second moment's bias correction
  float average = 0;

  // As a row for update_on_device().
  static constexpr std::int64_t kCount = 4;
  void write(float* row) const;
};
// Those of step n = 1, 2, ...
UpdateNumbers update_numbers(std::int64_t n, const TrainingOptions& options);

struct TrainingState {
  std::int64_t step = 0;
  double seconds = 0;
  torch::Tensor average;                      // moving average of the flat weights
  torch::Tensor first_moment, second_moment;  // AdamW's
  torch::Tensor best;                         // average of the chosen validation
  std::int64_t best_step = 0;
  double best_value = -1;  // its score or success rate
  std::vector<CurvePoint> curve;

  explicit TrainingState(const torch::Tensor& flat);

  // One step of the flat weights and their moving average, on the CPU.
  void update(torch::Tensor& flat, const torch::Tensor& gradient, const UpdateNumbers& numbers);
  // The same on any device; `numbers` [UpdateNumbers::kCount] lies there too.
  void update_on_device(torch::Tensor& flat, const torch::Tensor& gradient,
                        const torch::Tensor& numbers);
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
