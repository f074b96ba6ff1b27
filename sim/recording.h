#pragma once
// An episode as data: what was observed, executed and simulated at every tick, so that it can be
// drawn, replayed and turned into a demonstration.

#include <string>
#include <vector>

#include "sim/demonstrations.h"
#include "sim/episode.h"

namespace streambed {

class Recording {
 public:
  Recording(const Task& task, std::string policy_label, EpisodeKey key);

  // Call after every Episode::tick(), the one that ended the episode included. A tick that was
  // added before, or that failed before it moved anything, adds nothing.
  void add(const Episode& episode);
  std::size_t size() const { return times_.size(); }

  // One row per tick; obs has "qpos" (T x nq), "time" (T x 1, s) and "score" (T x 1) as the tick
  // left them.
  Demonstration demonstration() const;
  // Policy and key in one line, for DemonstrationSet::origin.
  std::string origin() const;

 private:
  const Task* task_;
  std::string policy_label_;
  EpisodeKey key_;
  std::vector<StateVector> states_;
  std::vector<Action> actions_;
  std::vector<std::vector<double>> qpos_;
  std::vector<double> times_, scores_;
};

}  // namespace streambed
