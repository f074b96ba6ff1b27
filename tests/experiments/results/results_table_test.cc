// Folders of other versions, packed ones, and ones that lack a file.

#include "experiments/results/results_table.h"

#include <cmath>

#include "experiments/report/report_forms.h"
#include "experiments/results/store.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/gzip.h"

using namespace streambed;

namespace {

const std::string kKey = "task,policy,clock,events,context,repeat,train_seed";

ResultsTable read(const std::filesystem::path& folder) {
  return read_results(std::span(&folder, 1));
}

// A folder of two starts as this version writes it.
void write_store(const TemporaryFolder& folder) {
  KeyTable keys;
  keys.tasks = {"box"};
  keys.clocks = {"frozen"};
  keys.events = {"none"};
  keys.policies = {{{"a", 0}}};
  keys.contexts = 2;
  Store store(folder.path(), keys);
  for (std::int64_t i = 0; i < 2; ++i) {
    EpisodeResult result;
    result.end = End::kSuccess;
    result.success = true;
    result.stalled_steps = 10 * i;
    result.jerk = std::nan("");
    result.first_action_us = {1000, 2000, 3000, 4000};
    store.add(i, result, "");
  }
  store.finish();
}

}  // namespace

TEST_CASE("what a store writes comes back by the same names") {
  const TemporaryFolder folder;
  write_store(folder);
  const ResultsTable table = read(folder.path());
  CHECK(table.remarks.empty());
  const ResultsCell& cell = table.scenes.at(0).cells.at(0);
  REQUIRE(cell.episodes() == 2);
  CHECK(cell.column("stalled_steps")[1] == 10);
  CHECK(cell.column("first_action_us_p95")[0] == 2000);
  CHECK(std::isnan(cell.column("jerk")[0]));
  CHECK(cell.text("end")[1] == "success");
  CHECK(cell.columns.size() + cell.texts.size() + key_names().size() + 1 == columns().size());
}

TEST_CASE("packed files are read as plain ones") {
  const TemporaryFolder folder;
  write_store(folder);
  const std::string plain = to_markdown(make_report(read(folder.path())));
  for (const char* name : {"results.csv", "timing.csv"}) {
    write_gzip(folder / (name + std::string(".gz")), contents(folder / name));
    std::filesystem::remove(folder / name);
    CHECK(to_markdown(make_report(read(folder.path()))) == plain);
  }
}

TEST_CASE("older files are read by their names, and what they lack was not measured") {
  const TemporaryFolder folder;
  write(folder / "results.csv", kKey + ",end,score,success,time_to_success_ms,stalls\n" +
                                    "t,p,frozen,none,0,0,0,success,1,1,500,4\n"
                                    "t,p,frozen,none,1,0,0,timeout,0,0,,8\n");
  write(folder / "timing.csv", kKey + ",first_action_us\nt,p,frozen,none,0,0,0,2000\n");
  write(folder / "manifest.json", R"({"format": 1, "plan": {}})");
  const ResultsTable table = read(folder.path());
  const Report report = make_report(table);
  const ReportRow& row = report.groups.at(0).rows.at(0);
  CHECK(row.measure("stalled_steps") == 6);
  CHECK(row.measure("time_to_success_ms") == 500);
  CHECK(row.times("first_action_us").p50 == 2000);
  CHECK(std::isnan(row.times("first_action_us").p95));
  CHECK(std::isnan(row.measure("jerk")));
  CHECK_FALSE(row.distinct_trajectories.has_value());

  const nlohmann::json json = nlohmann::json::parse(to_json(report).dump());
  const auto& measures = json.at("groups").at(0).at("policies").at(0).at("measures");
  CHECK(measures.at("stalled_steps") == 6);
  CHECK(measures.at("jerk").is_null());
  CHECK(json.at("columns").at("stalled_steps").at("unit") == "physics steps");
  const std::string summary = summary_csv(report);
  CHECK_THAT(summary, ContainsSubstring(",stalled_steps,") && ContainsSubstring(",nan,"));

  // No table calls them ticks, and none has a column that nobody measured.
  const std::string tables = to_markdown(report_tables(report));
  CHECK_THAT(tables, ContainsSubstring("stalled (physics steps)"));
  CHECK_THAT(tables, !ContainsSubstring("stalled ticks"));
  CHECK_THAT(tables, !ContainsSubstring("jerk") && !ContainsSubstring("first action p95"));
}

TEST_CASE("a file with both names of a column is read by the present one") {
  const TemporaryFolder folder;
  write(folder / "results.csv",
        kKey + ",stalls,end,score,success,stalled_steps\nt,p,frozen,none,0,0,0,1,success,1,1,2\n");
  CHECK(read(folder.path()).scenes.at(0).cells.at(0).column("stalled_steps")[0] == 2);
}

TEST_CASE("folders without times are reported, and one remark says so") {
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> folders;
  for (const std::string name : {"one", "two"}) {
    std::filesystem::create_directory(folder / name);
    write(folder / (name + "/results.csv"),
          kKey + ",end,score,success\nt," + name + ",frozen,none,0,0,0,success,1,1\n");
    folders.push_back(folder / name);
  }
  const ResultsTable table = read_results(folders);
  REQUIRE(table.remarks.size() == 1);
  CHECK_THAT(table.remarks[0], ContainsSubstring("no timing.csv") &&
                                   ContainsSubstring(folders[0].string()) &&
                                   ContainsSubstring(folders[1].string()));
  const Report report = make_report(table);
  CHECK_THAT(to_markdown(report), ContainsSubstring("times are not measured there"));
  for (const ReportTable& tables : report_tables(report)) {
    CHECK(tables.name != "latency");
    CHECK(tables.name != "behaviour");
  }
  CHECK(compare_policies(table, "one", "two").size() == 1);
}

TEST_CASE("columns of a newer version are refused") {
  const TemporaryFolder folder;
  const auto write_version = [&](const std::string& version) {
    write(folder / "results.csv", kKey + ",columns_version,end,score,success\n" +
                                      "t,p,frozen,none,0,0,0," + version + ",success,1,1\n");
  };
  write_version(std::to_string(kColumnsVersion));
  CHECK(read(folder.path()).scenes.size() == 1);
  for (const std::string& version : {std::to_string(kColumnsVersion + 1), std::string("x")}) {
    write_version(version);
    CHECK_THROWS_WITH(read(folder.path()),
                      ContainsSubstring("results.csv has columns of version " + version));
  }
}

TEST_CASE("texts that only a part of the episodes has are left out") {
  const TemporaryFolder folder;
  std::vector<std::filesystem::path> folders;
  const std::string row = "t,p,frozen,none,";
  for (const std::string name : {"new", "old"}) {
    std::filesystem::create_directory(folder / name);
    write(folder / (name + "/results.csv"),
          name == "new" ? kKey + ",end,score,success,trajectory\n" + row + "0,0,0,success,1,1,ab\n"
                        : kKey + ",end,score,success\n" + row + "1,0,0,success,1,1\n");
    folders.push_back(folder / name);
  }
  const ResultsTable table = read_results(folders);
  const ResultsCell& cell = table.scenes.at(0).cells.at(0);
  CHECK(cell.text("end").size() == 2);
  CHECK(cell.text("trajectory").empty());
}
