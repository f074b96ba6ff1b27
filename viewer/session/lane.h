#pragma once
// A lane is one episode of one policy, as the viewer runs it, with what a person does to it and
// what was seen of it. One thread.

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/clock/manual_inference.h"
#include "sim/episode.h"
#include "viewer/session/handles.h"
#include "viewer/session/probe.h"
#include "viewer/session/reel.h"

namespace streambed {

using PolicyPtr = std::shared_ptr<const Policy>;

struct LaneSetup {
  PolicyPtr policy;
  std::stop_token stop;  // cuts short this policy's thinking
};

class Lane {
 public:
  // Task, handles and the tools' sensors outlive the lane. Throws what Episode's constructor throws.
  Lane(const Task& task, const Handles& handles, const EpisodeKey& key, LaneSetup setup,
       const EpisodeTools& tools = {});

  bool done() const { return episode_.done(); }
  // Throws UserError for an event that the task refuses; the episode goes on.
  void tick();

  // Another policy takes over the episode as it stands.
  void swap(LaneSetup setup);
  void set_clock(const std::string& spec);
  // Shown at once; of several drags between two ticks only the last one counts. Throws UserError.
  void disturb(Event event);
  // A person steers from the next tick on; nullopt gives control back to the policy.
  void set_hand(std::optional<Action> target);
  bool by_hand() const { return hand_ != nullptr; }

  const Episode& episode() const { return episode_; }
  const Policy& policy() const { return *setup_.policy; }
  const EpisodeKey& key() const { return key_; }
  const std::string& clock() const { return clock_; }
  const Reel& reel() const { return reel_; }
  // Valid until the lane ticks or is disturbed. Throws what the task throws when it observes.
  Situation situation();

 private:
  void steer();
  using SteadyClock = std::chrono::steady_clock;
  // What is kept of a tick.
  struct Ticked {
    double begin_ms = 0;
    float think_ms = 0;
    std::uint8_t marks = 0;
    std::optional<Eigen::Vector3d> target;
  };
  void remember(const Ticked& tick);
  bool touching() const;
  std::optional<Eigen::Vector3d> goal() const;

  const Task* task_;
  const Handles* handles_;
  EpisodeKey key_;
  LaneSetup setup_;
  std::string clock_;
  SteadyClock::time_point made_ = SteadyClock::now();
  Episode episode_;
  Trail trail_;
  Reel reel_;
  std::shared_ptr<Hand> hand_;
  std::vector<bool> driven_;  // per body: belongs to a tree that actuators move
  bool disturbed_ = false;    // since the last tick
  std::int64_t stalls_ = 0, plan_ = 0;
};

}  // namespace streambed
