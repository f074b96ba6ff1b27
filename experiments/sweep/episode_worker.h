#pragma once
// The episodes that one worker thread runs at a time: all of one task and one policy, tick by tick
// together.

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "experiments/sweep/worker_seat.h"

namespace streambed {

// The result of an episode that was not run, or not run to its end, for this reason.
EpisodeResult error_result(std::string reason);

// All of it happens on the worker's thread, the destructor included.
class EpisodeWorker {
 public:
  // Both outlive the worker. Options::running is called before an episode is set up.
  EpisodeWorker(WorkerSeat& seat, const RunOptions& options);

  bool idle() const { return running_.empty(); }
  // May this job run together with those that run already?
  bool fits(const Claim& claim) const;
  // Throws UserError when the start does not exist. An episode that cannot be set up is a result.
  void start(const Claim& claim);
  // One tick of every episode.
  void tick();
  // Destroys all episodes.
  void clear();

  // The results since the last call.
  using Finished = std::vector<std::pair<std::int64_t, EpisodeResult>>;
  Finished take_finished() { return std::exchange(finished_, {}); }
  // Says what runs now.
  void report_running() const;

 private:
  struct Running {
    std::int64_t index = 0;
    Episode episode;
  };

  EpisodeTools tools_for(const Task& task);

  WorkerSeat* seat_;
  const RunOptions* options_;
  const Task* task_ = nullptr;
  const Policy* policy_ = nullptr;
  bool alone_ = false;
  std::map<const Task*, std::unique_ptr<Sensors>> sensors_;  // of this thread; made when needed
  std::list<Running> running_;
  std::vector<std::int64_t> indices_;
  std::vector<Episode*> together_;
  std::vector<DataPtr> spare_;
  Finished finished_;
};

}  // namespace streambed
