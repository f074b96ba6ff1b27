// think() for many episodes at once: the network calls of all of them go to the policy together.

#include <cassert>
#include <chrono>

#include "sim/episode.h"
#include "sim/simulated_inference.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Each episode is charged its share of a batched call.
double share_us(SteadyClock::time_point start, std::size_t count) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count() /
         static_cast<double>(count);
}

}  // namespace

void Episode::think_together(std::span<Episode* const> episodes) {
  // Clocks that think on their own and finished episodes take the plain path.
  std::vector<Episode*> batch;
  std::vector<SimulatedInference*> clocks;
  for (Episode* episode : episodes) {
    if (episode->done()) continue;
    assert(episode->policy_ == episodes.front()->policy_);
    auto* clock = dynamic_cast<SimulatedInference*>(episode->inference_.get());
    if (clock == nullptr) {
      episode->think();
    } else {
      batch.push_back(episode);
      clocks.push_back(clock);
    }
  }
  if (batch.empty()) return;
  const Policy& policy = *batch.front()->policy_;
  // One worker's episodes share their stop token.
  const std::stop_callback on_stop(batch.front()->stop_, [&] {
    for (SimulatedInference* clock : clocks) clock->stop();
  });

  try {
    // One call for all plans that are wanted.
    std::vector<std::size_t> planning;
    std::vector<PlanRequest> requests;
    std::vector<Memory*> memories;
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!batch[i]->plan_pending_) continue;
      planning.push_back(i);
      requests.push_back(batch[i]->plan_request());
      memories.push_back(batch[i]->memory_.get());
    }
    if (!planning.empty()) {
      std::vector<StreamPtr> streams(planning.size());
      const auto start = SteadyClock::now();
      policy.plan_batch(requests, memories, streams);
      const double cost_us = share_us(start, planning.size());
      for (std::size_t j = 0; j < planning.size(); ++j) {
        Episode& episode = *batch[planning[j]];
        clocks[planning[j]]->adopt(std::move(streams[j]), requests[j], policy.info(), cost_us);
        episode.plan_pending_ = false;
        ++episode.plan_;
      }
    }

    // Then one call per action for all streams that owe one before the end of the tick.
    const TimeNs period_ns = batch.front()->task_->info().control_period_ns;
    for (;;) {
      std::vector<SimulatedInference*> owing;
      std::vector<ActionStream*> streams;
      for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!clocks[i]->wants_next(batch[i]->now_ns() + period_ns)) continue;
        owing.push_back(clocks[i]);
        streams.push_back(&clocks[i]->stream());
      }
      if (owing.empty()) return;
      std::vector<std::optional<Action>> actions(owing.size());
      const auto start = SteadyClock::now();
      policy.next_batch(streams, owing.front()->stop_token(), actions);
      const double cost_us = share_us(start, owing.size());
      for (std::size_t j = 0; j < owing.size(); ++j) owing[j]->emit(actions[j], cost_us);
    }
  } catch (...) {
    // Somebody in the batch failed: asked one by one, the fault lands in the right row.
    for (Episode* episode : batch) episode->think();
  }
}

}  // namespace streambed
