#pragma once
// The running simulation as the drawing thread sees it. A second thread owns the episodes and their
// mjData. The two share const models and policies, a queue of commands to the simulation, and one
// mailbox per lane, which holds its latest snapshot.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "sim/registry.h"
#include "viewer/session/channel.h"
#include "viewer/session/mailbox.h"
#include "viewer/session/simulation.h"

namespace streambed {

// All functions belong to one thread, the drawing one, and none waits for a policy to think.
class Session {
 public:
  // Starts the first episode, one lane per policy. Registry, task and handles outlive the session.
  Session(const Registry& registry, const Task& task, const Handles& handles,
          std::vector<PolicyPtr> policies, EpisodeKey key, bool paused = false,
          Equipment equipment = {});
  // Stops a policy that is thinking, and joins.
  ~Session();

  // The newest state of a lane, when there is one since the last call.
  std::optional<Snapshot> take(int lane = 0) {
    return boxes_[static_cast<std::size_t>(lane)].take();
  }
  // Call once per frame. Starts a policy that has finished loading, and asks a policy to stop
  // thinking if a command has waited for it too long.
  void poll();

  bool paused() const { return paused_; }
  void set_paused(bool paused);
  double speed() const { return speed_; }
  void set_speed(double speed);
  void step();
  void show(std::int64_t tick);

  const EpisodeKey& key() const { return key_; }
  // Specs or labels of the lanes' policies.
  const std::vector<std::string>& policies() const { return specs_; }
  int lanes() const { return static_cast<int>(specs_.size()); }

  // Begin a new episode in every lane. If that fails, the reason is in Snapshot::error and the
  // lanes stay as they were.
  void start(std::int64_t context);
  void restart() { start(key_.context); }
  void remove_lane(int lane);

  // Change a running episode. If the clock is refused, refusal() says why.
  void set_clock(const std::string& spec);
  void disturb(int lane, Event event);
  // A person steers the lane's robot; nullopt hands it back to the policy.
  void set_hand(int lane, std::optional<Action> target);

  // Loads a policy in the background. Then it takes over the lane's episode as it stands, or begins
  // a new one if that is over. The lane number lanes() adds a lane and restarts all lanes on the
  // same start. While something loads, further requests are ignored.
  void load(const std::string& policy_spec, int lane = 0);
  bool loading() const { return loading_.valid(); }
  // Why the last policy or clock was refused; empty after one that worked.
  const std::string& refusal() const { return refusal_; }

  // Shows a recorded demonstration instead of episodes, until start().
  void play_back(Reel reel, std::string title);
  bool playing_back() const { return replaying_; }

  const ProbeOptions& probe() const { return probe_; }
  void set_probe(const ProbeOptions& options);

  // Runs a function on the simulating thread between two ticks. What it throws becomes
  // Snapshot::error.
  void post(std::function<void(Simulation&)> command);
  std::int64_t episode() const { return episode_; }

 private:
  using SteadyClock = std::chrono::steady_clock;

  void live(const Handles& handles, Equipment equipment, std::stop_token stop);
  LaneSetup setup(std::size_t lane);
  void begin();

  const Registry* registry_;
  const Task* task_;
  std::vector<PolicyPtr> policies_;
  std::vector<std::string> specs_;
  std::vector<std::stop_source> stops_;  // one per lane, of its present policy
  EpisodeKey key_;
  bool paused_;
  double speed_ = 1;
  bool replaying_ = false;
  std::int64_t episode_ = 0;
  ProbeOptions probe_;
  std::string refusal_;

  std::future<PolicyPtr> loading_;
  std::string loading_spec_;
  int loading_lane_ = 0;

  // A policy that still thinks when its successor has waited this long is cut short.
  std::optional<std::stop_source> outgoing_;
  std::int64_t outgoing_command_ = 0;
  SteadyClock::time_point hurry_at_;

  std::int64_t sent_ = 0;
  std::atomic<std::int64_t> obeyed_ = 0;
  Channel<std::function<void(Simulation&)>> commands_;
  std::array<Mailbox<Snapshot>, kMaxLanes> boxes_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace streambed
