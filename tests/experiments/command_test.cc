// Runs the built command as a user would.

#include "tests/experiments/command.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "experiments/results/columns.h"
#include "sim/data/demonstration_file.h"
#include "tests/experiments/gzip.h"

using namespace streambed;

namespace {

// A user's mistake: one line on stderr that holds `words`, status 2, nothing written.
void refused(const std::string& arguments, const std::vector<std::string>& words) {
  const TemporaryFolder folder;
  write(folder / "typo.toml", "tasks = ['push_t']\npolices = ['hold']\n");
  write(folder / "file", "");
  const Outcome outcome = run(folder, arguments);
  INFO(arguments);
  check_refused(outcome, words);
  const auto entries = std::filesystem::directory_iterator(folder.path());
  CHECK(std::distance(begin(entries), end(entries)) == 2);
}

}  // namespace

TEST_CASE("mistakes on the command line are one line and status 2") {
  refused("", {"name a command", "sweep"});
  refused("swep", {"swep", "did you mean 'sweep'?"});
  refused("--colour", {"--colour", "sweep"});
  refused("report", {"DIR", "streambed report --help"});
  refused("sweep --out out --episodes 0 --task push_t --policy hold", {"--episodes"});
  refused("list push_u", {"push_t"});
  refused("inspect nowhere.safetensors", {"streambed: nowhere.safetensors: no checkpoint"});
  refused("inspect file", {"file", "safetensors"});
  refused("report nowhere", {"nowhere", "--out folder of a sweep"});
  refused("report nowhere --out page", {"nowhere", "--out folder of a sweep"});
  refused("report --compare one", {"--compare"});
  refused("report --compare one two", {"one", "--out folder of a sweep"});
  refused("list --plugin nowhere.so", {"nowhere.so"});
}

TEST_CASE("a sweep of unknown things names what exists") {
  refused("sweep --out out --task pusht --policy hold", {"pusht", "push_t"});
  refused("sweep --out out --task push_t --policy hodl", {"hodl", "hold"});
  refused("sweep --out out --task 'push_t(kp=3)' --policy hold", {"kp", "k_p"});
  refused("sweep --out out --task push_t --policy hold --clock frosen", {"frosen", "frozen"});
  refused("sweep --out out --task push_t --policy hold --events 'kik(at=1)'", {"kik", "kick"});
  refused("sweep --out out --task push_t --policy hold --clock 'virtual(profile=no)'",
          {"latency profile", "published_gpu"});
  refused("sweep --out out --task push_t --policy hold --clock wall --workers 2", {"--workers 1"});
  refused("latency", {"POLICY"});
  refused("latency hodl", {"hodl", "hold"});
  refused("latency hold hold", {"named twice"});
  refused("latency hold --out nowhere/p.json", {"--out", "nowhere"});
  refused("sweep typo.toml --out out", {"typo.toml", "polices", "policies"});
  refused("sweep missing.toml --out out", {"missing.toml"});
  refused("sweep --task push_t --policy hold --out file/out", {"file/out", "--out"});
}

TEST_CASE("training checks everything before it reads the data") {
  refused("train hold --task push_t --demos d.h5 --out c.safetensors",
          {"hold cannot be trained", "streaming_flow"});
  refused("train streaming_flow --task push_t --demos d.h5 --out c.safetensors --set stesp=3",
          {"stesp", "steps"});
  refused("train streaming_flow --task push_t --demos d.h5 --out nowhere/c.safetensors",
          {"nowhere", "--out"});
  refused("train streaming_flow --task push_t --demos d.h5 --out c.safetensors", {"d.h5"});
}

TEST_CASE("a bench checks everything before it measures") {
  refused("bench --policy hodl", {"hodl", "hold"});
  refused("bench --policy 'diffusion(stesp=3)'", {"stesp", "steps"});
  refused("bench --engine fuzed", {"fuzed", "fused"});
  refused("bench --engine 'fused(isa=v9)'", {"isa=v9", "v4"});
  refused("bench --task pusht", {"pusht", "push_t"});
  refused("bench --filter '('", {"--filter", "regular expression"});
  refused("bench --filter nothing", {"--filter nothing", "inference/"});
  refused("bench --json nowhere/b.json", {"--json", "nowhere"});
  refused("bench --filter training --demos nowhere", {"nowhere"});
  refused("bench --filter hold --policy hold --peer-python ./nowhere", {"--peer-python", "torch"});
}

TEST_CASE("list shows keys with their defaults") {
  const TemporaryFolder folder;
  const Outcome all = run(folder, "list");
  CHECK(all.status == 0);
  for (const char* word : {"push_t", "hold", "frozen", "virtual", "kick", "max_ticks=300"}) {
    CHECK_THAT(all.out, ContainsSubstring(word));
  }
  const Outcome one = run(folder, "list push_t");
  CHECK_THAT(one.out, ContainsSubstring("k_p="));
  CHECK_THAT(one.out, ContainsSubstring("block_angle (angle, 1 rad, of block)"));
  CHECK_THAT(one.out, ContainsSubstring("target (position, 2 px, measured by agent)"));
  CHECK_THAT(one.out, ContainsSubstring("object block, whose goal is goal"));
  CHECK_THAT(one.out, ContainsSubstring("events: kick, drag, move_goal"));
  CHECK_THAT(one.out, !ContainsSubstring("virtual"));
  CHECK(run(folder, "--version").status == 0);
  CHECK(run(folder, "sweep --help").status == 0);
}

TEST_CASE("a measured profile drives the virtual clock") {
  const TemporaryFolder folder;
  const Outcome measured = run(folder, "latency hold random --quick --out p.json");
  INFO(measured.err);
  REQUIRE(measured.status == 0);
  CHECK_THAT(measured.out, ContainsSubstring("p50 / p95 / p99 / max"));
  const Outcome swept = run(folder,
                            "sweep --task 'push_t(max_ticks=5)' --policy hold --episodes 1 "
                            "--clock 'virtual(profile=p.json)' --out out");
  INFO(swept.err);
  CHECK(swept.status == 0);
}

TEST_CASE("a small sweep runs, is reported, and resumes") {
  const TemporaryFolder folder;
  const std::string sweep =
      "sweep --task 'push_t(max_ticks=5)' --policy hold --policy random "
      "--seed 3 --out out ";
  const Outcome first = run(folder, sweep + "--episodes 2 --workers 1");
  INFO(first.err);
  REQUIRE(first.status == 0);
  CHECK_THAT(first.out, ContainsSubstring("streambed report out"));
  const Outcome second = run(folder, sweep + "--episodes 4 --workers 2");
  CHECK(second.status == 0);
  CHECK_THAT(second.out, ContainsSubstring("4 episodes were there already"));
  const std::string results = contents(folder / "out" / "results.csv");
  CHECK(std::count(results.begin(), results.end(), '\n') == 9);

  const Outcome again = run(folder,
                            "sweep --task 'push_t(max_ticks=5)' --policy hold "
                            "--policy random --seed 3 --episodes 4 --out fresh");
  CHECK(again.status == 0);
  CHECK(contents(folder / "fresh" / "results.csv") == results);
  CHECK(nlohmann::json::parse(contents(folder / "out" / "manifest.json")).at("runs").size() == 2);

  const Outcome table = run(folder, "report out");
  CHECK(table.status == 0);
  CHECK_THAT(table.out, ContainsSubstring("| hold "));
  CHECK(nlohmann::json::parse(run(folder, "report out --json").out).at("version") == 4);

  const Outcome paired = run(folder, "report out --compare hold random");
  CHECK(paired.status == 0);
  CHECK_THAT(paired.out, ContainsSubstring("McNemar") && ContainsSubstring("0/4 = 0.0 %"));
  const Outcome typo = run(folder, "report out --compare hold randon");
  CHECK(typo.status == 2);
  CHECK_THAT(typo.err, ContainsSubstring("did you mean") || ContainsSubstring("Did you mean"));
  CHECK(run(folder, "report out --out out").status == 2);
  const Outcome page = run(folder, "report out fresh --out page");
  CHECK(page.status == 0);
  CHECK_THAT(page.out, ContainsSubstring("page/index.html"));
  CHECK_THAT(contents(folder / "page" / "index.html"), ContainsSubstring("random [fresh]"));

  const Outcome other = run(folder, "sweep --task push_t --policy hold --out out");
  CHECK(other.status == 2);
  CHECK_THAT(other.err, ContainsSubstring("use another --out"));
}

TEST_CASE("packed and older folders are read, not extended") {
  const TemporaryFolder folder;
  const std::string sweep =
      "sweep --task 'push_t(max_ticks=5)' --policy hold --policy random --episodes 2 --out out";
  REQUIRE(run(folder, sweep).status == 0);
  const std::string results = contents(folder / "out/results.csv");
  const std::string timing = contents(folder / "out/timing.csv");
  const std::string manifest = contents(folder / "out/manifest.json");
  CHECK(nlohmann::json::parse(manifest).at("columns_version") == kColumnsVersion);
  const std::string table = run(folder, "report out").out;
  const auto report = [&] { return run(folder, "report out"); };

  // As a repository holds it.
  std::filesystem::remove(folder / "out/results.csv");
  std::filesystem::remove(folder / "out/timing.csv");
  write_gzip(folder / "out/results.csv.gz", results);
  write_gzip(folder / "out/timing.csv.gz", timing);
  CHECK(report().out == table);
  CHECK(run(folder, "report --compare out out").status == 0);
  check_refused(run(folder, sweep), {"timing.csv.gz is packed", "gunzip"});
  check_refused(run(folder, "merge out --out whole"), {"results.csv.gz is packed", "gunzip"});
  check_refused(run(folder, "report out --out out"), {"it holds results"});
  CHECK_FALSE(std::filesystem::exists(folder / "out/results.csv"));
  const std::string packed = contents(folder / "out/results.csv.gz");
  write(folder / "out/results.csv.gz", packed.substr(0, packed.size() / 2));
  check_refused(report(), {"out/results.csv.gz", "torn", "copy it again"});
  std::filesystem::remove(folder / "out/results.csv.gz");
  std::filesystem::remove(folder / "out/timing.csv.gz");

  // Without times.
  write(folder / "out/results.csv", results);
  CHECK(report().status == 0);
  CHECK_THAT(report().out, ContainsSubstring("no timing.csv in out"));
  check_refused(run(folder, sweep), {"no timing.csv beside it"});
  CHECK(contents(folder / "out/results.csv") == results);

  // Of the version before.
  std::string older = results;
  older.replace(older.find("stalled_steps"), 13, "stalls");
  write(folder / "out/results.csv", older);
  write(folder / "out/timing.csv", timing);
  CHECK(report().out == table);
  check_refused(run(folder, sweep), {"out/results.csv has other columns", "use another --out"});
  CHECK(contents(folder / "out/results.csv") == older);
  CHECK(contents(folder / "out/manifest.json") == manifest);
}

TEST_CASE("the list of columns is printed") {
  const TemporaryFolder folder;
  const Outcome outcome = run(folder, "report --columns");
  CHECK(outcome.status == 0);
  CHECK(outcome.out == columns_markdown());
  check_refused(run(folder, "report out --columns"), {"DIR", "--columns"});
}

TEST_CASE("collecting checks everything before it runs an episode") {
  refused("collect hodl --task push_t --episodes 1 --out d.h5", {"hodl", "hold"});
  refused("collect hold --task pusht --episodes 1 --out d.h5", {"pusht", "push_t"});
  refused("collect hold --task push_t --episodes 0 --out d.h5", {"--episodes"});
  refused("collect hold --task push_t --episodes 1 --seed -1 --out d.h5", {"--seed"});
  refused("collect hold --task push_t --out d.h5", {"--episodes"});
  refused("collect hold --task push_t --episodes 1 --out nowhere/d.h5", {"nowhere", "--out"});
  refused("collect hold --task push_t --episodes 1 --out .", {"--out .", "a folder"});
  refused("collect hold --task 'push_t(max_ticks=1)' --episodes 1 --out d.h5",
          {"hold failed on the 100 starts", "--keep-failures"});
}

TEST_CASE("the expert is collected and its file replays to success") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run(folder, "collect push_t/expert --task push_t --episodes 2 --seed 200000 --out d.h5");
  INFO(outcome.err);
  REQUIRE(outcome.status == 0);
  CHECK_THAT(outcome.out, ContainsSubstring("d.h5: 2 episodes"));
  const auto report =
      nlohmann::json::parse(run(folder, "replay push_t --demos d.h5 --workers 1 --json").out);
  CHECK(report.at("success_at_last_tick") == 2);
  CHECK(report.at("replay_score") == 1);
  // It begins at the recorded simulator state, so that nothing drifts.
  CHECK(report.at("whole_episode").at("final_px").at("p90") == 0);
  CHECK(report.at("windows").at("32").at("px").at("p90") == 0);

  // Without the simulator's states, and smaller.
  REQUIRE(run(folder, "collect push_t/expert --task push_t --episodes 2 --seed 200000 --compact "
                      "--out c.h5")
              .status == 0);
  CHECK(std::filesystem::file_size(folder / "c.h5") <
        std::filesystem::file_size(folder / "d.h5") / 2);
  const DemonstrationFile compact(folder / "c.h5"), full(folder / "d.h5");
  REQUIRE(compact.entries().size() == 2);
  CHECK_FALSE(compact.entries()[0].arrays.contains("obs/simulator_state"));
  CHECK(full.entries()[0].arrays.contains("obs/simulator_state"));
  CHECK(full.entries()[0].rows == compact.entries()[0].rows);
}

TEST_CASE("demonstrations that cannot be read or written are named") {
  refused("import nowhere out.h5", {"nowhere", "check the path"});
  refused("import . out.h5", {"zarr"});
  refused("import file out.h5", {"file", "convert it"});
  refused("import file out.h5 --task push", {"push_t"});
  refused("export file out.zarr", {"file", "convert it"});
  refused("replay push_t --demos nowhere", {"nowhere"});
  refused("replay push_t", {"--demos"});
}
