// Plugins through the built command: good ones, and every way in which one can be wrong.

#include "experiments/report/mode_table.h"
#include "tests/experiments/command.h"

using namespace streambed;

namespace {

std::string plugin(const std::string& name) {
  return (binary_dir() / "tests" / "sim" / "plugins" / (name + ".so")).string();
}

// One line, status 2, nothing written.
void refused_with_plugin(const std::string& arguments, const std::vector<std::string>& words,
                         const std::string& environment = "") {
  const TemporaryFolder folder;
  INFO(environment << " " << arguments);
  check_refused(run(folder, arguments, environment), words);
  CHECK(std::filesystem::is_empty(folder.path()));
}

// A sweep of one of the faulty tasks.
std::string sweep(const std::string& task, int seed = 3) {
  return "--plugin " + plugin("faulty_tasks_plugin") + " sweep --task " + task +
         " --policy hold --episodes 2 --out out --seed " + std::to_string(seed);
}

}  // namespace

TEST_CASE("a plugin that cannot be loaded is one line and status 2") {
  const auto load = [](const std::string& name) { return "list --plugin " + plugin(name); };
  refused_with_plugin(load("wrong_abi_plugin"),
                      {"wrong_abi_plugin.so", "streambed-api=0", "rebuild it"});
  refused_with_plugin(load("other_layout_plugin"), {"other_layout_plugin.so", "another version"});
  refused_with_plugin(load("missing_symbol_plugin"),
                      {"missing_symbol_plugin.so", "function_of_tomorrow"});
  refused_with_plugin(load("no_plugin"), {"no streambed plugin", "STREAMBED_REGISTER"});
  refused_with_plugin(load("throwing_plugin"), {"no licence"});
  refused_with_plugin(load("throwing_int_plugin"), {"without a reason"});
  refused_with_plugin(load("good_plugin") + " --plugin " + plugin("same_name_plugin"),
                      {"registered twice"});
  refused_with_plugin("list --plugin nowhere.so", {"nowhere.so", "no such file"});
  refused_with_plugin("list --plugin .", {"no such file"});
  refused_with_plugin("list --plugin " + (source_dir() / "README.md").string(), {"README.md"});
  refused_with_plugin("list", {"STREAMBED_PLUGIN_PATH", "/nowhere"},
                      "STREAMBED_PLUGIN_PATH=/nowhere");
}

TEST_CASE("list says which plugin an entry came from") {
  const TemporaryFolder folder;
  const Outcome named = run(folder, "list tiny --plugin " + plugin("good_plugin"));
  CHECK(named.status == 0);
  CHECK_THAT(named.out, ContainsSubstring("plugin " + plugin("good_plugin")));
  std::filesystem::copy_file(plugin("good_plugin"), folder / "a.so");
  const Outcome found = run(folder, "list", "STREAMBED_PLUGIN_PATH=" + folder.path().string());
  CHECK_THAT(found.out, ContainsSubstring("tiny_policy"));
}

TEST_CASE("a task that contradicts itself is told before anything runs") {
  refused_with_plugin(sweep("no_asset"), {"nowhere.xml", "does not compile"});
  refused_with_plugin(sweep("broken_asset"), {"does not compile", "XML"});
  refused_with_plugin(sweep("no_mode"), {"no_mode lists modes", "override mode()"});
  refused_with_plugin(sweep("no_fold"), {"no_fold", "begin()", "return one"});
  refused_with_plugin(sweep("no_limits"), {"no_limits", "action_low"});
  refused_with_plugin(sweep("nothing"), {"nothing: its make returned nothing"});
  refused_with_plugin(sweep("ten_starts", 9), {"starts 0 to 9"});
}

TEST_CASE("a simulation that diverges is nobody's failure") {
  const TemporaryFolder folder;
  const Outcome outcome = run(folder, sweep("diverging"));
  INFO(outcome.err);
  CHECK(outcome.status == 0);
  const std::string results = contents(folder / "out" / "results.csv");
  CHECK_THAT(results, ContainsSubstring(",diverged,"));
  CHECK_THAT(results, ContainsSubstring("bad qacc"));
  CHECK_THAT(results, !ContainsSubstring(",timeout,"));
  CHECK(mode_groups(read_results(std::vector{folder / "out"}), {}).empty());
}

TEST_CASE("a mode that the task does not list, or a state of another size, is an error row") {
  for (const auto& [task, reason] : {std::pair{"wild_mode", "took mode 7, it lists 2"},
                                     std::pair{"wide_view", "observed 3 numbers, it says 1"}}) {
    const TemporaryFolder folder;
    const Outcome outcome = run(folder, sweep(task));
    INFO(outcome.err);
    CHECK(outcome.status == 3);
    const std::string results = contents(folder / "out" / "results.csv");
    CHECK_THAT(results, ContainsSubstring(",error,"));
    CHECK_THAT(results, ContainsSubstring(reason));
  }
}
