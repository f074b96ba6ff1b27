// How an episode observes: what the task tells must have the form that it declares, and comes with
// the delay and the noise that it declares.

#include <algorithm>
#include <string>

#include "sim/base/error.h"
#include "sim/base/rotation.h"
#include "sim/episode.h"

namespace streambed {

// What a task observes must have the sizes that it declares, and what it calls a rotation must be
// one: policies rely on both.
void Episode::observe(Observation& out) {
  NoSensors none;
  task_->observe(*data_, tools_.sensors != nullptr ? *tools_.sensors : none, out);
  const TaskInfo& info = task_->info();
  if (out.state.size() != info.state_size()) {
    throw EngineError("the task observed " + std::to_string(out.state.size()) +
                      " numbers, it says " + std::to_string(info.state_size()));
  }
  for (const int first : seen_rotations_) {
    // Not a number is no rotation either.
    if (orthonormality_error(out.state.segment<6>(first)) <= kRotationTolerance) continue;
    throw EngineError("the task observed as " + component_at(info.observation, first).name +
                      " six numbers that are no rotation; its rows must be orthonormal to 1e-6");
  }
  if (out.images.size() != info.cameras.size()) {
    throw EngineError("the task observed " + std::to_string(out.images.size()) +
                      " images, it lists " + std::to_string(info.cameras.size()) + " cameras");
  }
  for (std::size_t i = 0; i < out.images.size(); ++i) {
    const Image& image = out.images[i];
    const Camera& camera = info.cameras[i];
    const auto bytes = 3 * static_cast<std::size_t>(camera.width * camera.height);
    if (image.width == camera.width && image.height == camera.height &&
        image.pixels.size() == bytes) {
      continue;
    }
    throw EngineError("the task observed " + std::to_string(image.width) + " x " +
                      std::to_string(image.height) + " pixels of camera " + camera.name +
                      ", it says " + std::to_string(camera.width) + " x " +
                      std::to_string(camera.height));
  }
}

// What the sensors tell now: the task's observation, late and noisy if the task says so.
void Episode::sense(Observation& out, bool new_tick) {
  const Realism& realism = task_->info().realism;
  if (realism.sensor_delay_ticks == 0) {
    observe(out);
  } else {
    if (sensed_.empty()) {
      sensed_.resize(static_cast<std::size_t>(realism.sensor_delay_ticks) + 1);
      observe(sensed_.back());
      std::fill(sensed_.begin(), sensed_.end() - 1, sensed_.back());
    } else {
      if (new_tick) std::rotate(sensed_.begin(), sensed_.begin() + 1, sensed_.end());
      observe(sensed_.back());
    }
    out = sensed_.front();
  }
  if (realism.observation_noise == 0) return;
  const std::int64_t made = std::max<std::int64_t>(tick_ - realism.sensor_delay_ticks, 0);
  add_observation_noise(task_->info(), rng_.fork("sensors").fork(made), out.state);
}

void Episode::observe_present() {
  if (observed_) return;
  // At the start the first observation stands for those before it; one that was made before an
  // event is made again.
  const auto horizon = static_cast<std::size_t>(policy_->info().observation_horizon);
  if (horizon == 0) return;
  const bool new_tick = observed_tick_ != tick_;
  observed_tick_ = tick_;
  if (history_.empty()) {
    history_.resize(horizon);
    sense(history_.back(), new_tick);
    std::fill(history_.begin(), history_.end() - 1, history_.back());
  } else {
    if (new_tick) std::rotate(history_.begin(), history_.begin() + 1, history_.end());
    sense(history_.back(), new_tick);
  }
  observed_ = true;
}

void Episode::look() {
  if (done()) return;
  observe_present();
  lent_ = inference_->lend(tick_);
}

}  // namespace streambed
