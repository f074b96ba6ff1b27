#include "experiments/runner.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <list>
#include <map>
#include <mutex>
#include <thread>

#include "sim/error.h"

namespace streambed {
namespace {

// Finished episodes that wait for an earlier one; a few hundred bytes each.
constexpr std::int64_t kMaxAhead = 256;

// Puts results back into the order of the jobs. Thread-safe.
class ReorderBuffer {
 public:
  ReorderBuffer(std::stop_token stop,
                const std::function<void(std::int64_t, const EpisodeResult&)>& deliver)
      : stop_(std::move(stop)), deliver_(deliver) {}

  // Waits until job `index` may begin; false when the run is over instead.
  bool wait_for_room(std::int64_t index) {
    std::unique_lock lock(mutex_);
    return moved_.wait(lock, stop_, [&] { return index < next_ + kMaxAhead; }) &&
           !stop_.stop_requested();
  }
  // The same question without waiting.
  bool has_room(std::int64_t index) {
    const std::lock_guard lock(mutex_);
    return index < next_ + kMaxAhead;
  }

  // Delivers this result and those that waited for it.
  void put(std::int64_t index, EpisodeResult result) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(index, std::move(result));
    while (!waiting_.empty() && waiting_.begin()->first == next_) {
      deliver_(next_, waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++next_;
    }
    moved_.notify_all();
  }

  std::int64_t delivered() const { return next_; }

 private:
  std::stop_token stop_;
  const std::function<void(std::int64_t, const EpisodeResult&)>& deliver_;
  std::mutex mutex_;
  std::condition_variable_any moved_;
  std::map<std::int64_t, EpisodeResult> waiting_;
  std::int64_t next_ = 0;
};

// One worker's episodes: all of one task and one policy, up to `batch` of them.
class Worker {
 public:
  Worker(ReorderBuffer& buffer, int batch)
      : buffer_(buffer), batch_(static_cast<std::size_t>(batch)) {}

  bool idle() const { return running_.empty(); }
  // Is there a place for this job beside those that run?
  bool fits(const Job& job) const {
    return idle() || (running_.size() < batch_ && job.task == task_ && job.policy == policy_);
  }

  void start(std::int64_t index, const Job& job) {
    // mjData is carried from episode to episode of the same task.
    if (task_ != job.task) spare_.clear();
    task_ = job.task;
    policy_ = job.policy;
    DataPtr data;
    if (!spare_.empty()) {
      data = std::move(spare_.back());
      spare_.pop_back();
    }
    try {
      running_.push_back({index, Episode(*job.task, *job.policy, job.key, std::move(data))});
    } catch (const UserError&) {
      throw;
    } catch (const std::exception& error) {
      // An episode that cannot even be set up is a row like any other failure.
      EpisodeResult result;
      result.end = End::kError;
      result.reason = error.what();
      buffer_.put(index, std::move(result));
    }
  }

  // One tick of every episode; hands over those that are done. Stopped episodes are no results.
  void tick() {
    if (running_.size() == 1) {
      running_.front().episode.tick();
    } else {
      together_.clear();
      for (Running& running : running_) {
        running.episode.prepare();
        together_.push_back(&running.episode);
      }
      Episode::think_together(together_);
      for (Running& running : running_) running.episode.finish();
    }
    for (auto running = running_.begin(); running != running_.end();) {
      if (!running->episode.done()) {
        ++running;
        continue;
      }
      spare_.push_back(running->episode.release_data());
      buffer_.put(running->index, running->episode.result());
      running = running_.erase(running);
    }
  }

 private:
  struct Running {
    std::int64_t index = 0;
    Episode episode;
  };

  ReorderBuffer& buffer_;
  std::size_t batch_;
  const Task* task_ = nullptr;
  const Policy* policy_ = nullptr;
  std::list<Running> running_;
  std::vector<Episode*> together_;
  std::vector<DataPtr> spare_;
};

}  // namespace

std::int64_t run_jobs(std::int64_t count, int workers, std::stop_token stop,
                      const std::function<Job(std::int64_t)>& job,
                      const std::function<void(std::int64_t, const EpisodeResult&)>& deliver,
                      int batch) {
  // The caller's request and a worker's exception stop all workers alike.
  std::stop_source halt;
  const std::stop_callback forward(stop, [&] { halt.request_stop(); });
  ReorderBuffer buffer(halt.get_token(), deliver);
  std::atomic<std::int64_t> next_job = 0;
  std::exception_ptr failure;
  std::once_flag failed;

  // A claimed job may have to wait: for room in the buffer, or until the episodes of another policy
  // are done. A worker that has episodes never waits idly, since others may wait for its results.
  const auto work = [&] {
    try {
      Worker worker(buffer, batch);
      std::int64_t claimed = next_job++;
      while (!halt.stop_requested()) {
        while (claimed < count) {
          if (worker.idle() ? !buffer.wait_for_room(claimed) : !buffer.has_room(claimed)) break;
          const Job next = job(claimed);
          if (!worker.fits(next)) break;
          worker.start(claimed, next);
          claimed = next_job++;
        }
        if (worker.idle()) return;
        worker.tick();
      }
    } catch (...) {
      std::call_once(failed, [&] { failure = std::current_exception(); });
      halt.request_stop();
    }
  };

  {
    std::vector<std::jthread> threads;
    const std::int64_t thread_count = std::clamp<std::int64_t>(count, 0, workers);
    for (std::int64_t i = 0; i < thread_count; ++i) threads.emplace_back(work);
  }
  if (failure) std::rethrow_exception(failure);
  return buffer.delivered();
}

std::vector<EpisodeResult> evaluate(const Task& task, const Policy& policy,
                                    std::int64_t first_context, std::int64_t count, int workers,
                                    std::stop_token stop, int batch) {
  std::vector<EpisodeResult> results;
  run_jobs(
      count, workers, std::move(stop),
      [&](std::int64_t i) {
        EpisodeKey key;
        key.context = first_context + i;
        return Job{&task, &policy, std::move(key)};
      },
      [&](std::int64_t, const EpisodeResult& result) { results.push_back(result); }, batch);
  return results;
}

double mean_score(const std::vector<EpisodeResult>& results) {
  double sum = 0;
  for (const EpisodeResult& result : results) sum += result.score;
  return results.empty() ? 0 : sum / static_cast<double>(results.size());
}

}  // namespace streambed
