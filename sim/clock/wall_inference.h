#pragma once
// The wall clock: the policy thinks on a thread of its own while the world moves in real time. What
// an episode does then depends on the machine and on what else runs on it: not reproducible, and
// fair only to one episode at a time.
//
// The world waits for real time at the beginning of every tick and before every physics step. One
// that falls behind by more than a control period, because it was paused or is too slow to
// simulate, is not hurried to catch up: its clock is set anew.
//
// With PolicyInfo::every_tick the thinking thread waits for the tick that its next action is for
// and sees that tick's observation. Corrections have a thread of their own.

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
#include "sim/clock/plan_tail.h"
#include "sim/clock/plan_window.h"
#include "sim/clock/wall_corrector.h"
#include "sim/mujoco.h"

namespace streambed {

// One thread at a time, but for stop(). The policy and the memory of a request must outlive this.
class WallInference final : public Inference {
 public:
  // `overlap`: the next plan is asked for while the old one is carried out, so early that it is
  // ready in time if its first action takes as long as the slowest one of this episode.
  WallInference(const TickGrid& grid, bool overlap, const Waiting& waiting = {},
                std::int64_t max_plans = 0);
  // Waits until the policy has noticed the stop request.
  ~WallInference() override;

  bool wants_plan(std::int64_t tick) const override;
  int expected_delay_ticks() const override;
  RunningPlan lend(std::int64_t tick) override;
  void request(const Policy& policy, const PlanRequest& request, Memory* memory) override;
  void think(const Now& now, TimeNs end_ns) override;
  std::optional<Scheduled> due(TimeNs now_ns) override;
  bool holds_neutral() const override { return waiting_.neutral; }
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
    std::vector<Action> committed, tail;
    DataPtr data;
    Memory* memory = nullptr;
    PlanWindow window;
    std::stop_source cancel;
    Observation newest;  // with every_tick, of the call that is made
  };
  // What one call of the policy came to.
  struct Thought {
    std::optional<Action> action;
    std::optional<std::int64_t> tick;  // when it is to be executed, if it is
    TimeNs ready_ns = 0;
    double cost_us = 0;
    int network_calls = 0;             // made by this call
    std::optional<double> own_us;      // of the whole plan so far
    std::int64_t index = 0, observed_tick = 0;
    PlanWindow window;                 // after it
    std::vector<Action> computed;      // what exists already, once the window is closed
  };

  void run(std::stop_token stop);
  void carry_out(Work& work);
  // Waits for the tick of the next action; false when the plan was cancelled meanwhile.
  bool wait_for_tick(Work& work, Now& now);
  void deliver(const Work& work, Thought thought);
  TimeNs elapsed_ns() const;
  void wait_until(TimeNs now_ns) const;
  void collect();
  void collect_correction();
  void begin_correction();

  TickGrid grid_;
  bool overlap_;
  Waiting waiting_;
  PlanWindow window_;
  bool planned_ = false;  // has a plan been asked for?
  ActionQueue queue_;
  std::vector<Action> computed_;  // of the running plan, once its window is closed
  PlanTail lent_, continued_;
  bool own_known_ = false;        // has this plan told its own cost?
  std::optional<Action> last_generated_;
  // Of the newest request, and the present tick.
  const Policy* policy_ = nullptr;
  Memory* memory_ = nullptr;
  Now now_;
  std::int64_t corrected_tick_ = -1;
  TimeNs slowest_first_ns_ = 0;
  InferenceLog log_;

  mutable std::mutex mutex_;  // of all that follows
  mutable std::condition_variable_any changed_;
  mutable SteadyClock::time_point epoch_;  // when the episode's time zero was
  std::optional<Work> pending_;
  std::stop_source cancel_;  // of the newest plan
  bool stopped_ = false;
  Observation newest_;  // of newest_tick_, for policies that look anew at every tick
  std::int64_t newest_tick_ = -1;
  std::vector<Thought> inbox_;
  std::exception_ptr failure_;
  std::jthread thread_;
  WallCorrector corrector_;
};

}  // namespace streambed
