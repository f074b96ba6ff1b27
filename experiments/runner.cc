#include "experiments/runner.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
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

// The mjData that a worker carries from episode to episode of the same task.
struct Worker {
  const Task* task = nullptr;
  DataPtr data;

  // nullopt when stopped in mid-episode.
  std::optional<EpisodeResult> run(const Job& job, const std::stop_token& stop) {
    if (task != job.task) data = nullptr;
    task = job.task;
    try {
      Episode episode(*job.task, *job.policy, job.key, std::move(data));
      while (!stop.stop_requested() && episode.tick()) {
      }
      data = episode.release_data();
      if (!episode.done()) return std::nullopt;
      return episode.result();
    } catch (const UserError&) {
      throw;
    } catch (const std::exception& error) {
      // An episode that cannot even be set up is a row like any other failure.
      EpisodeResult result;
      result.end = End::kError;
      result.reason = error.what();
      return result;
    }
  }
};

}  // namespace

std::int64_t run_jobs(std::int64_t count, int workers, std::stop_token stop,
                      const std::function<Job(std::int64_t)>& job,
                      const std::function<void(std::int64_t, const EpisodeResult&)>& deliver) {
  // The caller's request and a worker's exception stop all workers alike.
  std::stop_source halt;
  const std::stop_callback forward(stop, [&] { halt.request_stop(); });
  ReorderBuffer buffer(halt.get_token(), deliver);
  std::atomic<std::int64_t> next_job = 0;
  std::exception_ptr failure;
  std::once_flag failed;

  const auto work = [&] {
    try {
      Worker worker;
      for (std::int64_t i = next_job++; i < count; i = next_job++) {
        if (!buffer.wait_for_room(i)) return;
        std::optional<EpisodeResult> result = worker.run(job(i), halt.get_token());
        if (!result) return;
        buffer.put(i, *std::move(result));
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
                                    std::stop_token stop) {
  std::vector<EpisodeResult> results;
  run_jobs(
      count, workers, std::move(stop),
      [&](std::int64_t i) {
        EpisodeKey key;
        key.context = first_context + i;
        return Job{&task, &policy, std::move(key)};
      },
      [&](std::int64_t, const EpisodeResult& result) { results.push_back(result); });
  return results;
}

double mean_score(const std::vector<EpisodeResult>& results) {
  double sum = 0;
  for (const EpisodeResult& result : results) sum += result.score;
  return results.empty() ? 0 : sum / static_cast<double>(results.size());
}

}  // namespace streambed
