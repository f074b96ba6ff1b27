#include "experiments/sweep/merge.h"

#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "experiments/sweep/folder_lock.h"
#include "experiments/sweep/sweep.h"
#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/toy.h"

using namespace streambed;

namespace {

SweepPlan two_policies() {
  SweepPlan plan;
  plan.tasks = {"toy"};
  plan.policies = {"noisy", "noisy(fault=throw)"};
  plan.clocks = {"frozen", "virtual(delay=1)"};
  plan.seed = 500;
  plan.episodes = 7;
  return plan;
}

SweepOutcome sweep(const SweepPlan& plan, const std::filesystem::path& out,
                   const std::string& shard) {
  const ResolvedSweep resolved(plan, toy_registry());
  SweepOptions options;
  options.out = out;
  options.shard = parse_shard(shard);
  return run_sweep(resolved, options);
}

// Three shards and what one sweep writes.
struct Shards {
  TemporaryFolder folder;
  std::vector<std::filesystem::path> paths;
  std::string whole;

  Shards() {
    for (const char* number : {"1", "2", "3"}) {
      paths.push_back(folder / number);
      sweep(two_policies(), paths.back(), std::string(number) + "/3");
    }
    sweep(two_policies(), folder / "whole", "1/1");
    whole = contents(folder / "whole" / "results.csv");
  }
  std::string refusal(const std::vector<std::filesystem::path>& folders) const {
    try {
      merge_results(folders, folder / "merged");
    } catch (const UserError& error) {
      CHECK_FALSE(std::filesystem::exists(folder / "merged"));
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
      return error.what();
    }
    return "merged";
  }
  void replace(int shard, const char* file, const std::string& from, const std::string& to) const {
    const std::filesystem::path path = paths[static_cast<std::size_t>(shard)] / file;
    std::string text = contents(path);
    const std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    write(path, text.replace(at, from.size(), to));
  }
};

}  // namespace

TEST_CASE("shards divide a plan and keep a start's policies together") {
  KeyTable keys;
  keys.tasks = {"a"};
  keys.clocks = keys.events = {"x"};
  keys.policies = {{{"p", 0}, {"q", 0}, {"r", 0}}};
  keys.contexts = 10;
  for (const std::int64_t count : {1, 3, 10, 64}) {
    std::vector<int> owners(static_cast<std::size_t>(keys.size()));
    for (std::int64_t number = 1; number <= count; ++number) {
      const Shard shard{number, count};
      std::int64_t size = 0;
      for (std::int64_t i = 0; i < keys.size(); ++i) {
        if (!shard.holds(keys, i)) continue;
        ++owners[static_cast<std::size_t>(i)];
        ++size;
        CHECK(shard.holds(keys, i / 3 * 3));
      }
      CHECK(shard.size(keys) == size);
    }
    CHECK(std::count(owners.begin(), owners.end(), 1) == keys.size());
  }
  CHECK(parse_shard("2/8") == Shard{2, 8});
  for (const char* text : {"", "2", "0/2", "3/2", "a/2", "1/0", "1/2/3", "-1/2"}) {
    CHECK_THROWS_AS(parse_shard(text), UserError);
  }
}

TEST_CASE("merged shards equal one sweep, and a sweep goes on from there") {
  const Shards shards;
  const std::filesystem::path out = shards.folder / "merged";
  const MergeOutcome outcome =
      merge_results({shards.paths[2], shards.paths[0], shards.paths[1]}, out);
  CHECK(outcome.rows == 28);
  CHECK(outcome.errors == 6);
  CHECK(contents(out / "results.csv") == shards.whole);
  const auto manifest = nlohmann::json::parse(contents(out / "manifest.json"));
  CHECK(manifest.at("runs").size() == 3);
  CHECK_FALSE(manifest.contains("shard"));
  // Again, and extended.
  CHECK(merge_results(shards.paths, out).rows == 28);
  SweepPlan wider = two_policies();
  wider.episodes = 9;
  CHECK(sweep(wider, out, "1/1").before == 28);
}

TEST_CASE("shards that miss keys are refused and named") {
  const Shards shards;
  const std::string gap = shards.refusal({shards.paths[0], shards.paths[2]});
  // Starts 501 and 504 under one clock, 500, 503 and 506 under the other.
  CHECK_THAT(gap,
             ContainsSubstring("10 of 28 keys are in no results.csv (toy,noisy,frozen,none,501"));
  CHECK_THAT(gap, ContainsSubstring("not among the folders: shard 2/3"));
  const std::string torn = contents(shards.paths[1] / "results.csv");
  write(shards.paths[1] / "results.csv", torn.substr(0, torn.size() - 2));
  CHECK_THAT(shards.refusal(shards.paths), ContainsSubstring("torn row"));
  std::filesystem::remove(shards.paths[1] / "results.csv");
  CHECK_THAT(shards.refusal(shards.paths), ContainsSubstring("holds no rows"));
  CHECK_THAT(shards.refusal({shards.folder / "nowhere"}), ContainsSubstring("no folder"));
}

TEST_CASE("shards that overlap are refused, contradictions told apart from duplicates") {
  const Shards shards;
  std::vector<std::filesystem::path> folders = shards.paths;
  folders.push_back(shards.folder / "whole");
  const std::string equal = shards.refusal(folders);
  CHECK_THAT(equal, ContainsSubstring("28 keys are there twice with equal rows (toy,noisy,frozen"));
  CHECK_THAT(equal, ContainsSubstring("and 25 more"));
  CHECK_THAT(equal, !ContainsSubstring("contradicting"));
  shards.replace(0, "results.csv", "0,0,4,success", "0,0,4,timeout");
  const std::string contradicting = shards.refusal(folders);
  CHECK_THAT(contradicting, ContainsSubstring("1 keys have contradicting rows"));
  CHECK_THAT(contradicting, ContainsSubstring("end is timeout and success"));
  CHECK_THAT(contradicting, ContainsSubstring("27 keys are there twice"));
  CHECK_THAT(shards.refusal({shards.paths[0], shards.paths[0]}), ContainsSubstring("named twice"));
}

TEST_CASE("shards of different plans, versions and models are refused, what differs is said") {
  const Shards shards;
  const auto refused = [&](const std::string& from, const std::string& to, const char* words) {
    shards.replace(1, "manifest.json", from, to);
    CHECK_THAT(shards.refusal(shards.paths), ContainsSubstring(words));
    shards.replace(1, "manifest.json", to, from);
  };
  refused("\"episodes\": 7", "\"episodes\": 8", "plan episodes is 7 and 8");
  refused("\"control_period_ns\": 100000000", "\"control_period_ns\": 1",
          "tasks toy control_period_ns is 100000000 and 1");
  refused("\"checkpoint_sha256\": \"\"", "\"checkpoint_sha256\": \"abc\"",
          "checkpoint_sha256 is \"\" and \"abc\"");
  refused("\"mujoco\": \"", "\"mujoco\": \"9", "mujoco is ");
  std::filesystem::remove(shards.paths[1] / "manifest.json");
  CHECK_THAT(shards.refusal(shards.paths), ContainsSubstring("no manifest.json"));
}

TEST_CASE("a manifest that claims too much is refused before anything is allocated") {
  const Shards shards;
  for (const std::size_t i : {0, 1, 2}) {
    shards.replace(static_cast<int>(i), "manifest.json", "\"repeats\": 1",
                   "\"repeats\": 4000000000000000000");
  }
  CHECK_THAT(shards.refusal(shards.paths), ContainsSubstring("no plan that can be run"));
}

TEST_CASE("merging does not touch other results, and a shard's folder stays a shard's") {
  const Shards shards;
  SweepPlan other = two_policies();
  other.seed = 900;
  sweep(other, shards.folder / "other", "1/1");
  const std::string before = contents(shards.folder / "other" / "results.csv");
  CHECK_THROWS_WITH(merge_results(shards.paths, shards.folder / "other"),
                    ContainsSubstring("holds other results"));
  CHECK(contents(shards.folder / "other" / "results.csv") == before);
  CHECK_THROWS_WITH(sweep(two_policies(), shards.paths[0], "2/3"),
                    ContainsSubstring("shard was \"1/3\" and is \"2/3\""));
}

TEST_CASE("a lock is for one holder, which it names, and clears what a killed one left") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "new";
  {
    const FolderLock lock(path);
    CHECK_THROWS_WITH(FolderLock(path),
                      ContainsSubstring("is being written by process " + std::to_string(getpid())));
  }
  write(path / ".results.tmp-123-0.csv", "half");
  write(path / "results.csv", "whole");
  const FolderLock again(path);
  CHECK_FALSE(std::filesystem::exists(path / ".results.tmp-123-0.csv"));
  CHECK(contents(path / "results.csv") == "whole");
  write(folder / "file", "");
  CHECK_THROWS_WITH(FolderLock(folder / "file" / "out"), ContainsSubstring("--out"));
}
