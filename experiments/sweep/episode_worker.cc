#include "experiments/sweep/episode_worker.h"


#include "sim/base/error.h"
#include "sim/types.h"

namespace streambed {

EpisodeResult error_result(std::string reason) {
  EpisodeResult result;
  result.end = End::kError;
  result.reason = std::move(reason);
  // Nothing was measured, which is not the same as nothing being lost.
  result.time_to_success_ms = result.final_coverage = kNotMeasured;
  result.action_age_ms = result.effective_hz = result.jerk = result.seam_jump = kNotMeasured;
  result.first_action_us = result.per_action_us =
      result.per_chunk_us = {kNotMeasured, kNotMeasured, kNotMeasured, kNotMeasured};
  return result;
}

EpisodeWorker::EpisodeWorker(WorkerSeat& seat, const RunOptions& options)
    : seat_(&seat), options_(&options) {}

bool EpisodeWorker::fits(const Claim& claim) const {
  if (idle()) return true;
  const auto batch = static_cast<std::size_t>(options_->batch);
  return !alone_ && !claim.job.alone && running_.size() < batch && claim.job.task == task_ &&
         claim.job.policy == policy_;
}

void EpisodeWorker::start(const Claim& claim) {
  const Job& job = claim.job;
  // mjData is carried from episode to episode of the same task.
  if (task_ != job.task) spare_.clear();
  task_ = job.task;
  policy_ = job.policy;
  alone_ = job.alone;
  DataPtr data;
  if (!spare_.empty()) {
    data = std::move(spare_.back());
    spare_.pop_back();
  }
  indices_.push_back(claim.index);
  report_running();
  try {
    running_.push_back({claim.index, Episode(*job.task, *job.policy, job.key, std::move(data),
                                             seat_->stop_token(), tools_for(*job.task))});
  } catch (const UserError&) {
    throw;
  } catch (const std::exception& error) {
    // An episode that cannot even be set up is a row like any other failure.
    indices_.pop_back();
    finished_.emplace_back(claim.index, error_result(error.what()));
  }
}

EpisodeTools EpisodeWorker::tools_for(const Task& task) {
  const Equipment& equipment = options_->equipment;
  const auto [found, is_new] = sensors_.try_emplace(&task);
  if (is_new) found->second = equipment.sensors_for(task);
  return {equipment.shipped, found->second.get()};
}

void EpisodeWorker::report_running() const {
  if (options_->running) options_->running(indices_);
}

void EpisodeWorker::tick() {
  if (running_.size() == 1) {
    running_.front().episode.tick();
  } else {
    together_.clear();
    for (Running& running : running_) {
      running.episode.prepare();
      together_.push_back(&running.episode);
    }
    Episode::think_together(together_);
    for (Running& running : running_) running.episode.finish();
  }
  for (auto running = running_.begin(); running != running_.end();) {
    if (!running->episode.done()) {
      ++running;
      continue;
    }
    spare_.push_back(running->episode.release_data());
    finished_.emplace_back(running->index, running->episode.result());
    std::erase(indices_, running->index);
    running = running_.erase(running);
  }
}

void EpisodeWorker::clear() {
  running_.clear();
  indices_.clear();
  finished_.clear();
}

}  // namespace streambed
