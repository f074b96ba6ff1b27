#pragma once
// All lanes of the viewer, tick by tick together. The simulating thread owns this object, and
// commands from the drawing thread act on it. It starts no threads itself.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "viewer/session/lane.h"
#include "viewer/session/prober.h"
#include "viewer/session/recorder.h"
#include "viewer/session/snapshot.h"

namespace streambed {

// Policies side by side; more would be too small to see.
constexpr int kMaxLanes = 3;

class Simulation {
 public:
  using Clock = std::chrono::steady_clock;
  // Called with the number of a lane and what is to be seen of it.
  using Poster = std::function<void(int lane, Snapshot)>;

  // Task and handles outlive it.
  Simulation(const Task& task, const Handles& handles, Poster post, Equipment equipment = {});

  // Begins an episode for each setup, all on the same start. If that fails, throws UserError, and
  // the lanes that ran before begin their episodes anew, with the stop tokens of `setups`.
  void begin(std::int64_t episode, const EpisodeKey& key, std::vector<LaneSetup> setups);
  // Shows a recorded demonstration in the first lane instead.
  void play_back(std::int64_t episode, Reel reel, std::string title);

  // The functions below act on what runs. Lane numbers that do not exist are ignored.
  void set_paused(bool paused);
  void set_speed(double speed);  // simulated time per wall-clock time; 0: as fast as possible
  void step();
  // Shows a past tick while paused; the newest one, or anything later, shows the present.
  void show(std::int64_t tick);
  // Another policy takes over the episode as it stands; if that is over, all lanes begin anew.
  void swap(int lane, LaneSetup setup);
  void set_clock(const std::string& spec);
  void disturb(int lane, const Event& event);
  void set_hand(int lane, std::optional<Action> target);
  // The questions whose answers snapshots of the present carry.
  Prober& prober() { return prober_; }

  // A recording of the first lane.
  void record(const std::string& file);
  void keep() { recorder_.keep(); }
  void discard() { recorder_.discard(); }
  void undo() { recorder_.undo(); }

  // When the next tick is due; nullopt while nothing moves.
  std::optional<Clock::time_point> due() const;
  // One tick of every lane, if it is due; else nothing.
  void advance();
  // Posts a snapshot of every lane.
  void post_all(double period_s = 0);
  void set_error(std::string error) { error_ = std::move(error); }

 private:
  std::vector<std::unique_ptr<Lane>> make_lanes(const EpisodeKey& key,
                                                const std::vector<LaneSetup>& setups);
  bool finished() const;
  bool paces_itself() const;
  void tick();
  void tick_lanes();
  Snapshot snapshot(std::size_t lane);
  Lane* lane(int index);

  const Task* task_;
  const Handles* handles_;
  Poster post_;
  Equipment equipment_;
  std::unique_ptr<Sensors> sensors_;  // of the simulating thread; all lanes share them
  Recorder recorder_;  // outlives the lanes, whose first it watches
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<LaneSetup> setups_;  // of the running episodes
  EpisodeKey key_;
  std::int64_t episode_ = 0;

  std::optional<Reel> replay_;
  std::string replay_title_;
  std::optional<std::int64_t> shown_;  // a past tick; of a demonstration always set

  bool paused_ = false;
  std::int64_t single_ticks_ = 0;  // that were asked for while paused
  double speed_ = 1;
  Clock::time_point next_ = Clock::now(), posted_;
  std::string error_;

  Prober prober_;
};

}  // namespace streambed
