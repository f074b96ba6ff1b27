#include "policies/learned/chunk.h"

#include <algorithm>

namespace streambed {
int chunk_width(const MethodShape& shape) { return shape.horizons.prediction * shape.action_size; }

int chunk_yields(const MethodShape& shape) {
  return shape.horizons.prediction - shape.horizons.observation + 1;
}

std::span<const float> chunk_target(const ActionWindow& window, const MethodShape& shape) {
  return window.from(1 - shape.horizons.observation)
      .first(static_cast<std::size_t>(chunk_width(shape)));
}

void mask_chunk(const ActionWindow& window, const MethodShape& shape, std::span<float> weight) {
  const int known = window.known + shape.horizons.observation - 1;
  const auto first = static_cast<std::size_t>(known * shape.action_size);
  if (first < weight.size()) std::ranges::fill(weight.subspan(first), 0.f);
}

void clip_chunk(std::span<const float> output, std::span<float> chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) chunk[i] = std::clamp(output[i], -1.f, 1.f);
}

ChunkSampler::ChunkSampler(const PlanStart& start, int steps, From from)
    : steps_(steps),
      rng_(start.request.rng),
      action_size_(static_cast<std::size_t>(start.shape.action_size)),
      first_(start.shape.horizons.observation - 1),
      end_(static_cast<std::size_t>(start.shape.horizons.prediction)),
      path_(static_cast<std::size_t>(steps + 1) * end_ * action_size_) {
  if (!start.shape.step_scale.empty()) {
    step_scale_ = start.shape.step_scale;
    before_.resize(action_size_);
    start.normaliser.encode_action(start.request.last_executed, before_.data());
  }
  if (from == From::kNoise) rng_.fill_normal(std::span(path_).first(end_ * action_size_));
}

std::span<const Sampler::Call> ChunkSampler::wants() {
  if (step_ == steps_) return {};
  const std::size_t width = end_ * action_size_;
  return one(
      {std::span(path_).subspan(static_cast<std::size_t>(step_) * width, width), time(step_)});
}

void ChunkSampler::take(Results results) {
  const std::size_t width = end_ * action_size_;
  const auto now = std::span(path_).subspan(static_cast<std::size_t>(step_) * width, width);
  const auto then = std::span(path_).subspan(static_cast<std::size_t>(step_ + 1) * width, width);
  std::ranges::copy(now, then.begin());
  denoise(step_, results[0], then, rng_);
  if (++step_ == steps_) finish();
}

void ChunkSampler::finish() {
  const std::size_t chunk = static_cast<std::size_t>(steps_) * end_;
  const auto first = static_cast<std::size_t>(first_);
  const auto rows = std::span<const float>(path_).subspan((chunk + first) * action_size_);
  left_ = rows;
  if (step_scale_.empty()) return;
  actions_.resize(rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::size_t i = at % action_size_;
    const float from = at < action_size_ ? before_[i] : actions_[at - action_size_];
    actions_[at] = from + step_scale_[i] * rows[at];
  }
  left_ = actions_;
}

std::span<const float> ChunkSampler::emit() {
  if (left_.empty()) return {};
  const auto action = left_.first(action_size_);
  left_ = left_.subspan(action_size_);
  return action;
}

void ChunkSampler::add_steps(Eigen::MatrixXf& chunk) const {
  for (Eigen::Index column = 0; column < chunk.cols(); ++column) {
    const auto i = static_cast<std::size_t>(column);
    float at = before_[i];
    for (Eigen::Index row = 0; row < chunk.rows(); ++row) {
      if (row >= first_) at += step_scale_[i] * chunk(row, column);
      chunk(row, column) = at;
    }
  }
}

std::vector<Eigen::MatrixXf> ChunkSampler::trace() const {
  std::vector<Eigen::MatrixXf> out;
  for (std::size_t step = 1; step <= static_cast<std::size_t>(step_); ++step) {
    out.push_back(Eigen::Map<const MatrixF>(path_.data() + step * end_ * action_size_,
                                            static_cast<Eigen::Index>(end_),
                                            static_cast<Eigen::Index>(action_size_)));
    if (!step_scale_.empty()) add_steps(out.back());
  }
  return out;
}

}  // namespace streambed
