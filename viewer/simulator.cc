#include "viewer/simulator.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace streambed {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kLatencyHistory = 240;

// One episode and what is drawn of it.
class Run {
 public:
  Run(const Task& task, const Controls& controls)
      : task_(&task),
        policy_(controls.policy),
        key_(controls.key),
        episode_(task, *policy_, key_, nullptr, controls.stop),
        trail_(task, policy_->info().execution_horizon) {}

  bool done() const { return episode_.done(); }

  void tick() {
    episode_.prepare();
    const auto start = SteadyClock::now();
    episode_.think();
    const std::chrono::duration<float, std::milli> thinking = SteadyClock::now() - start;
    if (think_ms_.size() >= kLatencyHistory) think_ms_.erase(think_ms_.begin());
    think_ms_.push_back(thinking.count());
    trail_.add(episode_.frame());
    episode_.finish();
  }

  Snapshot snapshot() const {
    const Frame frame = episode_.frame();
    Snapshot snapshot;
    snapshot.context = key_.context;
    snapshot.clock = key_.clock;
    snapshot.policy = policy_->info().label;
    snapshot.tick = frame.tick;
    snapshot.time_ns = frame.time_ns;
    snapshot.scene = scene_state(task_->model(), episode_.data());
    snapshot.overlay = trail_.overlay();
    snapshot.progress = frame.progress;
    snapshot.result = episode_.result();
    snapshot.think_ms = think_ms_;
    return snapshot;
  }

 private:
  const Task* task_;
  PolicyPtr policy_;
  EpisodeKey key_;
  Episode episode_;
  Trail trail_;
  std::vector<float> think_ms_;
};

class Simulator {
 public:
  Simulator(const Task& task, Mailbox<Controls>& controls, Mailbox<Snapshot>& snapshots)
      : task_(task), controls_box_(controls), snapshots_(snapshots) {}

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::optional<Controls> news =
          moving() ? controls_box_.wait_until(next_, stop) : controls_box_.wait(stop);
      if (news) obey(std::move(*news));
      if (stop.stop_requested()) break;
      if (run_ == nullptr || run_->done()) continue;

      if (steps_done_ < controls_.steps) {
        ++steps_done_;
        tick(0);
      } else if (moving() && SteadyClock::now() >= next_) {
        const double period_s = this->period_s();
        next_ += std::chrono::duration_cast<SteadyClock::duration>(
            std::chrono::duration<double>(period_s));
        // Time lost to a slow policy is not caught up with.
        next_ = std::max(next_, SteadyClock::now());
        tick(period_s);
      }
    }
  }

 private:
  bool moving() const {
    const bool steps_wait = steps_done_ < controls_.steps;
    return run_ != nullptr && !run_->done() && (!controls_.paused || steps_wait);
  }

  double period_s() const {
    if (controls_.speed <= 0) return 0;
    return static_cast<double>(task_.info().control_period_ns) / kNsPerSecond / controls_.speed;
  }

  // A new episode replaces the running one only when it could be made.
  void obey(Controls news) {
    const bool begin = news.episodes != controls_.episodes;
    if (begin) {
      steps_done_ = news.steps;
      error_.clear();
      if (!start(news) && run_ != nullptr) {
        // The old policy's thinking was cut short, so it begins its start anew.
        Controls old = started_;
        old.stop = news.stop;
        start(old);
      }
    }
    controls_ = std::move(news);
    if (begin) post(0);
    next_ = std::max(next_, SteadyClock::now());
  }

  bool start(const Controls& controls) {
    try {
      run_ = std::make_unique<Run>(task_, controls);
      started_ = controls;
      return true;
    } catch (const std::exception& error) {
      error_ = error.what();
      return false;
    }
  }

  void tick(double period_s) {
    try {
      run_->tick();
      post(period_s);
    } catch (const std::exception& error) {
      error_ = error.what();
      run_.reset();
      post(0);
    }
  }

  void post(double period_s) {
    Snapshot snapshot = run_ == nullptr ? Snapshot{} : run_->snapshot();
    snapshot.episode = controls_.episodes;
    snapshot.period_s = period_s;
    snapshot.error = error_;
    snapshots_.post(std::move(snapshot));
  }

  const Task& task_;
  Mailbox<Controls>& controls_box_;
  Mailbox<Snapshot>& snapshots_;
  Controls controls_;  // as last obeyed
  Controls started_;   // of the running episode
  std::unique_ptr<Run> run_;
  std::int64_t steps_done_ = 0;
  SteadyClock::time_point next_ = SteadyClock::now();
  std::string error_;
};

}  // namespace

void simulate(const Task& task, Mailbox<Controls>& controls, Mailbox<Snapshot>& snapshots,
              std::stop_token stop) {
  Simulator(task, controls, snapshots).run(stop);
}

}  // namespace streambed
