#pragma once
// The wall clock: the policy thinks on a thread of its own while the world moves in real time. What
// an episode does then depends on the machine and on what else runs on it: not reproducible, and
// fair only to one episode at a time.
//
// The world waits for real time at the beginning of every tick and before every physics step. One
// that falls behind by more than a control period, because it was paused or is too slow to
// simulate, is not hurried to catch up: its clock is set anew.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "sim/clock/action_queue.h"
#include "sim/clock/inference.h"
#include "sim/clock/plan_window.h"
#include "sim/mujoco.h"

namespace streambed {

// One thread at a time, but for stop(). The policy and the memory of a request must outlive this.
class WallInference final : public Inference {
 public:
  // `overlap`: the next plan is asked for while the old one is carried out, so early that it is
  // ready in time if its first action takes as long as the slowest one of this episode.
  WallInference(const TickGrid& grid, bool overlap, std::int64_t max_plans = 0);
  // Waits until the policy has noticed the stop request.
  ~WallInference() override;

  bool wants_plan(std::int64_t tick) const override;
  int expected_delay_ticks() const override;
  std::span<const Scheduled> committed() const override;
  void request(const Policy& policy, const PlanRequest& request, Memory* memory) override;
  void think(TimeNs end_ns) override;
  std::optional<Action> due(TimeNs now_ns) override;
  std::int64_t plan_tick() const override { return queue_.plan_tick(); }
  std::span<const Scheduled> upcoming() const override { return queue_.upcoming(); }
  const std::optional<Action>& last_generated() const override { return last_generated_; }
  const InferenceLog& log() const override { return log_; }
  void stop() override;

 private:
  using SteadyClock = std::chrono::steady_clock;

  // A plan to compute, with copies of all that the request only lends.
  struct Work {
    const Policy* policy = nullptr;
    PlanRequest request;
    std::vector<Observation> history;
    std::vector<Action> committed;
    DataPtr data;
    Memory* memory = nullptr;
    PlanWindow window;
    std::stop_source cancel;
  };
  // What one call of the policy came to.
  struct Thought {
    std::optional<Action> action;
    std::optional<std::int64_t> tick;  // when it is to be executed, if it is
    TimeNs ready_ns = 0;
    double cost_us = 0;
    int network_calls = 0;             // made by this call
    PlanWindow window;                 // after it
  };

  void run(std::stop_token stop);
  void carry_out(Work& work);
  void deliver(const Work& work, Thought thought);
  TimeNs elapsed_ns() const;
  void wait_until(TimeNs now_ns) const;
  void collect();

  TickGrid grid_;
  bool overlap_;
  PlanWindow window_;
  bool planned_ = false;  // has a plan been asked for?
  ActionQueue queue_;
  std::optional<Action> last_generated_;
  TimeNs slowest_first_ns_ = 0;
  InferenceLog log_;

  mutable std::mutex mutex_;  // of all that follows
  mutable std::condition_variable_any changed_;
  mutable SteadyClock::time_point epoch_;  // when the episode's time zero was
  std::optional<Work> pending_;
  std::stop_source cancel_;  // of the newest plan
  bool stopped_ = false;
  std::vector<Thought> inbox_;
  std::exception_ptr failure_;
  std::jthread thread_;
};

}  // namespace streambed
