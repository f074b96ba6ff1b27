#include "experiments/demonstrations/replay.h"

#include <fmt/format.h>

#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>
#include <vector>

#include "experiments/stats/stats.h"
#include "sim/base/error.h"
#include "sim/data/simulator_state.h"
#include "sim/pose.h"

namespace streambed {
namespace {

using Eigen::Vector3d;
constexpr std::array<int, 3> kWindows = {1, 8, 32};
// Where nothing is manipulated windows differ little from row to row.
constexpr Eigen::Index kPositionStride = 8;

struct Errors {
  std::vector<double> distance, angle;

  void add(const Vector3d& simulated, const Vector3d& recorded) {
    distance.push_back((simulated - recorded).head<2>().norm());
    angle.push_back(std::abs(std::remainder(simulated[2] - recorded[2], 2 * M_PI)));
  }
  void append(const Errors& other) {
    distance.insert(distance.end(), other.distance.begin(), other.distance.end());
    angle.insert(angle.end(), other.angle.begin(), other.angle.end());
  }
};

struct EpisodeErrors {
  Errors whole;
  std::array<Errors, kWindows.size()> windows;
  Progress end;
};

bool has_object(const Task& task) { return !task.info().objects.empty(); }

// Where it is and how it is turned about the vertical.
Vector3d planar(const Eigen::Isometry3d& pose) {
  return {pose.translation().x(), pose.translation().y(), yaw(pose)};
}

// Plays what was recorded, from the row on at which its episode starts, and sees nothing.
class RecordedActions final : public Policy {
 public:
  RecordedActions() {
    info_.name = info_.label = "recorded";
    info_.observation_horizon = 0;
    info_.execution_horizon = info_.prediction_horizon = kWindows.back();
  }
  const PolicyInfo& info() const override { return info_; }
  void play(const MatrixRM& actions, Eigen::Index first) {
    actions_ = &actions;
    first_ = first;
  }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return std::make_unique<Stream>(*actions_, first_ + request.tick);
  }

 private:
  struct Stream final : ActionStream {
    Stream(const MatrixRM& recorded, Eigen::Index first) : actions(recorded), row(first) {}
    std::optional<Action> next(const Now&, std::stop_token) override {
      if (row == actions.rows()) return std::nullopt;
      return Action(actions.row(row++).transpose());
    }
    const MatrixRM& actions;
    Eigen::Index row;
  };

  PolicyInfo info_;
  const MatrixRM* actions_ = nullptr;
  Eigen::Index first_ = 0;
};

// One worker's simulation of the recordings.
class Replayer {
 public:
  Replayer(const Task& task, const Equipment& equipment)
      : task_(task),
        sensors_(equipment.sensors_for(task)),
        data_(make_data(task.model())),
        has_object_(has_object(task)),
        measured_(measured_entries(task.info())),
        moving_distance_(kMovingShare *
                         (task.info().action_high - task.info().action_low).maxCoeff()) {}

  EpisodeErrors replay(const Demonstration& demonstration) {
    demonstration_ = &demonstration;
    // Where a trembling hand was recorded, what it did moved the scene, not what it was told.
    const auto executed = demonstration.obs.find(kExecutedAction);
    actions_ = executed == demonstration.obs.end() ? demonstration.actions
                                                   : executed->second.read().matrix();
    read_path();
    EpisodeErrors errors;
    replay_whole(errors);
    const Eigen::Index stride = has_object_ ? 1 : kPositionStride;
    for (Eigen::Index row = 0; row + 1 < demonstration.states.rows(); row += stride)
      replay_windows(row, errors);
    return errors;
  }

 private:
  // Where the object, or what stands for it, was at every recorded row.
  void read_path() {
    path_.clear();
    for (Eigen::Index row = 0; row < demonstration_->states.rows(); ++row) {
      // What was observed may be noisy or late; where the simulator was is not.
      const bool exact = restore_recorded(task_, *data_, *demonstration_, row);
      path_.push_back(has_object_ || exact
                          ? simulated(*data_)
                          : position(demonstration_->states.row(row).transpose()));
    }
  }
  const Vector3d& recorded(Eigen::Index row) const {
    return path_[static_cast<std::size_t>(row)];
  }
  Vector3d simulated(const mjData& data) {
    if (has_object_) return planar(task_.pose(data, task_.info().objects.front().name));
    NoSensors none;
    task_.observe(data, sensors_ ? *sensors_ : none, observation_);
    return position(observation_.state);
  }
  // Where there is no object, what the actions move stands for it, unturned.
  Vector3d position(const StateVector& state) const {
    return {state[measured_[0]], state[measured_[1]], 0};
  }

  // An episode that plays the recording from this row on.
  Episode begin(Eigen::Index row) {
    policy_.play(actions_, row);
    return Episode(task_, policy_, {.made_clock = frozen_}, std::move(data_), {},
                   {.start = {demonstration_, row}, .plays_on = true});
  }
  void tick(Episode& episode, Eigen::Index row) const {
    if (episode.tick()) return;
    throw UserError(fmt::format(
        "row {} of the recording makes {} fail ({}): do these demonstrations belong to it?", row,
        task_.info().label, episode.result().reason));
  }

  void replay_whole(EpisodeErrors& errors) {
    const Eigen::Index rows = demonstration_->states.rows();
    Episode episode = begin(0);
    for (Eigen::Index row = 0; row < rows; ++row) {
      if (row == rows - 1) errors.whole.add(simulated(episode.data()), recorded(row));
      tick(episode, row);
    }
    errors.end = episode.tick_view().progress;
    data_ = episode.release_data();
  }

  // All windows that begin at one row share its simulation.
  void replay_windows(Eigen::Index first, EpisodeErrors& errors) {
    const auto counts = [&](int ticks) {
      return first + ticks < demonstration_->states.rows() &&
             (recorded(first + ticks) - recorded(first)).head<2>().norm() > moving_distance_;
    };
    int last = 0;
    for (const int ticks : kWindows)
      if (counts(ticks)) last = ticks;
    if (last == 0) return;

    Episode episode = begin(first);
    int done = 0;
    for (std::size_t i = 0; i < kWindows.size() && done < last; ++i) {
      while (done < kWindows[i]) tick(episode, first + done++);
      if (counts(done)) errors.windows[i].add(simulated(episode.data()), recorded(first + done));
    }
    data_ = episode.release_data();
  }

  const Task& task_;
  std::unique_ptr<Sensors> sensors_;
  DataPtr data_;
  const bool has_object_;
  const std::vector<int> measured_;
  const double moving_distance_;
  const std::shared_ptr<const Clock> frozen_ = std::make_shared<Clock>("frozen");
  RecordedActions policy_;
  Observation observation_;
  const Demonstration* demonstration_ = nullptr;
  MatrixRM actions_;            // that were executed in it
  std::vector<Vector3d> path_;  // of the demonstration
};

void check(const Task& task, const DemonstrationSet& set) {
  const TaskInfo& info = task.info();
  const bool by_object = has_object(task);
  if (!by_object && measured_entries(info).size() < 2)
    throw UserError(fmt::format(
        "{} has no object whose path could be compared: replay another task", info.label));
  // Of an object's recordings the task itself knows which forms it can restore.
  const int columns = by_object ? 1 : info.state_size();
  for (const Demonstration& episode : set.episodes) {
    if (episode.states.rows() == episode.actions.rows() && episode.states.cols() >= columns &&
        episode.states.cols() <= kMaxStateSize && episode.actions.cols() == info.action_size())
      continue;
    throw UserError(fmt::format(
        "{} state and {} action columns are no recording of {}: name the task that was recorded",
        episode.states.cols(), episode.actions.cols(), info.label));
  }
}

// Episodes are taken from a counter and written to their own place, so no order shows.
std::vector<EpisodeErrors> replay_all(const Task& task, const DemonstrationSet& set, int workers,
                                      std::stop_token stop,
                                      const ProgressCallback& progress,
                                      const Equipment& equipment) {
  std::vector<EpisodeErrors> errors(set.episodes.size());
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;  // guards the two below and the calls of progress
  std::int64_t done = 0;
  std::exception_ptr problem;
  const auto work = [&] {
    try {
      Replayer replayer(task, equipment);
      for (std::size_t i; !stop.stop_requested() && (i = next++) < errors.size();) {
        errors[i] = replayer.replay(set.episodes[i]);
        const std::lock_guard lock(mutex);
        ++done;
        if (progress) progress(done, std::ssize(set.episodes), "episodes");
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!problem) problem = std::current_exception();
      next = errors.size();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < workers; ++i) threads.emplace_back(work);
  }
  if (problem) std::rethrow_exception(problem);
  return errors;
}

ErrorSummary summary(const std::vector<double>& values) {
  return {median(values), quantile(values, 0.9)};
}

}  // namespace

ReplayReport measure_replay(const Task& task, const DemonstrationSet& set, int workers,
                            std::stop_token stop,
                            const ProgressCallback& progress,
                            const Equipment& equipment) {
  check(task, set);
  const std::vector<EpisodeErrors> episodes =
      replay_all(task, set, workers, stop, progress, equipment);

  ReplayReport report;
  report.episodes = static_cast<std::int64_t>(episodes.size());
  Errors whole;
  std::array<Errors, kWindows.size()> windows;
  std::vector<double> scores;
  for (const EpisodeErrors& episode : episodes) {
    whole.append(episode.whole);
    for (std::size_t i = 0; i < windows.size(); ++i) windows[i].append(episode.windows[i]);
    report.success_at_last_tick += episode.end.success_now;
    report.failed += episode.end.failed;
    scores.push_back(episode.end.score);
  }
  report.whole_distance = summary(whole.distance);
  report.whole_angle = summary(whole.angle);
  for (std::size_t i = 0; i < windows.size(); ++i)
    report.windows[i] = {kWindows[i], static_cast<std::int64_t>(windows[i].distance.size()),
                         summary(windows[i].distance), summary(windows[i].angle)};
  report.score = mean(scores);
  return report;
}

}  // namespace streambed
