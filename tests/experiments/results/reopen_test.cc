#include "experiments/results/reopen.h"

#include "experiments/sweep/sweep.h"
#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/gzip.h"
#include "tests/experiments/toy.h"

using namespace streambed;

TEST_CASE("a row is found by its number or by as much of its key as singles it out") {
  SweepPlan plan;
  plan.tasks = {"toy"};
  plan.policies = {"noisy", "noisy(fault=throw)"};
  plan.events = {"none"};
  plan.seed = 500;
  plan.episodes = 3;
  const TemporaryFolder folder;
  SweepOptions options;
  options.out = folder / "out";
  run_sweep(ResolvedSweep(plan, toy_registry()), options);
  const auto find = [&](const char* key) { return find_row(folder / "out", key); };

  const StoredRow third = find("3");
  CHECK(third.task == "toy");
  CHECK(third.policy == "noisy");
  CHECK(third.key.context == 501);
  CHECK(third.key.clock == "frozen");
  CHECK(third.score > 0.5);
  CHECK(third.end == "success");
  CHECK(find("policy=noisy,context=501").score == third.score);
  const StoredRow fourth = find("policy=noisy( fault = throw ),context=501");
  CHECK(fourth.policy == "noisy(fault=throw)");
  CHECK(fourth.end == "error");

  // A packed folder tells the same.
  const std::string results = contents(folder / "out" / "results.csv");
  write_gzip(folder / "out" / "results.csv.gz", results);
  std::filesystem::remove(folder / "out" / "results.csv");
  CHECK(find("policy=noisy,context=501").score == third.score);

  const auto refused = [&](const char* key, const char* words) {
    CHECK_THROWS_WITH(find(key), ContainsSubstring(words));
  };
  refused("0", "rows 1 to 6");
  refused("7", "rows 1 to 6");
  refused("context=501", "more than one row");
  refused("context=501", "policy=noisy or noisy(fault=throw)");
  refused("policy=noisy,context=9", "context=500 or 501 or 502");
  refused("contxt=501", "no column 'contxt'");
  refused("policy=(", "");
  CHECK_THROWS_AS(find("policy=("), UserError);
  CHECK_THROWS_WITH(find_row(folder / "none", "1"), ContainsSubstring("holds no results"));
}
