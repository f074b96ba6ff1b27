#include "experiments/report/comparison.h"

#include "tests/catch.h"
#include "tests/experiments/folder.h"

using namespace streambed;

namespace {

// `wins` says for every start whether it was a success; the score is 1 or 0.4.
ResultsCell cell(const std::string& policy, const std::string& wins, std::int64_t first_start = 0,
                 std::int64_t train_seed = 0) {
  ResultsCell out;
  out.policy = policy;
  out.train_seed = train_seed;
  for (std::size_t i = 0; i < wins.size(); ++i) {
    out.starts.emplace_back(first_start + static_cast<std::int64_t>(i), 0);
    out.columns["success"].push_back(wins[i] == '1' ? 1 : 0);
    out.columns["score"].push_back(wins[i] == '1' ? 1 : 0.4);
  }
  return out;
}

ResultsTable table_of(std::vector<ResultsCell> cells) {
  ResultsTable table;
  table.scenes.push_back({"t", "frozen", "none", std::move(cells)});
  return table;
}

}  // namespace

TEST_CASE("two policies are compared start by start") {
  const ResultsTable table =
      table_of({cell("a", "1111100000"), cell("b", "1111111110"), cell("c", "0000000000")});
  const auto comparisons = compare_policies(table, "a", "b");
  REQUIRE(comparisons.size() == 1);
  const Comparison& comparison = comparisons[0];
  CHECK(comparison.starts == 10);
  CHECK(comparison.first_only == 0);
  CHECK(comparison.second_only == 4);
  CHECK(*comparison.p_value == Approx(2.0 / 16));
  CHECK(*comparison.p_holm == *comparison.p_value);
  CHECK(comparison.success_change() == Approx(0.4));
  CHECK(comparison.score_change() == Approx(0.24));
  CHECK(comparison.score_difference.low >= 0);
  CHECK(comparison.score_difference.high <= 0.6 * 0.8);
  CHECK(comparison.detectable_score > 0);

  const auto all = compare_all(table.scenes);
  REQUIRE(all.size() == 3);
  // a against c: 5 discordant starts, p = 1/16; b against c: 9, p = 1/256, times three.
  CHECK(*all[2].p_holm == Approx(3.0 / 256));
  CHECK(*all[1].p_holm == Approx(2.0 / 16));
  CHECK(compare_all(table.scenes, 2).size() == 2);
}

TEST_CASE("starts that only one policy met are left out and counted") {
  const auto comparisons =
      compare_policies(table_of({cell("a", "1100"), cell("b", "1111", 2)}), "a", "b");
  CHECK(comparisons.at(0).starts == 2);
  CHECK(comparisons[0].left_out == 4);
  CHECK(comparisons[0].second_only == 2);
}

TEST_CASE("several training seeds get a crossed interval and no McNemar test") {
  const auto comparisons =
      compare_policies(table_of({cell("a(checkpoint=x)", "1100", 0, 1),
                                 cell("a(checkpoint=y)", "1000", 0, 2), cell("b", "1111")}),
                       "a(checkpoint=*)", "b");
  const Comparison& comparison = comparisons.at(0);
  CHECK(comparison.first_seeds == 2);
  CHECK_FALSE(comparison.p_value.has_value());
  CHECK(comparison.first_success == Approx(0.375));
  CHECK(comparison.success_difference.low < 0.625);
  CHECK(comparison.success_difference.high > 0.625);
}

TEST_CASE("checkpoints of one seed are two methods, and the shipped one is no run of a series") {
  const ResultsTable same_seed =
      table_of({cell("a(checkpoint=x)", "1", 0, 1), cell("a(checkpoint=y)", "1", 0, 1)});
  CHECK(methods_of(same_seed.scenes[0]).size() == 2);
  const ResultsTable shipped = table_of({cell("a", "1", 0, 0), cell("a(checkpoint=x)", "1", 0, 1),
                                         cell("a(checkpoint=y)", "1", 0, 2)});
  const auto methods = methods_of(shipped.scenes[0]);
  REQUIRE(methods.size() == 2);
  CHECK(methods[0].name == "a");
  CHECK(methods[1].cells.size() == 2);
}

TEST_CASE("what cannot be compared is refused with what exists") {
  const ResultsTable table = table_of({cell("alpha(k=1)", "1"), cell("b", "1", 5)});
  CHECK_THROWS_WITH(compare_policies(table, "alpha(k=1)", "c"),
                    ContainsSubstring("no policy 'c'") && ContainsSubstring("alpha(k=1), b"));
  CHECK_THROWS_WITH(compare_policies(table, "alpha(k=1)", "b"),
                    ContainsSubstring("never met the same start"));
  CHECK_THROWS_WITH(compare_policies(table, "b", "b"), ContainsSubstring("named twice"));
}

TEST_CASE("two folders are compared by the policies they share") {
  const TemporaryFolder folder;
  const auto fill = [&](const std::string& name, const char* successes, const char* clock) {
    std::filesystem::create_directory(folder / name);
    std::string results = "task,policy,clock,events,context,repeat,train_seed,end,score,success\n",
                timing;
    for (int i = 0; successes[i]; ++i) {
      results += std::string("t,p,") + clock + ",none," + std::to_string(i) + ",0,0,timeout,0.5," +
                 successes[i] + "\n";
    }
    write(folder / (name + "/results.csv"), results);
    write(folder / (name + "/timing.csv"), "task,policy,clock,events,context,repeat,train_seed\n");
  };
  fill("before", "0011", "frozen");
  fill("after", "0111", "frozen");
  fill("wall", "0111", "wall");
  const auto comparisons = compare_folders(folder / "before", folder / "after");
  REQUIRE(comparisons.size() == 1);
  CHECK(comparisons[0].second_only == 1);
  CHECK_THAT(comparisons[0].second, ContainsSubstring("p [") && ContainsSubstring("after]"));
  CHECK_THROWS_WITH(compare_folders(folder / "before", folder / "wall"),
                    ContainsSubstring("nothing can be paired"));
}
