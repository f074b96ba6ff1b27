#include "viewer/session/recorder.h"

#include <exception>
#include <utility>

#include "sim/base/error.h"

namespace streambed {
namespace {

// The first name of this form that no file has.
std::filesystem::path rescue_file(const std::filesystem::path& file) {
  for (int i = 1;; ++i) {
    std::filesystem::path path = file;
    path.replace_extension("unsaved_" + std::to_string(i) + ".h5");
    if (!std::filesystem::exists(path)) return path;
  }
}

}  // namespace

Recorder::~Recorder() {
  if (!pending_ || pending_->size() == 0 || file_.empty()) return;
  try {
    DemonstrationSet rescued;
    rescued.task = task_->info().label;
    rescued.origin = pending_->origin();
    rescued.episodes.push_back(pending_->demonstration());
    rescued.episodes.back().model_xml = task_->model_xml();
    write_hdf5(rescue_file(file_), rescued);
  } catch (const std::exception&) {
    // A full disk while closing: there is nowhere left to put it.
  }
}

void Recorder::set_file(const std::filesystem::path& file) {
  if (file == file_) return;
  if (file.empty()) throw UserError("name a file for the demonstrations, for example demos.h5");
  DemonstrationSet set;
  if (std::filesystem::exists(file)) {
    set = read_hdf5(file);
    if (set.task != task_->info().label) {
      throw UserError(file.string() + " holds demonstrations of " +
                      (set.task.empty() ? "no named task" : set.task) +
                      "; choose another file for " + task_->info().label);
    }
  } else {
    set.task = task_->info().label;
  }
  file_ = file;
  set_ = std::move(set);
  kept_now_ = 0;
  message_.clear();
}

void Recorder::begin(std::string who, const EpisodeKey& key) {
  pending_.emplace(*task_, std::move(who), key);
  recording_ = true;
  message_.clear();
}

void Recorder::begin_tick(const Episode& episode) {
  if (recording_) pending_->begin_tick(episode);
}

void Recorder::end_tick(const Episode& episode) {
  if (recording_) pending_->end_tick(episode);
}

void Recorder::discard() {
  recording_ = false;
  if (pending_) message_ = "discarded " + std::to_string(pending_->size()) + " rows";
  pending_.reset();
}

void Recorder::replace(const DemonstrationSet& set) {
  // A file that would hold nothing must be one that this session began.
  if (set.episodes.empty()) {
    std::filesystem::remove(file_);
    set_ = set;
  } else {
    write_hdf5(file_, set);
    set_ = read_hdf5(file_);
  }
}

void Recorder::keep() {
  if (file_.empty()) throw UserError("name a file for the demonstrations first");
  if (!pending_ || pending_->size() == 0) throw UserError("nothing is recorded yet");
  DemonstrationSet set = set_;
  set.episodes.push_back(pending_->demonstration());
  set.episodes.back().model_xml = task_->model_xml();
  if (set.origin.empty()) set.origin = pending_->origin();
  replace(set);
  ++kept_now_;
  message_ = "kept " + std::to_string(pending_->size()) + " rows";
  pending_.reset();
  recording_ = false;
}

void Recorder::undo() {
  if (kept_now_ == 0) throw UserError("nothing was kept since the file was opened");
  DemonstrationSet set = set_;
  set.episodes.pop_back();
  replace(set);
  --kept_now_;
  message_ = "took the last demonstration out of the file";
}

RecorderState Recorder::state() const {
  return {.recording = recording_,
          .rows = pending_ ? static_cast<std::int64_t>(pending_->size()) : 0,
          .kept = static_cast<std::int64_t>(set_.episodes.size()),
          .undoable = kept_now_,
          .file = file_.string(),
          .message = message_};
}

}  // namespace streambed
