// think() for many episodes at once: the network calls of all of them go to the policy together.
// The policy is asked once for everything, and answers each episode by itself: a fault ends the
// episode that it belongs to, and the others carry on with what they were given.

#include <cassert>
#include <chrono>

#include "sim/episode.h"

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Each episode is charged its share of a batched call.
double share_us(SteadyClock::time_point start, std::size_t count) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count() /
         static_cast<double>(count);
}

}  // namespace

// An episode of the batch and its clock's calls. `whole` below: what a batched call threw as a whole.
struct Episode::Thinker {
  Episode* episode = nullptr;
  PolicyCalls* clock = nullptr;

  // Carries on with what a call came to; an error of the call, or in carrying on, ends the episode.
  template <class Body>
  void carry_on(std::exception_ptr error, Body&& body) const {
    if (!error) error = error_of(body);
    if (error) episode->fail(error);
  }
};

void Episode::think_together(std::span<Episode* const> episodes) {
  // Clocks that think on their own and finished episodes take the plain path.
  std::vector<Thinker> thinkers;
  for (Episode* episode : episodes) {
    if (episode->done()) continue;
    assert(episode->policy_ == episodes.front()->policy_);
    if (PolicyCalls* const clock = episode->inference_->calls()) {
      thinkers.push_back({episode, clock});
    } else {
      episode->think();
    }
  }
  if (thinkers.empty()) return;
  const std::stop_callback on_stop(thinkers.front().episode->stop_, [&] {
    for (const Thinker& thinker : thinkers) thinker.episode->inference_->stop();
  });

  // One call for all plans, then one call per action until nobody owes one.
  plan_together(thinkers);
  while (act_together(thinkers)) {
  }
  if (thinkers.front().episode->policy_->info().corrects) correct_together(thinkers);
}

void Episode::plan_together(std::span<const Thinker> thinkers) {
  std::vector<Thinker> planning;
  std::vector<PlanRequest> requests;
  std::vector<Memory*> memories;
  for (const Thinker& thinker : thinkers) {
    if (!thinker.episode->plan_pending_) continue;
    planning.push_back(thinker);
    requests.push_back(thinker.episode->request());
    memories.push_back(thinker.episode->memory_.get());
  }
  if (planning.empty()) return;

  const Policy& policy = *planning.front().episode->policy_;
  std::vector<Answer<StreamPtr>> streams(planning.size());
  const auto start = SteadyClock::now();
  const std::exception_ptr whole =
      error_of([&] { policy.plan_batch(requests, memories, streams); });
  const double cost_us = share_us(start, planning.size());
  for (std::size_t i = 0; i < planning.size(); ++i) {
    const Thinker& thinker = planning[i];
    thinker.carry_on(whole ? whole : streams[i].error, [&] {
      thinker.clock->adopt(std::move(streams[i].value), requests[i], policy.info(), cost_us);
      thinker.episode->plan_pending_ = false;
      ++thinker.episode->plan_;
    });
  }
}

bool Episode::act_together(std::span<const Thinker> thinkers) {
  // All streams that owe an action before the end of the tick.
  std::vector<Thinker> owing;
  std::vector<ActionStream*> streams;
  std::vector<Now> now;
  for (const Thinker& thinker : thinkers) {
    const Episode& episode = *thinker.episode;
    if (episode.done()) continue;
    ActionStream* const stream = thinker.clock->wants_next(
        episode.now_ns() + episode.task_->info().control_period_ns);
    if (stream == nullptr) continue;
    owing.push_back(thinker);
    streams.push_back(stream);
    now.push_back(episode.now());
  }
  if (owing.empty()) return false;

  const Policy& policy = *owing.front().episode->policy_;
  std::vector<Answer<std::optional<Action>>> actions(owing.size());
  const auto start = SteadyClock::now();
  const std::exception_ptr whole = error_of(
      [&] { policy.next_batch(streams, now, owing.front().clock->stop_token(), actions); });
  const double cost_us = share_us(start, owing.size());
  for (std::size_t i = 0; i < owing.size(); ++i) {
    owing[i].carry_on(whole ? whole : actions[i].error, [&] {
      owing[i].clock->emit(std::move(actions[i].value), now[i], cost_us);
    });
  }
  return true;
}

void Episode::correct_together(std::span<const Thinker> thinkers) {
  std::vector<Thinker> correcting;
  std::vector<Correction> corrections;
  std::vector<Memory*> memories;
  for (const Thinker& thinker : thinkers) {
    if (thinker.episode->done()) continue;
    const auto wanted = thinker.clock->wants_correction(thinker.episode->now());
    if (!wanted) continue;
    correcting.push_back(thinker);
    corrections.push_back(*wanted);
    memories.push_back(thinker.episode->memory_.get());
  }
  if (correcting.empty()) return;

  const Policy& policy = *correcting.front().episode->policy_;
  std::vector<Answer<std::optional<Action>>> actions(correcting.size());
  const auto start = SteadyClock::now();
  const std::exception_ptr whole =
      error_of([&] { policy.correct_batch(corrections, memories, actions); });
  const double cost_us = share_us(start, correcting.size());
  for (std::size_t i = 0; i < correcting.size(); ++i) {
    correcting[i].carry_on(whole ? whole : actions[i].error, [&] {
      correcting[i].clock->corrected(std::move(actions[i].value), cost_us);
    });
  }
}

}  // namespace streambed
