#include "experiments/sweep/runner.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "experiments/sweep/episode_worker.h"
#include "experiments/sweep/reorder_buffer.h"
#include "experiments/sweep/worker_seat.h"
#include "sim/base/text.h"

namespace streambed {
namespace {

using Seconds = std::chrono::duration<double>;
using JobSource = std::function<Job(std::int64_t)>;

// How long a policy that was asked to stop may take to come back.
constexpr double kGraceSeconds = 5;
constexpr auto kPoll = std::chrono::milliseconds(50);

// What all threads of a run share; an abandoned one may be the last to let go of it.
class Run {
 public:
  Run(std::int64_t count, const RunOptions& options, const JobSource& job,
      const ReorderBuffer::Deliver& deliver)
      : options_(options), count_(count), job_(job), buffer_(halt_.get_token(), deliver) {}

  // The body of a worker thread.
  void work(WorkerSeat& seat) try {
    EpisodeWorker worker(seat, options_);
    std::optional<Claim> claim;
    while (!halt_.stop_requested()) {
      if (!fill(worker, seat, claim)) return;
      if (worker.idle()) break;
      seat.begin();
      worker.tick();
      if (!settle(worker, seat, claim)) return;
    }
    leave();
  } catch (...) {
    if (!seat.quit()) return;
    fail(std::current_exception());
    leave();
  }

  // Watches the workers until all have left. Returns how many were abandoned.
  int supervise(int workers) {
    struct Crew {
      std::shared_ptr<WorkerSeat> seat;
      std::thread thread;
    };
    std::vector<Crew> crew;
    const auto hire = [&] {
      auto seat = std::make_shared<WorkerSeat>();
      {
        const std::lock_guard lock(mutex_);
        ++active_;
      }
      crew.push_back({seat, std::thread([self = self_.lock(), seat] { self->work(*seat); })});
    };
    for (int i = 0; i < workers; ++i) hire();

    int abandoned = 0;
    while (wait_for_workers()) {
      for (std::size_t i = 0; i < crew.size(); ++i) {
        if (!crew[i].thread.joinable() || !crew[i].seat->check(limit(), grace())) continue;
        ++abandoned;
        crew[i].thread.detach();
        take_over(crew[i].seat->take_jobs());
        if (!halt_.stop_requested()) hire();
        leave();
      }
    }
    for (Crew& member : crew) {
      if (member.thread.joinable()) member.thread.join();
    }
    return abandoned;
  }

  void bind(const std::shared_ptr<Run>& self) { self_ = self; }
  void halt() { halt_.request_stop(); }
  std::int64_t delivered() { return buffer_.delivered(); }
  std::exception_ptr failure() const { return failure_; }

 private:
  // Starts the jobs for which there is a place. A claimed one may have to wait: for room in the
  // buffer, or until the episodes of another policy are done. A worker that has episodes never
  // waits idly, since others may wait for its results. False when the worker was abandoned.
  bool fill(EpisodeWorker& worker, WorkerSeat& seat, std::optional<Claim>& claim) {
    for (;;) {
      if (!claim) {
        claim = next_claim();
        seat.hold(claim);
      }
      if (!claim || !worker.fits(*claim)) return true;
      const bool room =
          worker.idle() ? buffer_.wait_for_room(claim->index) : buffer_.has_room(claim->index);
      if (!room) return true;
      seat.hold(std::nullopt);
      const Claim taken = *std::exchange(claim, std::nullopt);
      if (!taken.job.refused.empty()) {
        buffer_.put(taken.index, error_result(taken.job.refused));
        continue;
      }
      seat.add(taken);
      seat.begin();
      worker.start(taken);
      if (!settle(worker, seat, claim)) return false;
    }
  }

  // Those that a late worker gave back come first: others wait for them.
  std::optional<Claim> next_claim() {
    {
      const std::lock_guard lock(mutex_);
      if (!given_back_.empty()) {
        return std::move(given_back_.extract(given_back_.begin()).mapped());
      }
    }
    const std::int64_t index = next_job_++;
    if (index >= count_) return std::nullopt;
    return Claim{index, job_(index)};
  }

  // After a worker ran somebody else's code. False when it was abandoned meanwhile.
  bool settle(EpisodeWorker& worker, WorkerSeat& seat, std::optional<Claim>& claim) {
    const WorkerSeat::Verdict verdict = seat.settle();
    if (verdict == WorkerSeat::Verdict::kAbandoned) return false;
    if (verdict == WorkerSeat::Verdict::kLate) {
      worker.clear();
      auto claims = seat.release();
      if (!claims) return false;
      worker.report_running();
      // What it held may have to wait for what it ran.
      if (claim) put_back(*std::exchange(claim, std::nullopt));
      seat.hold(std::nullopt);
      give_back(std::move(*claims));
      return true;
    }
    EpisodeWorker::Finished finished = worker.take_finished();
    if (finished.empty()) return true;
    worker.report_running();
    for (auto& [index, result] : finished) {
      seat.remove(index);
      buffer_.put(index, std::move(result));
    }
    return true;
  }

  // What becomes of the episodes of a worker that took too long: the only one is to blame; of many,
  // each has to show by itself that it is not.
  void give_back(std::vector<Claim> claims) {
    if (halt_.stop_requested()) return;
    if (claims.size() == 1) {
      buffer_.put(claims.front().index,
                  error_result("the policy took more than " + to_text(options_.action_limit_s) +
                               " s for one action (--action-limit-s)"));
      return;
    }
    for (Claim& claim : claims) {
      claim.job.alone = true;
      put_back(std::move(claim));
    }
  }

  void put_back(Claim claim) {
    const std::lock_guard lock(mutex_);
    const std::int64_t index = claim.index;
    given_back_.emplace(index, std::move(claim));
  }

  void take_over(WorkerSeat::Left left) {
    if (left.held) put_back(std::move(*left.held));
    try {
      give_back(std::move(left.running));
    } catch (...) {
      fail(std::current_exception());
    }
  }

  // Once the run is over, every episode is late.
  WorkerSeat::Clock::duration limit() const {
    const double seconds = halt_.stop_requested() ? 0 : options_.action_limit_s;
    return seconds < 1e8 ? std::chrono::duration_cast<WorkerSeat::Clock::duration>(Seconds(seconds))
                         : WorkerSeat::Clock::duration::max();
  }
  // Without a limit nobody is abandoned: the caller may destroy the policy.
  std::optional<WorkerSeat::Clock::duration> grace() const {
    if (options_.action_limit_s >= 1e8) return std::nullopt;
    return std::chrono::duration_cast<WorkerSeat::Clock::duration>(
        Seconds(std::min(kGraceSeconds, options_.action_limit_s)));
  }

  // Between two looks at the workers; false when none is left.
  bool wait_for_workers() {
    std::unique_lock lock(mutex_);
    left_.wait_for(lock, kPoll, [&] { return active_ == 0; });
    return active_ > 0;
  }

  void leave() {
    const std::lock_guard lock(mutex_);
    --active_;
    left_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::move(failure);
    }
    halt_.request_stop();
  }

  RunOptions options_;
  std::int64_t count_;
  const JobSource& job_;
  std::stop_source halt_;  // the caller's request and a failure stop all workers alike
  ReorderBuffer buffer_;
  std::weak_ptr<Run> self_;
  std::atomic<std::int64_t> next_job_ = 0;
  std::mutex mutex_;
  std::condition_variable left_;
  int active_ = 0;
  std::map<std::int64_t, Claim> given_back_;
  std::exception_ptr failure_;
};

}  // namespace

RunOutcome run_jobs(std::int64_t count, const RunOptions& options,
                    const std::function<Job(std::int64_t)>& job,
                    const std::function<void(std::int64_t, const EpisodeResult&)>& deliver) {
  const auto run = std::make_shared<Run>(count, options, job, deliver);
  run->bind(run);
  const std::stop_callback forward(options.stop, [&] { run->halt(); });
  RunOutcome outcome;
  outcome.abandoned =
      run->supervise(static_cast<int>(std::clamp<std::int64_t>(count, 0, options.workers)));
  if (run->failure()) std::rethrow_exception(run->failure());
  outcome.delivered = run->delivered();
  return outcome;
}

std::vector<EpisodeResult> evaluate(const Task& task, const Policy& policy,
                                    std::int64_t first_context, std::int64_t count, int workers,
                                    std::stop_token stop, int batch, Equipment equipment) {
  std::vector<EpisodeResult> results;
  RunOptions options;
  options.workers = workers;
  options.batch = batch;
  options.stop = std::move(stop);
  options.equipment = std::move(equipment);
  run_jobs(
      count, options,
      [&](std::int64_t i) {
        Job job;
        job.task = &task;
        job.policy = &policy;
        job.key.context = first_context + i;
        return job;
      },
      [&](std::int64_t, const EpisodeResult& result) { results.push_back(result); });
  return results;
}

double mean_score(const std::vector<EpisodeResult>& results) {
  double sum = 0;
  for (const EpisodeResult& result : results) sum += result.score;
  return results.empty() ? 0 : sum / static_cast<double>(results.size());
}

double success_rate(const std::vector<EpisodeResult>& results) {
  const auto successes = std::ranges::count_if(results, &EpisodeResult::success);
  return results.empty() ? 0 : static_cast<double>(successes) / static_cast<double>(results.size());
}

}  // namespace streambed
