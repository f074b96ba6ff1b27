#include <cmath>
#include <nlohmann/json.hpp>

#include "experiments/report/report_forms.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/report/read_report.h"

using namespace streambed;

namespace {

const std::string kResultsHeader =
    "task,policy,clock,events,context,repeat,train_seed,end,steps,score,success,final_coverage\n";
const std::string kTimingHeader =
    "task,policy,clock,events,context,repeat,train_seed,first_action_us_p50,per_action_us_p50,"
    "per_action_us_p95\n";

// Fifty episodes of a policy that fails five times, and two of one that crashes.
void write_results(const TemporaryFolder& folder) {
  std::string results = kResultsHeader, timing = kTimingHeader;
  for (int i = 0; i < 50; ++i) {
    const std::string key = "box,\"good(k=1,m=2)\",frozen,none," + std::to_string(i) + ",0,0,";
    results += key + (i < 45 ? "success,10,1,1,0.97\n" : "timeout,300,0.5,0,nan\n");
    timing += key + std::to_string(1000 + i) + ",200,400\n";
  }
  for (int i = 0; i < 2; ++i) {
    const std::string key = "box,bad,frozen,none," + std::to_string(i) + ",0,0,";
    results += key + "error,0,0,0,nan\n";
    timing += key + "nan,nan,nan\n";
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", timing);
}

void write_manifest_with(const TemporaryFolder& folder, int workers) {
  write(folder / "manifest.json", R"({"format":2,"plan":{},"runs":[{"cpu":"abacus","workers":)" +
                                      std::to_string(workers) +
                                      R"(,"load_average":0.1,"cores":2,"environment":{}}]})");
}

}  // namespace

TEST_CASE("a folder becomes a table with numbers that can be checked by hand") {
  const TemporaryFolder folder;
  write_results(folder);
  write_manifest_with(folder, 1);
  const Report report = read_report(folder.path());
  REQUIRE(report.groups.size() == 1);
  REQUIRE(report.groups[0].rows.size() == 2);
  const ReportRow& good = report.groups[0].rows[0];
  CHECK(good.policy == "good(k=1,m=2)");
  CHECK(good.episodes == 50);
  CHECK(good.successes == 45);
  CHECK(good.mean_score == Approx(0.95));
  CHECK(good.success_interval->low == Approx(0.786).margin(0.0005));
  CHECK(good.measure("final_coverage") == Approx(0.97));
  CHECK(good.times("first_action_us").p50 == Approx(1024.5));
  // Nobody measured it, and it is not made up from the medians.
  CHECK(std::isnan(good.times("first_action_us").p95));
  CHECK(good.times("per_action_us").p50 == 200);
  CHECK(good.times("per_action_us").p95 == 400);
  CHECK(std::isnan(good.times("per_chunk_us").p50));
  CHECK(good.exact_interval->high == Approx(0.967).margin(0.0005));

  const std::string text = to_markdown(report);
  CHECK_THAT(text, ContainsSubstring("45/50 = 90.0 % [78.6, 95.7]"));
  CHECK_THAT(text, ContainsSubstring("1.02 / -"));
  CHECK_THAT(text, ContainsSubstring("0.200 / 0.400"));
  CHECK_THAT(text, ContainsSubstring("2 error"));
  CHECK_THAT(text, ContainsSubstring("Wilson"));
  CHECK_THAT(text, ContainsSubstring("abacus"));
  CHECK_THAT(text, !ContainsSubstring("busy"));
}

TEST_CASE("the same as JSON") {
  const TemporaryFolder folder;
  write_results(folder);
  const nlohmann::json json = nlohmann::json::parse(to_json(read_report(folder.path())).dump());
  const auto& bad = json.at("groups").at(0).at("policies").at(1);
  CHECK(bad.at("policy") == "bad");
  CHECK(bad.at("ends").at("error") == 2);
  CHECK(bad.at("measures").at("final_coverage").is_null());
  CHECK(json.at("groups").at(0).at("policies").at(0).at("successes") == 45);
}

TEST_CASE("times of a busy machine are marked") {
  const TemporaryFolder folder;
  write_results(folder);
  write_manifest_with(folder, 2);
  CHECK_THAT(to_markdown(read_report(folder.path())),
             ContainsSubstring("busy machine**: 2 workers"));
}

TEST_CASE("tasks, clocks, events and training seeds are kept apart") {
  const TemporaryFolder folder;
  std::string results = kResultsHeader;
  for (const char* key : {"a,p,frozen,none,0,0,1", "a,p,frozen,none,0,0,2", "b,p,frozen,none,0,0,1",
                          "a,p,wall,none,0,0,1", "a,p,frozen,kick(at=1),0,0,1"}) {
    results += std::string(key) + ",timeout,1,0,0,0\n";
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", kTimingHeader);
  const Report report = read_report(folder.path());
  REQUIRE(report.groups.size() == 4);
  CHECK(report.groups[0].rows.size() == 2);
  CHECK_THAT(to_markdown(report), ContainsSubstring("p, train seed 2"));
}

TEST_CASE("a folder without results is refused with the fix") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_report(folder.path()), ContainsSubstring("--out folder of a sweep"));
  write(folder / "results.csv", kResultsHeader);
  write(folder / "timing.csv", kTimingHeader);
  CHECK_THROWS_WITH(read_report(folder.path()), ContainsSubstring("holds no episode yet"));
  write(folder / "results.csv", "a,b\n1,2\n");
  CHECK_THROWS_WITH(read_report(folder.path()),
                    ContainsSubstring("results.csv") && ContainsSubstring("no column 'task'"));
}

TEST_CASE("newer columns are read by name, wherever they stand") {
  const TemporaryFolder folder;
  write(folder / "results.csv",
        "task,policy,clock,events,context,repeat,train_seed,end,score,success,trajectory,jerk\n"
        "t,p,frozen,none,0,0,0,success,1,1,aa,2\nt,p,frozen,none,1,0,0,timeout,0,0,bb,4\n");
  write(folder / "timing.csv",
        "task,policy,clock,events,context,repeat,train_seed,first_action_us_p50,"
        "first_action_us_p95,first_action_us_p99,first_action_us_max\n"
        "t,p,frozen,none,1,0,0,20,30,40,50\nt,p,frozen,none,0,0,0,10,20,30,70\n");
  const Report report = read_report(folder.path());
  const ReportRow& row = report.groups.at(0).rows.at(0);
  CHECK(row.measures.at("jerk") == 3);
  CHECK(row.times("first_action_us").p50 == 15);
  CHECK(row.times("first_action_us").p95 == 25);
  CHECK(row.times("first_action_us").p99 == 35);
  CHECK(row.times("first_action_us").max == 70);
  CHECK(row.distinct_trajectories == 2);
  CHECK(row.success_interval.has_value());
}

TEST_CASE("no interval is given over duplicates, and repeats count by their start") {
  const TemporaryFolder folder;
  std::string results =
      "task,policy,clock,events,context,repeat,train_seed,end,score,success,trajectory\n";
  for (int i = 0; i < 8; ++i) {
    const std::string key = ",frozen,none," + std::to_string(i / 2) + "," + std::to_string(i % 2);
    results += "t,copies" + key + ",0,success,1,1,x" + std::to_string(i / 2) + "\n";
    results += "t,repeats" + key + ",0,success,1," + std::to_string(i % 2) + ",y" +
               std::to_string(i) + "\n";
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", kTimingHeader);
  const Report report = read_report(folder.path());
  const ReportRow &copies = report.groups.at(0).rows.at(0), &repeats = report.groups[0].rows.at(1);
  CHECK(copies.distinct_trajectories == 4);
  CHECK_FALSE(copies.success_interval.has_value());
  CHECK(repeats.starts == 4);
  // Every start succeeds in one of two repeats, so resampling starts changes nothing.
  CHECK(repeats.success_interval->low == 0.5);
  CHECK_FALSE(repeats.exact_interval.has_value());
  CHECK_THAT(to_markdown(report), ContainsSubstring("8/8 = 100.0 % (4 distinct)"));
  CHECK_THAT(to_markdown(report), ContainsSubstring("**Duplicates**"));
}

TEST_CASE("several training seeds are one method with its own interval") {
  const TemporaryFolder folder;
  std::string results = kResultsHeader;
  for (int seed = 1; seed <= 3; ++seed) {
    for (int i = 0; i < 4; ++i) {
      results += "t,p(checkpoint=run" + std::to_string(seed) + "),frozen,none," +
                 std::to_string(i) + ",0," + std::to_string(seed) + ",success,1,0.8" +
                 std::to_string(seed) + "," + (i < seed ? "1" : "0") + ",0\n";
    }
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", kTimingHeader);
  const Report report = read_report(folder.path());
  REQUIRE(report.groups.at(0).methods.size() == 1);
  const MethodRow& method = report.groups[0].methods[0];
  CHECK(method.name == "p(checkpoint=*)");
  CHECK(method.mean_score == Approx(0.82));
  CHECK(method.best == 2);
  // Three seeds: 0.82 +- 4.302653 * 0.01 / sqrt(3).
  CHECK(method.score_interval.high == Approx(0.82 + 0.0248414));
  CHECK(method.mean_success == Approx(0.5));
  // 0.5 +- 0.62, cut to what a rate can be.
  CHECK(method.success_interval.low == 0);
  CHECK(method.success_interval.high == 1);
  CHECK(report.aggregates.size() == 1);
  CHECK_THAT(to_markdown(report), ContainsSubstring("best seed 3"));
}

TEST_CASE("folders that differ say in what, and equal starts stay apart") {
  const TemporaryFolder folder;
  const auto fill = [&](const std::string& name, const std::string& mujoco, int first) {
    std::filesystem::create_directory(folder / name);
    std::string results = kResultsHeader;
    for (int i = 0; i < 2; ++i) {
      results += "t,p,frozen,none," + std::to_string(first + i) + ",0,0,success,1,1,1,0\n";
    }
    write(folder / (name + "/results.csv"), results);
    write(folder / (name + "/timing.csv"), kTimingHeader);
    write(folder / (name + "/manifest.json"),
          R"({"format":2,"mujoco":")" + mujoco +
              R"(","plan":{"episodes":3,"repeats":1,"tasks":["t"],)"
              R"("policies":["p"],"clocks":["frozen"],"events":["none"]},"runs":[{"cpu":")" +
              name + R"("}]})");
  };
  fill("one", "2.2.2", 0);
  fill("shard", "2.2.2", 2);
  fill("two", "3.1.0", 1);
  const auto read = [&](const std::vector<std::string>& names) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& name : names) paths.push_back(folder / name);
    return make_report(read_results(paths));
  };

  const Report shards = read({"one", "shard"});
  REQUIRE(shards.groups.at(0).rows.size() == 1);
  CHECK(shards.groups[0].rows[0].episodes == 4);
  CHECK_THAT(to_markdown(shards), ContainsSubstring("**Unfinished sweep**"));
  CHECK_THAT(to_markdown(shards), ContainsSubstring("**Several machines**"));
  CHECK_THAT(to_markdown(shards), !ContainsSubstring("Folders differ"));

  const Report both = read({"one", "two"});
  REQUIRE(both.groups.at(0).rows.size() == 2);
  CHECK(both.groups[0].rows[1].policy == "p [two]");
  CHECK_THAT(to_markdown(both), ContainsSubstring("mujoco version: 2.2.2 in"));
}
