#include "experiments/sweep/runner.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "experiments/sweep/sweep.h"
#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/toy.h"

using namespace streambed;

namespace {

SweepPlan toy_plan() {
  SweepPlan plan;
  plan.tasks = {"toy"};
  plan.policies = {"noisy", "noisy(fault=throw)", "noisy(fault=nan)"};
  plan.clocks = {"frozen", "virtual(delay=1)"};
  plan.seed = 500;
  plan.episodes = 7;
  plan.repeats = 2;
  return plan;
}

SweepOutcome sweep(const SweepPlan& plan, const TemporaryFolder& folder, int workers,
                   std::int64_t stop_after = -1, int batch = 1) {
  const ResolvedSweep resolved(plan, toy_registry());
  std::stop_source stop;
  SweepOptions options;
  options.out = folder / "out";
  options.workers = workers;
  options.batch = batch;
  options.stop = stop.get_token();
  options.progress = [&](std::int64_t done, std::int64_t, std::string_view) {
    if (done == stop_after) stop.request_stop();
  };
  return run_sweep(resolved, options);
}

std::string results_of(const SweepPlan& plan, int workers, int batch = 1) {
  const TemporaryFolder folder;
  sweep(plan, folder, workers, -1, batch);
  return contents(folder / "out" / "results.csv");
}

}  // namespace

TEST_CASE("results have the same bytes for any number of workers") {
  const std::string one = results_of(toy_plan(), 1);
  CHECK(std::count(one.begin(), one.end(), '\n') == 1 + 3 * 2 * 7 * 2);
  CHECK(results_of(toy_plan(), 2) == one);
  CHECK(results_of(toy_plan(), 4) == one);
}

TEST_CASE("results have the same bytes for any number of episodes at once") {
  // More than there are starts, so that batches end where the policy changes.
  for (const int batch : {2, 5, 64})
    CHECK(results_of(toy_plan(), 2, batch) == results_of(toy_plan(), 1));
}

TEST_CASE("a sweep that was stopped goes on where it was") {
  const std::string whole = results_of(toy_plan(), 1);
  for (const std::int64_t stop_after : {1, 20, 83}) {
    const TemporaryFolder folder;
    const SweepOutcome first = sweep(toy_plan(), folder, 2, stop_after);
    CHECK(first.stored >= stop_after);
    const SweepOutcome second = sweep(toy_plan(), folder, 4);
    CHECK(second.before == first.stored);
    CHECK(second.stored == second.total);
    REQUIRE(contents(folder / "out" / "results.csv") == whole);
    // A third run finds nothing to do.
    CHECK(sweep(toy_plan(), folder, 1).before == second.total);
    CHECK(contents(folder / "out" / "results.csv") == whole);
  }
}

TEST_CASE("a plan that grew adds to its folder") {
  SweepPlan small = toy_plan();
  small.policies = {"noisy(fault=nan)"};
  small.episodes = 3;
  small.repeats = 1;
  const TemporaryFolder folder;
  sweep(small, folder, 2);
  CHECK(sweep(toy_plan(), folder, 2).before == 6);
  CHECK(contents(folder / "out" / "results.csv") == results_of(toy_plan(), 1));
}

TEST_CASE("another plan's folder is refused and left alone") {
  const TemporaryFolder folder;
  sweep(toy_plan(), folder, 1);
  const std::string before = contents(folder / "out" / "manifest.json");
  const auto refused = [&](auto change, const char* reason) {
    SweepPlan plan = toy_plan();
    change(plan);
    CHECK_THROWS_WITH(sweep(plan, folder, 1), ContainsSubstring(reason));
    CHECK(contents(folder / "out" / "manifest.json") == before);
  };
  refused([](SweepPlan& plan) { plan.policies = {"noisy"}; }, "noisy(fault=throw)");
  refused([](SweepPlan& plan) { plan.tasks = {"toy(max_ticks=10)"}; }, "tasks hold toy,");
  refused([](SweepPlan& plan) { plan.seed = 501; }, "starts are 500..506");
  refused([](SweepPlan& plan) { plan.repeats = 1; }, "2 repeats");
  refused([](SweepPlan& plan) { plan.clocks = {"frozen"}; }, "virtual(delay=1)");
}

TEST_CASE("a policy that throws or returns NaN is a row, not the end") {
  const TemporaryFolder folder;
  const SweepOutcome outcome = sweep(toy_plan(), folder, 2);
  // Starts 501, 503 and 505, two repeats, two clocks, two faults.
  CHECK(outcome.errors == 3 * 2 * 2 * 2);
  CHECK(outcome.stored == outcome.total);
  const std::string text = contents(folder / "out" / "results.csv");
  CHECK_THAT(text, ContainsSubstring("noisy(fault=throw),frozen,none,501,0,0,4,error,0,"));
  CHECK_THAT(text, ContainsSubstring("\"the toy, broke, by itself\"\n"));
  CHECK_THAT(text, ContainsSubstring("non-finite"));
  CHECK_THAT(text, ContainsSubstring(",right,"));
}

TEST_CASE("everything wrong with a plan is said at once, and nothing is written") {
  SweepPlan plan = toy_plan();
  plan.tasks = {"toi"};
  plan.policies = {"nosy", "noisy(falt=nan)", "noisy(fault=maybe)"};
  plan.clocks = {"frosen"};
  try {
    ResolvedSweep(plan, toy_registry());
    FAIL("the plan was taken");
  } catch (const UserError& error) {
    const std::string text = error.what();
    for (const char* word : {"toi", "nosy", "falt", "maybe", "frosen"}) {
      CHECK_THAT(text, ContainsSubstring(word));
    }
    CHECK(text.find('\n') == std::string::npos);
  }

  plan = toy_plan();
  plan.policies = {"noisy", "noisy(fault=none)"};
  CHECK_THROWS_WITH(ResolvedSweep(plan, toy_registry()), ContainsSubstring("named twice"));
  plan = toy_plan();
  plan.episodes = 10'000'000;
  CHECK_THROWS_WITH(ResolvedSweep(plan, toy_registry()), ContainsSubstring("lower the seed"));
  CHECK_THROWS_WITH(ResolvedSweep(SweepPlan{}, toy_registry()), ContainsSubstring("--policy"));
}

TEST_CASE("the wall clock gets twenty episodes and one worker") {
  const TemporaryFolder folder;
  SweepPlan plan = toy_plan();
  CHECK(ResolvedSweep(plan, toy_registry()).reproducible());
  plan.clocks = {"frozen", "wall"};
  CHECK_FALSE(ResolvedSweep(plan, toy_registry()).reproducible());
  CHECK(ResolvedSweep(plan, toy_registry()).plan().episodes == 20);
  plan.episodes_given = true;
  CHECK(ResolvedSweep(plan, toy_registry()).plan().episodes == 7);
  CHECK_THROWS_WITH(sweep(plan, folder, 2), ContainsSubstring("--workers 1"));
  CHECK_THROWS_WITH(sweep(plan, folder, 1, -1, 2), ContainsSubstring("--batch"));
  plan.clocks = {"frozen"};
  plan.events = {"set_inference(at=1,clock=wall)"};
  CHECK_FALSE(ResolvedSweep(plan, toy_registry()).reproducible());
}

TEST_CASE("a policy that a latency profile lacks is found before the sweep") {
  const TemporaryFolder folder;
  const std::string file = (folder / "p.json").string();
  const auto write_profile = [&](const std::string& first) {
    write(folder / "p.json", R"json({"format": "streambed latency profile", "version": 1,
        "entries": [{"policy": "noisy", "first_ns": [)json" + first + "]}]}");
  };
  write_profile("30000000, 250000000");
  SweepPlan plan = toy_plan();
  plan.clocks = {"virtual(profile=\"" + file + "\")", "virtual(profile=nowhere)"};
  CHECK_THROWS_WITH(ResolvedSweep(plan, toy_registry()), ContainsSubstring("nowhere"));
  plan.clocks.pop_back();
  CHECK_THROWS_WITH(ResolvedSweep(plan, toy_registry()),
                    ContainsSubstring("no entry for noisy(fault=throw)") &&
                        ContainsSubstring("no entry for noisy(fault=nan)"));

  // Costs that are drawn do not depend on workers or batches, and the profile counts by content.
  plan.policies = {"noisy"};
  const std::string one = results_of(plan, 1);
  CHECK(results_of(plan, 3) == one);
  CHECK(results_of(plan, 2, 5) == one);
  sweep(plan, folder, 1);
  write_profile("30000000, 250000001");
  CHECK_THROWS_WITH(sweep(plan, folder, 1), ContainsSubstring("profile_sha256"));
}

TEST_CASE("results of another format are refused in one line") {
  const TemporaryFolder folder;
  sweep(toy_plan(), folder, 1);
  std::string manifest = contents(folder / "out" / "manifest.json");
  const std::string now = "\"format\": 2";
  const auto at = manifest.find(now);
  REQUIRE(at != std::string::npos);
  write(folder / "out" / "manifest.json", manifest.replace(at, now.size(), "\"format\": 1"));
  CHECK_THROWS_WITH(sweep(toy_plan(), folder, 1),
                    ContainsSubstring("format 1") && ContainsSubstring("--out"));
}

TEST_CASE("jobs are delivered in order, and an exception ends the run") {
  const ResolvedSweep plan(toy_plan(), toy_registry());
  const auto job = [&](std::int64_t i) { return plan.job(i % plan.keys().size()); };
  std::int64_t next = 0;
  // More jobs than the reorder buffer holds.
  RunOptions options;
  options.workers = 3;
  const RunOutcome outcome = run_jobs(
      600, options, job, [&](std::int64_t i, const EpisodeResult&) { CHECK(i == next++); });
  CHECK(outcome.delivered == 600);
  CHECK(outcome.abandoned == 0);

  CHECK_THROWS_WITH(run_jobs(600, options, job,
                             [](std::int64_t i, const EpisodeResult&) {
                               if (i == 10) throw UserError("the disk is full");
                             }),
                    ContainsSubstring("the disk is full"));
}

TEST_CASE("evaluating is the same on any number of workers") {
  const ResolvedSweep plan(toy_plan(), toy_registry());
  const Task& task = *plan.tasks()[0];
  const Policy& policy = *plan.policies()[0][0];
  const double one = mean_score(evaluate(task, policy, 0, 20, 1));
  CHECK(one > 0.5);
  CHECK(mean_score(evaluate(task, policy, 0, 20, 3)) == one);
  CHECK(mean_score({}) == 0);
  CHECK(success_rate({}) == 0);
  std::vector<EpisodeResult> four(4);
  four[1].success = true;
  CHECK(success_rate(four) == 0.25);
}

namespace {

// Holds its target; on some starts it thinks until it is asked to stop.
class StuckPolicy final : public Policy {
 public:
  explicit StuckPolicy(std::int64_t stuck_from) : stuck_from_(stuck_from) {}
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory*) const override {
    return std::make_unique<Stream>(request, request.context >= stuck_from_ && request.tick == 3);
  }

 private:
  class Stream final : public ActionStream {
   public:
    Stream(const PlanRequest& request, bool stuck) : held_(request.last_executed), stuck_(stuck) {}
    std::optional<Action> next(const Now&, std::stop_token stop) override {
      while (stuck_ && !stop.stop_requested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
      return held_;
    }

   private:
    Action held_;
    bool stuck_;
  };

  std::int64_t stuck_from_;
  PolicyInfo info_;
};

}  // namespace

TEST_CASE("a policy beyond the time limit is an error in its own row, for any batch") {
  const auto task = toy_registry().make_task("toy");
  const StuckPolicy policy(7);
  RunOptions options;
  options.workers = GENERATE(1, 3);
  options.batch = GENERATE(1, 4, 16);
  options.action_limit_s = 0.5;
  std::vector<EpisodeResult> results;
  const RunOutcome outcome = run_jobs(
      9, options,
      [&](std::int64_t i) {
        Job job;
        job.task = task.get();
        job.policy = &policy;
        job.key.context = i;
        return job;
      },
      [&](std::int64_t, const EpisodeResult& result) { results.push_back(result); });
  CHECK(outcome.delivered == 9);
  CHECK(outcome.abandoned == 0);
  REQUIRE(results.size() == 9);
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK((results[i].end == End::kError) == (i >= 7));
    if (i >= 7) CHECK_THAT(results[i].reason, ContainsSubstring("more than 0.5 s"));
  }
}

TEST_CASE("a job that is refused is a row without being run") {
  const ResolvedSweep plan(toy_plan(), toy_registry());
  std::vector<std::string> reasons;
  run_jobs(
      4, RunOptions{},
      [&](std::int64_t i) {
        Job job = plan.job(0);
        job.alone = true;
        if (i == 2) job.refused = "no more";
        return job;
      },
      [&](std::int64_t, const EpisodeResult& result) { reasons.push_back(result.reason); });
  CHECK(reasons == std::vector<std::string>{"", "", "no more", ""});
}
