#pragma once
// An episode stored as data: what was observed and executed, and where everything was, at every
// tick. A demonstration is made from it.

#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/episode.h"

namespace streambed {

class Recording {
 public:
  Recording(const Task& task, std::string policy_label, EpisodeKey key);

  // Call after every Episode::tick(), including the one that ended the episode. Calling it twice
  // for a tick, or for a tick that failed before anything moved, adds nothing.
  void add(const Episode& episode);
  std::size_t size() const { return times_.size(); }

  // One row per tick. Demonstration::obs holds "qpos" (T x nq), "time" (T x 1, s) and "score" (T x
  // 1) at the end of each tick.
  Demonstration demonstration() const;
  // Policy and key of the episode in one line, for DemonstrationSet::origin.
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
