#pragma once
// The training loop of all learned policies: AdamW; learning rate with linear warm-up and cosine
// decay; a moving average of the weights; validation on held-out episodes and on validation starts.
// It can be killed and resumed. This header needs no LibTorch.

#include <cstdint>
#include <functional>

#include "policies/learned/method.h"
#include "policies/network/checkpoint.h"
#include "policies/network/network_shape.h"
#include "sim/registry.h"

namespace streambed {

// Which weights the checkpoint gets: those of the validation with the best mean score or success
// rate (the later one of equals), or the last ones.
enum class Choice { kScore, kSuccess, kLast };

struct TrainingOptions {
  std::int64_t steps = 0;
  std::int64_t batch = 0;
  double learning_rate = 0;
  double weight_decay = 0;
  std::int64_t warmup = 0;
  double ema_power = 0, ema_max = 0;  // decay at step s: min(ema_max, 1 - (1 + s)^-power)
  std::int64_t seed = 0;
  std::int64_t threads = 0;         // 0: all cores
  std::int64_t validate_every = 0;  // steps; 0: only at the end
  std::int64_t validation_episodes = 0;
  Choice choose = Choice::kScore;
  std::string device;            // cpu or cuda
  bool half_products = false;    // bfloat16 factors in matrix products
  double observation_noise = 0;  // standard deviation, network units
  bool mirror = false;           // also learn from the demonstrations' mirror images
  Padding padding = Padding::kMasked;
  StoredType stored = StoredType::kFloat16;  // of the checkpoint's weights
  bool keep = false;                         // writes every validation's weights, too
};

std::vector<Key> training_keys();
TrainingOptions training_options(const Params& params);

// One row of the training curve; NaN where nothing was measured.
struct CurvePoint {
  std::int64_t step = 0;
  double seconds = 0;
  double loss = 0;                // mean since the last point
  double validation_loss = 0;     // of the averaged weights, on held-out episodes
  double validation_score = 0;    // mean score on validation starts
  double validation_success = 0;  // share of those solved
};

// Trains, and writes request.out: the averaged weights that `choose` names, or the last ones if
// nothing was validated. Beside it: a CSV file with the training curve; with `keep`, the weights of
// every validation; until training has finished, a ".resume" file, from which the same command
// continues. `checkpoint` holds everything but weights and training record. `make_policy` makes
// policies for validation episodes. Throws UserError if training diverges (the last good checkpoint
// is kept), the device is missing, or the resume file belongs to another run.
void train_network(const Method& method, const MethodShape& shape, const NetworkShape& network,
                   const Windows& train, const Windows& held_out, const TrainingOptions& options,
                   const TrainRequest& request, Checkpoint checkpoint,
                   const std::function<std::unique_ptr<const Policy>(Checkpoint)>& make_policy);

}  // namespace streambed
