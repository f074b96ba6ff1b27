#include "policies/training/gradient_steps.h"

namespace streambed {
namespace {

// Long enough to hide what a block costs on the host, short beside a report of the loss.
constexpr std::int64_t kBlock = 50;
// Steps without a recording: libraries choose their kernels and take their memory in the first.
constexpr std::int64_t kWarmSteps = 3;

}  // namespace

GradientSteps::GradientSteps(const Method& method, const MethodShape& shape, const Windows& windows,
                             const TrainingOptions& options, Network& network, TrainingState& state,
                             Rng rng, torch::Device device)
    : options_(options),
      network_(network),
      state_(state),
      rng_(rng),
      block_(device.is_cpu() || method.wants_average() ? 1 : kBlock),
      graph_(device.is_cpu() ? nullptr : std::make_unique<StepGraph>()),
      pairs_(method, shape, windows, options, block_, options.batch, device) {
  const auto on_device = torch::TensorOptions().device(device);
  numbers_ = torch::empty({block_, UpdateNumbers::kCount}, on_device.dtype(torch::kFloat32));
  index_ = torch::zeros({1}, on_device.dtype(torch::kInt64));
  loss_sum_ = torch::zeros({1}, on_device.dtype(torch::kFloat64));
  if (method.wants_average()) average_ = make_network(network.shape(), device);
}

// One step on batch index_. All that changes from step to step is in tensors, so that a recording
// of it is the next step too.
void GradientSteps::step() {
  network_.flat_gradient().zero_();
  const auto loss = pairs_.loss(network_, index_);
  loss.backward();
  torch::NoGradGuard no_grad;
  if (graph_) {
    state_.update_on_device(network_.flat(), network_.flat_gradient(),
                            numbers_.index_select(0, index_).squeeze(0));
    index_.add_(1);
  } else {
    state_.update(network_.flat(), network_.flat_gradient(),
                  update_numbers(state_.step + 1, options_));
  }
  loss_sum_.add_(loss.detach());
}

std::int64_t GradientSteps::run(std::int64_t count) {
  count = std::min(count, warm_steps_ < kWarmSteps ? std::int64_t{1} : block_);
  if (average_) {
    torch::NoGradGuard no_grad;
    average_->flat().copy_(state_.average);
  }
  pairs_.draw(rng_, state_.step, count, average_.get());
  if (graph_) {
    const auto numbers = torch::empty({count, UpdateNumbers::kCount});
    for (std::int64_t i = 0; i < count; ++i) {
      update_numbers(state_.step + 1 + i, options_)
          .write(numbers.data_ptr<float>() + i * UpdateNumbers::kCount);
    }
    numbers_.narrow(0, 0, count).copy_(numbers);
    index_.zero_();
  }

  if (graph_ && warm_steps_ >= kWarmSteps && recording_ == Recording::kNotTried) {
    const bool made = graph_->record([&] { step(); });
    recording_ = made ? Recording::kMade : Recording::kRefused;
  }
  for (std::int64_t i = 0; i < count; ++i) {
    if (recording_ == Recording::kMade) graph_->replay();
    else step();
    ++warm_steps_;
  }
  state_.step += count;
  loss_count_ += count;
  return count;
}

double GradientSteps::take_mean_loss() {
  const double mean = loss_sum_.item<double>() / static_cast<double>(loss_count_);
  loss_sum_.zero_();
  loss_count_ = 0;
  return mean;
}

}  // namespace streambed
