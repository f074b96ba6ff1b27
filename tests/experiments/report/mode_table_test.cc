#include "experiments/report/mode_table.h"

#include <algorithm>

#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/sim/message_of.h"

using namespace streambed;

namespace {

constexpr const char* kHeader =
    "task,policy,clock,events,context,repeat,train_seed,end,score,success,mode,mode_changes\n";

// A folder with a task of two modes and one without.
void write_rows(const TemporaryFolder& folder, const std::string& rows) {
  write(folder / "results.csv", kHeader + rows);
  write(folder / "manifest.json",
        R"({"format": 2, "plan": {}, "tasks": {"fork": {"modes": ["left", "right"]},
            "push": {"modes": []}}})");
}

DemonstrationSet demonstrations(int left, int right) {
  DemonstrationSet set;
  for (int i = 0; i < left + right; ++i) {
    Demonstration& episode = set.episodes.emplace_back();
    episode.states = episode.actions = MatrixRM::Zero(2, 1);
    episode.mode = i < left ? "left" : "right";
  }
  return set;
}

std::vector<ModeGroup> groups_of(const TemporaryFolder& folder, const std::string& prior_file) {
  return mode_groups(read_results(std::vector{folder.path()}), {}, folder / prior_file);
}

}  // namespace

TEST_CASE("The modes of a results folder beside the demonstrations'") {
  const TemporaryFolder folder;
  write_rows(folder,
             "fork,flow,frozen,none,1,0,0,success,0,1,left,0\n"
             "fork,hold,frozen,none,1,0,0,timeout,0,0,,0\n"
             "fork,flow,frozen,none,2,0,0,success,0,1,left,1\n"
             "fork,flow,frozen,none,3,0,0,failure,0,0,spurious,0\n"
             "fork,flow,frozen,none,4,0,0,diverged,0,0,,0\n"
             "fork,flow,frozen,none,5,0,0,error,0,0,,0\n"
             "fork,flow,frozen,none,1,0,7,success,0,1,right,0\n"
             "push,flow,frozen,none,1,0,0,success,0,1,,0\n");
  write_hdf5(folder / "d.h5", demonstrations(7, 1));
  const std::vector<ModeGroup> groups = groups_of(folder, "d.h5");
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].task == "fork");
  CHECK(groups[0].modes == std::vector<std::string>{"left", "right"});
  REQUIRE(groups[0].prior.size() == 2);
  CHECK(groups[0].prior[0] == Approx(7.5 / 9));
  REQUIRE(groups[0].policies.size() == 3);

  // What diverged or broke is nobody's failure.
  const ModeMeasures& flow = groups[0].policies[0].measures;
  CHECK(flow.success.count == 2);
  CHECK(flow.success.of == 3);
  CHECK(flow.spurious.count == 1);
  CHECK(flow.changed.count == 1);
  CHECK(flow.counts == std::vector<std::int64_t>{2, 0});

  const std::string table = mode_table(groups[0]);
  CHECK_THAT(table, ContainsSubstring("| flow seed 0 "));
  CHECK_THAT(table, ContainsSubstring("| flow seed 7 "));
  CHECK_THAT(table, ContainsSubstring("| hold "));
  CHECK_THAT(table, ContainsSubstring("66.7 %"));
  CHECK_THAT(table, ContainsSubstring("**hold**: Only 0 successful episodes for 2 modes"));

  const std::string csv = mode_histogram_csv(groups[0]);
  CHECK_THAT(csv, ContainsSubstring("mode,demonstrations,flow seed 0,flow seed 0 low,"));
  CHECK_THAT(csv, ContainsSubstring("\nleft,0.8333333333333334,1,0.34"));
  CHECK(std::ranges::count(csv, '\n') == 3);
}

TEST_CASE("Demonstrations that do not tell their modes draw no prior") {
  const TemporaryFolder folder;
  write_rows(folder, "fork,flow,frozen,none,1,0,0,success,0,1,left,0\n");
  DemonstrationSet silent = demonstrations(2, 1);
  for (Demonstration& episode : silent.episodes) episode.mode.clear();
  write_hdf5(folder / "d.h5", silent);
  const std::vector<ModeGroup> groups = groups_of(folder, "d.h5");
  REQUIRE(groups.size() == 1);
  CHECK(groups[0].prior.empty());
  CHECK_THAT(mode_table(groups[0]), ContainsSubstring("do not tell their modes"));
  CHECK_THAT(mode_histogram_csv(groups[0]), ContainsSubstring("\nleft,nan,1,"));
}

TEST_CASE("Results that did not count changes of mode do not say that there were none") {
  const TemporaryFolder folder;
  write_rows(folder, "");
  write(folder / "results.csv",
        "task,policy,clock,events,context,repeat,train_seed,end,score,success,mode\n"
        "fork,flow,frozen,none,1,0,0,success,1,1,left\n");
  write_hdf5(folder / "d.h5", demonstrations(1, 1));
  const ModeMeasures flow = groups_of(folder, "d.h5").at(0).policies.at(0).measures;
  CHECK(flow.success.count == 1);
  CHECK(flow.changed.of == 0);
}

TEST_CASE("A folder without results or with a wrong file of demonstrations is named") {
  const TemporaryFolder folder;
  CHECK_THAT(message_of([&] { groups_of(folder, "d.h5"); }), ContainsSubstring("no results.csv"));
  write_rows(folder, "fork,flow,frozen,none,1,0,0,success,0,1,left,0\n");
  CHECK_THAT(message_of([&] { groups_of(folder, "none.h5"); }), ContainsSubstring("none.h5"));
}
