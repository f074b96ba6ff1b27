#pragma once
// A running simulation as the drawing thread sees it. A thread of its own owns the episode and its
// mjData; the two sides share const models and policies and one latest-value mailbox each way.

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "sim/episode.h"
#include "sim/registry.h"
#include "viewer/mailbox.h"
#include "viewer/overlay.h"
#include "viewer/scene.h"

namespace streambed {

using PolicyPtr = std::shared_ptr<const Policy>;

// What is shown of an episode between two ticks; a value.
struct Snapshot {
  std::int64_t episode = 0;  // counts the episodes of the session
  std::int64_t context = 0;
  std::string clock;
  std::string policy;  // label
  std::int64_t tick = 0;
  TimeNs time_ns = 0;
  double period_s = 0;  // wall-clock time until the next one, as planned; 0 when it is not
  SceneState scene;
  Overlay overlay;
  Progress progress;
  EpisodeResult result;
  std::vector<float> think_ms;  // wall clock of the newest ticks' thinking, oldest first
  std::string error;            // why the last command failed; empty
};

// What the simulating thread is asked to be. Counters make lost intermediate values harmless.
struct Controls {
  bool paused = false;
  double speed = 1;           // simulated over wall-clock time; 0: as fast as it goes
  std::int64_t steps = 0;     // single ticks asked for so far
  std::int64_t episodes = 0;  // episodes asked for so far
  EpisodeKey key;             // of the newest episode
  PolicyPtr policy;
  std::stop_token stop;  // cuts short the newest episode's thinking
};

// All functions belong to one thread, the drawing one, and none waits for a policy to think.
class Session {
 public:
  // Starts the first episode. Registry and task outlive the session.
  Session(const Registry& registry, const Task& task, PolicyPtr policy, EpisodeKey key,
          bool paused = false);
  // Stops a policy that is thinking, and joins.
  ~Session();

  // The newest state, when there is one since the last call.
  std::optional<Snapshot> take() { return snapshots_.take(); }
  // Takes over a policy that has finished loading; call once a frame.
  void poll();

  bool paused() const { return controls_.paused; }
  void set_paused(bool paused);
  double speed() const { return controls_.speed; }
  void set_speed(double speed);
  void step();
  const EpisodeKey& key() const { return controls_.key; }
  // Begins a new episode; a policy or clock that does not work leaves the running one as it is.
  void start(std::int64_t context);
  void restart() { start(controls_.key.context); }
  void set_clock(const std::string& spec);
  // Loads in the background, then restarts the same start with it.
  void swap(const std::string& policy_spec);
  bool loading() const { return loading_.valid(); }
  // Why the last swap or clock was refused; empty after one that worked.
  const std::string& refusal() const { return refusal_; }

 private:
  void begin_episode();
  void post() { controls_box_.post(controls_); }

  const Registry* registry_;
  const Task* task_;
  Controls controls_;
  std::string refusal_;
  std::stop_source interrupt_;  // of the newest episode
  std::future<PolicyPtr> loading_;
  Mailbox<Controls> controls_box_;
  Mailbox<Snapshot> snapshots_;
  std::jthread thread_;  // last: it uses the mailboxes
};

}  // namespace streambed
