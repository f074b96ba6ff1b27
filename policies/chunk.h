#pragma once
// What diffusion and flow matching share: the whole chunk is denoised on the first next(), then
// handed out action by action. The chunk starts at tick n - To + 1; its first To - 1 actions lie in
// the past and are not executed (Chi et al., RSS 2023).

#include <functional>
#include <stop_token>

#include "policies/learned.h"

namespace streambed {

// The denoising path: one Tp x D matrix per step.
using Trace = std::vector<Eigen::MatrixXf>;

// One denoising step of `chunk` (Tp * D floats, network units) in place.
using DenoisingStep =
    std::function<void(int step, Conditioned& network, Rng& rng, std::vector<float>& chunk)>;

int chunk_width(const MethodShape& shape);
int chunk_yields(const MethodShape& shape);
// The training target: Tp * D floats.
std::span<const float> chunk_target(const ActionWindow& window, const MethodShape& shape);
// Starts from Gaussian noise and applies `step` for 0 ... steps - 1, asking for a stop in between.
StreamPtr make_chunk_stream(std::unique_ptr<Conditioned> network, const PlanStart& start, int steps,
                            DenoisingStep step);

}  // namespace streambed
