#pragma once
// Records demonstrations into a file. A recorded episode is pending until it is kept or discarded;
// one that is kept is written to the disk at once, and pictures then leave the memory. One thread.

#include <filesystem>
#include <optional>
#include <string>

#include "sim/data/recording.h"
#include "viewer/session/snapshot.h"

namespace streambed {

// It watches the recorded episode as its observer, and looks away until begin().
class Recorder final : public EpisodeObserver {
 public:
  explicit Recorder(const Task& task) : task_(&task) {}
  // If something is still pending, writes it to a file of its own beside the other one.
  ~Recorder() override;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Where kept demonstrations go; an existing file is extended. Throws UserError for a file of
  // another task or one that cannot be read.
  void set_file(const std::filesystem::path& file);

  // Begins anew; what was pending is discarded.
  void begin(std::string who, const EpisodeKey& key);
  void begin_tick(const Episode& episode) override;
  void end_tick(const Episode& episode) override;
  // The episode is over; its rows stay pending.
  void end() { recording_ = false; }
  void discard();
  // Throw UserError; nothing is lost then.
  void keep();
  void undo();  // removes the newest demonstration that was kept in this session

  bool recording() const { return recording_; }
  RecorderState state() const;

 private:
  // Makes `set` what the file holds.
  void replace(const DemonstrationSet& set);

  const Task* task_;
  std::filesystem::path file_;
  DemonstrationSet set_;  // what the file holds, with the pictures still in it
  std::int64_t kept_now_ = 0;
  std::optional<Recording> pending_;
  bool recording_ = false;
  std::string message_;
};

}  // namespace streambed
