#pragma once
// Records demonstrations into a file. A recorded episode is pending until it is kept or discarded;
// one that is kept is written to the disk at once. One thread.

#include <filesystem>
#include <optional>
#include <string>

#include "sim/data/recording.h"
#include "viewer/session/snapshot.h"

namespace streambed {

class Recorder {
 public:
  explicit Recorder(const Task& task) : task_(&task) {}
  // If something is still pending, writes it to a file of its own beside the other one.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  // Where kept demonstrations go; an existing file is extended. Throws UserError for a file of
  // another task or one that cannot be read.
  void set_file(const std::filesystem::path& file);

  // Begins anew; what was pending is discarded.
  void begin(std::string who, const EpisodeKey& key);
  // After every tick of the recorded episode.
  void add(const Episode& episode);
  // The episode is over; its rows stay pending.
  void end() { recording_ = false; }
  void discard();
  // Throw UserError; nothing is lost then.
  void keep();
  void undo();  // removes the newest demonstration that was kept in this session

  bool recording() const { return recording_; }
  RecorderState state() const;

 private:
  void write(const DemonstrationSet& set, const std::filesystem::path& file) const;

  const Task* task_;
  std::filesystem::path file_;
  DemonstrationSet set_;  // what the file holds
  std::int64_t kept_now_ = 0;
  std::optional<Recording> pending_;
  bool recording_ = false;
  std::string message_;
};

}  // namespace streambed
