#include "experiments/report.h"

#include <nlohmann/json.hpp>

#include "sim/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"

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
  CHECK(good.success_interval.low == Approx(0.786).margin(0.0005));
  CHECK(good.final_coverage == Approx(0.97));
  CHECK(good.first_action_p50 == Approx(1024.5));
  CHECK(good.first_action_p95 == Approx(1046.55));
  CHECK(good.per_action_p50 == 200);
  CHECK(good.per_action_p95 == 400);

  const std::string text = to_markdown(report);
  CHECK_THAT(text, ContainsSubstring("45/50 = 90.0 % [78.6, 95.7]"));
  CHECK_THAT(text, ContainsSubstring("1.02 / 1.05"));
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
  CHECK(bad.at("final_coverage").is_null());
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
  CHECK_THROWS_AS(read_report(folder.path()), UserError);
  write(folder / "results.csv", "a,b\n1,2\n");
  CHECK_THROWS_AS(read_report(folder.path()), UserError);
}
