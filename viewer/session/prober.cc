#include "viewer/session/prober.h"

#include <exception>
#include <utility>

namespace streambed {

void Prober::set_options(const ProbeOptions& options) {
  options_ = options;
  ++asked_;
}

void Prober::set_demonstrations(std::shared_ptr<const DemonstrationIndex> demonstrations) {
  demonstrations_ = std::move(demonstrations);
  ++asked_;
}

void Prober::begin(std::size_t lanes) {
  answers_.assign(lanes, {});
  ++asked_;
}

void Prober::answer(std::size_t index, Lane& lane, bool running, Snapshot& snapshot) {
  const bool real_time = running && lane.clock().starts_with("wall");
  if (options_ == ProbeOptions{} || snapshot.tick != snapshot.newest_tick || real_time) return;
  Answers& answers = answers_[index];
  if (answers.tick != snapshot.tick || answers.asked != asked_) {
    answers = {.tick = snapshot.tick, .asked = asked_, .overlay = {}, .message = {}};
    // A question does not end an episode, even if the task fails to answer it.
    try {
      answers.message = ask(lane.situation(), options_, demonstrations_.get(), answers.overlay);
    } catch (const std::exception& error) {
      answers.message = error.what();
    }
  }
  snapshot.overlay.fan = answers.overlay.fan;
  snapshot.overlay.nearest = answers.overlay.nearest;
  snapshot.overlay.denoising = answers.overlay.denoising;
  snapshot.overlay.field = answers.overlay.field;
  snapshot.probe_message = answers.message;
}

}  // namespace streambed
