#pragma once
// An episode stored as data: what was observed and executed, and where everything was, at every
// tick. A demonstration is made from it.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/episode.h"

namespace streambed {

// Hand it to the episode as its observer, or to one who passes the calls on.
class Recording final : public EpisodeObserver {
 public:
  // The task outlives it. Throws UserError when two of the observations would have one name.
  Recording(const Task& task, std::string policy_label, EpisodeKey key);

  void begin_tick(const Episode& episode) override;
  // Adds the tick. One that failed before anything moved never gets here.
  void end_tick(const Episode& episode) override;
  std::size_t size() const { return actions_.size(); }

  // One row per tick. The actions are those that were asked for; where the task adds action noise,
  // obs/executed_action holds those that were executed. Demonstration::obs holds further, as they
  // were at the START of each tick, "simulator_state", the observation's components (float64) and
  // the cameras' pictures (uint8, T x height x width x 3) by their names, and "score" (T x 1) as it
  // was at the END.
  Demonstration demonstration() const;
  // Policy and key of the episode in one line, for DemonstrationSet::origin.
  std::string origin() const;

 private:
  const Task* task_;
  std::string policy_label_;
  EpisodeKey key_;
  std::vector<double> begun_;  // simulator state at the start of the running tick
  std::vector<StateVector> states_;
  std::vector<Action> actions_, executed_;
  std::vector<double> scores_;
  std::vector<double> simulator_states_;           // row after row
  std::vector<std::vector<std::uint8_t>> pictures_;  // per camera, row after row
};

}  // namespace streambed
