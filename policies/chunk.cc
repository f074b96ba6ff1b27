#include "policies/chunk.h"

namespace streambed {
namespace {

class ChunkStream final : public ActionStream {
 public:
  ChunkStream(std::unique_ptr<Conditioned> network, const PlanStart& start, int steps,
              DenoisingStep step)
      : network_(std::move(network)),
        normaliser_(start.normaliser),
        steps_(steps),
        step_(std::move(step)),
        rng_(start.request.rng),
        action_size_(static_cast<std::size_t>(start.shape.action_size)),
        next_(static_cast<std::size_t>(start.shape.horizons.observation - 1)),
        end_(static_cast<std::size_t>(start.shape.horizons.prediction)) {}

  std::optional<Action> next(std::stop_token stop) override {
    if (chunk_.empty()) {
      std::vector<float> chunk(end_ * action_size_);
      rng_.fill_normal(chunk);
      for (int step = 0; step < steps_; ++step) {
        if (stop.stop_requested()) return std::nullopt;
        step_(step, *network_, rng_, chunk);
        remember(chunk);
      }
      chunk_ = std::move(chunk);
    }
    if (next_ == end_) return std::nullopt;
    return normaliser_.decode_action(chunk_.data() + action_size_ * next_++);
  }

  int network_calls() const override { return network_->calls(); }
  Trace trace() const override { return trace_; }

 private:
  void remember(const std::vector<float>& chunk) {
    trace_.push_back(Eigen::Map<const MatrixF>(chunk.data(), static_cast<Eigen::Index>(end_),
                                               static_cast<Eigen::Index>(action_size_)));
  }

  std::unique_ptr<Conditioned> network_;
  const Normaliser& normaliser_;
  int steps_;
  DenoisingStep step_;
  Rng rng_;
  std::size_t action_size_, next_, end_;
  std::vector<float> chunk_;
  Trace trace_;
};

}  // namespace

int chunk_width(const MethodShape& shape) { return shape.horizons.prediction * shape.action_size; }

int chunk_yields(const MethodShape& shape) {
  return shape.horizons.prediction - shape.horizons.observation + 1;
}

std::span<const float> chunk_target(const ActionWindow& window, const MethodShape& shape) {
  return window.from(1 - shape.horizons.observation)
      .first(static_cast<std::size_t>(chunk_width(shape)));
}

StreamPtr make_chunk_stream(std::unique_ptr<Conditioned> network, const PlanStart& start, int steps,
                            DenoisingStep step) {
  return std::make_unique<ChunkStream>(std::move(network), start, steps, std::move(step));
}

}  // namespace streambed
