#include "experiments/report/report_modes.h"

#include <algorithm>

#include "experiments/results/results_table.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/paths.h"

using namespace streambed;

namespace {

// Twenty starts: "both" goes left and right in turn and now and then a third way, "one" goes left
// only and fails on every fourth start.
void write_fork_results(const TemporaryFolder& folder) {
  std::string results =
      "task,policy,clock,events,context,repeat,train_seed,end,score,success,final_coverage,mode,"
      "mode_changes\n";
  std::string timing =
      "task,policy,clock,events,context,repeat,train_seed,first_action_us,per_action_us_p50,"
      "per_action_us_p95\n";
  for (int i = 0; i < 20; ++i) {
    for (const std::string policy : {"both", "one"}) {
      const std::string key = "fork," + policy + ",frozen,none," + std::to_string(i) + ",0,0,";
      const bool won = policy == "both" || i % 4 != 0;
      const std::string mode = policy == "one" ? "left"
                               : i % 10 == 0   ? "middle"
                               : i % 2         ? "left"
                                               : "right";
      results += key + (won ? "success,1,1,1," : "failure,0,0,0,") + mode + ",0\n";
      timing += key + "40,30,40\n";
    }
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", timing);
  write(folder / "manifest.json",
        R"({"format": 2, "plan": {}, "tasks": {"fork": {"modes": ["left", "right"]}}})");
}

Report report_of(const TemporaryFolder& folder) {
  const std::vector folders{folder.path()};
  const ResultsTable table = read_results(folders);
  Report report = make_report(table);
  add_modes(table, shipped_assets(), report);
  return report;
}

}  // namespace

TEST_CASE("a report's table of modes counts what was kept and what was invented") {
  const TemporaryFolder folder;
  write_fork_results(folder);
  const std::vector<ReportTable> tables = mode_tables(report_of(folder));
  REQUIRE(tables.size() == 1);
  const ReportTable& table = tables[0];
  REQUIRE(table.rows.size() == 2);
  for (const auto& row : table.rows) REQUIRE(row.size() == table.header.size());
  const auto cell = [&](std::size_t row, const char* column) {
    const auto at = std::ranges::find(table.header, column) - table.header.begin();
    return table.rows[row][static_cast<std::size_t>(at)];
  };
  CHECK(cell(0, "spurious (%)").text == "10.0");
  CHECK(cell(0, "modes seen").text == "2/2");
  CHECK(cell(1, "modes seen").text == "1/2");
  CHECK(cell(1, "success (%)").text == "75.0");
  CHECK(cell(1, "top share").value == 1);
  // Colours are those of the report's other tables.
  CHECK(cell(0, "policy").colour != cell(1, "policy").colour);
}

TEST_CASE(
    "a histogram has a bar for every mode, the demonstrations behind, and what was invented") {
  const TemporaryFolder folder;
  write_fork_results(folder);
  const std::vector<Figure> figures = mode_figures(report_of(folder), 4);
  REQUIRE(figures.size() == 2);

  const Figure& joint = figures[0];
  REQUIRE(joint.series.size() == 2);
  CHECK(joint.series[0].y[0] == 100);
  CHECK(joint.series[1].y[0] == 75);
  CHECK(joint.series[0].x[0] > 0.9);
  CHECK(joint.series[1].x[0] == Approx(0).margin(1e-9));
  CHECK(joint.series[0].label == "both (0.0400 ms)");

  // fork's demonstrations ship and tell their modes.
  const Figure& bars = figures[1];
  REQUIRE(bars.series.size() == 3);
  CHECK(bars.series[0].label == "demonstrations");
  CHECK(bars.series[0].y[0] + bars.series[0].y[1] == Approx(100));
  const FigureSeries& both = bars.series[1];
  REQUIRE(both.y.size() == 3);
  CHECK(both.y[0] == Approx(100.0 * 10 / 18));
  CHECK(both.y[2] == Approx(10));
  CHECK(bars.x_marks.back().second == "spurious");
  const std::string script = gnuplot_script(bars, "svg");
  CHECK(script.find("with boxes") != script.npos);
  CHECK(script.find("'right' 1") != script.npos);
}

TEST_CASE("results without modes make a report without them") {
  const TemporaryFolder folder;
  write(folder / "results.csv",
        "task,policy,clock,events,context,repeat,train_seed,end,score,success,final_coverage\n"
        "box,good,frozen,none,1,0,0,success,1,1,1\n");
  write(folder / "timing.csv",
        "task,policy,clock,events,context,repeat,train_seed,first_action_us,per_action_us_p50,"
        "per_action_us_p95\nbox,good,frozen,none,1,0,0,40,30,40\n");
  const Report report = report_of(folder);
  CHECK(report.modes.empty());
  CHECK(mode_tables(report).empty());
  CHECK(mode_figures(report, 4).empty());
}
