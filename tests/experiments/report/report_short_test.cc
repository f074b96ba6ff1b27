#include "experiments/report/report_short.h"

#include "experiments/report/report_modes.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/paths.h"

using namespace streambed;

namespace {

constexpr const char* kColumns =
    "task,policy,clock,events,context,repeat,train_seed,end,score,success,mode,mode_changes\n";

// The short table of rows that are given as in results.csv, on a task with two ways.
std::string table_of(const TemporaryFolder& folder, const std::string& rows) {
  write(folder / "results.csv", kColumns + rows);
  write(folder / "manifest.json",
        R"({"format": 2, "plan": {}, "tasks": {"fork": {"modes": ["left", "right"]},
            "push": {"modes": []}}})");
  const ResultsTable table = read_results(std::vector{folder.path()});
  Report report = make_report(table);
  add_modes(table, shipped_assets(), report);
  return short_table(report);
}

}  // namespace

TEST_CASE("a short table has a column per delay, and the score of the first") {
  const TemporaryFolder folder;
  const std::string table = table_of(folder,
                                     "push,flow,frozen,none,1,0,0,success,1,1,,0\n"
                                     "push,flow,frozen,none,2,0,0,timeout,0.5,0,,0\n"
                                     "push,flow,virtual(delay=1),none,1,0,0,timeout,0.5,0,,0\n"
                                     "push,hold,frozen,none,1,0,0,timeout,0.1,0,,0\n");
  CHECK_THAT(table, ContainsSubstring("| policy | score | frozen | delay=1 |"));
  CHECK_THAT(table, ContainsSubstring("| flow   | 0.750 | 50.0 % |   0.0 % |"));
  // What was not run is empty, not zero.
  CHECK_THAT(table, ContainsSubstring("| hold   | 0.100 |  0.0 % |         |"));
  CHECK_THAT(table, ContainsSubstring("Success of 1, 2 episodes per cell"));
}

TEST_CASE("a short table of several tasks counts their ways and those that were invented") {
  const TemporaryFolder folder;
  const std::string table = table_of(folder,
                                     "fork,flow,frozen,none,1,0,0,success,1,1,left,0\n"
                                     "fork,flow,frozen,none,2,0,0,success,1,1,right,0\n"
                                     "fork,flow,frozen,none,3,0,0,failure,0,0,spurious,0\n"
                                     "fork,flow,frozen,none,4,0,0,success,1,1,left,0\n"
                                     "push,flow,frozen,none,1,0,0,success,1,1,,0\n");
  CHECK_THAT(table, ContainsSubstring("| policy | fork, 2 ways | invented ways |    push |"));
  CHECK_THAT(table, ContainsSubstring("| flow   | 75.0 % / 1."));
  CHECK_THAT(table, ContainsSubstring("|        25.0 % | 100.0 % |"));
  CHECK_THAT(table, ContainsSubstring("Success / effective ways"));
}

TEST_CASE("a short table has thinking times where they were measured") {
  const TemporaryFolder folder;
  write(folder / "timing.csv",
        "task,policy,clock,events,context,repeat,train_seed,first_action_us_p50,per_action_us_p50\n"
        "push,flow,frozen,none,1,0,0,1234,20\n");
  const std::string table = table_of(folder, "push,flow,frozen,none,1,0,0,success,1,1,,0\n");
  CHECK_THAT(table, ContainsSubstring("| first action (ms) | per action (ms) |"));
  CHECK_THAT(table, ContainsSubstring("1.23 |"));
}
