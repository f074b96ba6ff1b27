#include "experiments/report/report_folder.h"

#include <nlohmann/json.hpp>

#include "experiments/report/learning_curves.h"
#include "experiments/report/markup.h"
#include "sim/base/child_process.h"
#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/report/read_report.h"

using namespace streambed;

namespace {

// A label that tries to leave HTML, LaTeX, gnuplot and Markdown.
const std::string kHostile =
    "bad_100%&{x}#$~^\\ <script>alert(1)</script> `touch pwned` '\"; system(\"touch pwned\") |";

// Three delays, two policies, twelve starts.
void write_two_policies(const TemporaryFolder& folder, const std::string& second_policy) {
  std::string quoted;
  for (const char c : second_policy) quoted += c == '"' ? "\"\"" : std::string(1, c);
  std::string results =
      "task,policy,clock,events,context,repeat,train_seed,end,score,success,final_coverage\n";
  std::string timing =
      "task,policy,clock,events,context,repeat,train_seed,first_action_us,per_action_us_p50,"
      "per_action_us_p95\n";
  for (const char* clock : {"frozen", "virtual(delay=1)", "virtual(delay=2)"}) {
    for (int i = 0; i < 12; ++i) {
      for (const std::string& policy : {std::string("good"), "\"" + quoted + "\""}) {
        const std::string key =
            "box," + policy + "," + clock + ",none," + std::to_string(i) + ",0,0,";
        const bool won = i % (policy == "good" ? 2 : 3) == 0;
        results += key + (won ? "success,1,1,1\n" : "timeout,0.5,0,0.2\n");
        timing += key + std::to_string(policy == "good" ? 100 + i : 2000 + i) + ",30,40\n";
      }
    }
  }
  write(folder / "results.csv", results);
  write(folder / "timing.csv", timing);
}

bool has_gnuplot() { return run_to_end({"gnuplot", "--version"}, {}).status == 0; }

}  // namespace

TEST_CASE("text cannot leave its place") {
  CHECK(html_text("<a href=\"x\" o='y'>&\n") == "&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp; ");
  CHECK(latex_text("50 % of $x_1 & {y}#") == "50 \\% of \\$x\\_\\allowbreak{}1 \\& \\{y\\}\\#");
  CHECK(latex_text("\\input{x}") == "\\textbackslash{}input\\{x\\}");
  CHECK(latex_text("\xe2\x82\xac and \xc3\xa9") == "? and \xc3\xa9");
  CHECK(latex_text("\xff") == "?");
  CHECK(gnuplot_text("it's `x`\n$y") == "'it''s `x` $y'");
}

TEST_CASE("a report is a folder that says the same in every form") {
  const TemporaryFolder folder;
  write_two_policies(folder, kHostile);
  const Report report = read_report(folder.path());
  const WrittenReport written = write_report(report, folder / "out", {});
  for (const char* name : {"index.html", "report.md", "report.json", "summary.csv",
                           "comparisons.csv", "main.tex", "tables/success.tex"}) {
    INFO(name);
    CHECK(std::filesystem::file_size(folder / "out" / name) > 100);
  }
  const std::string html = contents(folder / "out" / "index.html");
  CHECK_THAT(html, !ContainsSubstring("<script>alert"));
  CHECK_THAT(html, ContainsSubstring("&lt;script&gt;alert"));
  CHECK_THAT(html, ContainsSubstring("Few episodes"));
  CHECK_THAT(html, !ContainsSubstring("http://") || ContainsSubstring("www.w3.org"));
  const std::string latex = contents(folder / "out" / "tables/success.tex");
  CHECK_THAT(latex, ContainsSubstring("\\toprule"));
  CHECK_THAT(latex, ContainsSubstring("bad\\_\\allowbreak{}100\\%\\&\\{x\\}"));
  const auto json = nlohmann::json::parse(contents(folder / "out" / "report.json"));
  CHECK(json.at("version") == 4);
  CHECK(json.at("delay_curves").size() == 2);
  CHECK(json.at("comparisons").size() == 3);
  CHECK(json.at("comparisons")[0].at("second") == kHostile);

  // Success falls off nowhere here: six of twelve at every delay.
  CHECK(report.delay_curves.at(0).area == Approx(0.5));
  CHECK(report.delay_curves[0].delays == std::vector<double>{0, 1, 2});

  if (!has_gnuplot()) {
    CHECK_THAT(written.remarks.at(0), ContainsSubstring("gnuplot is not installed"));
    return;
  }
  CHECK(written.figures >= 5);
  CHECK_FALSE(std::filesystem::exists(folder / "out/figures/pwned"));
  for (const char* kind : {"pdf", "svg", "gp"}) {
    CHECK(std::filesystem::file_size(folder / "out/figures" /
                                     ("success_delay." + std::string(kind))) > 500);
  }
  CHECK_THAT(contents(folder / "out/figures/success_delay.svg"), !ContainsSubstring("<script>"));
  CHECK_THAT(html, ContainsSubstring("<svg"));

  // Again, and nothing but the PDFs' dates may differ.
  write_report(report, folder / "again", {});
  CHECK(contents(folder / "again" / "index.html") == html);
}

TEST_CASE("a report shows the scenes it is about, and says which could not be drawn") {
  const TemporaryFolder folder;
  write_two_policies(folder, "other");
  const Report report = read_report(folder.path());
  ReportHooks hooks;
  hooks.draw_scene = [](const std::string& task, const std::filesystem::path& png) {
    write(png, "picture of " + task);
  };
  write_report(report, folder / "out", {}, hooks);
  CHECK(contents(folder / "out" / "figures" / "scene_1.png") == "picture of box");
  // "picture of box" in base64.
  CHECK_THAT(contents(folder / "out" / "index.html"),
             ContainsSubstring("data:image/png;base64,cGljdHVyZSBvZiBib3g="));
  CHECK_THAT(contents(folder / "out" / "main.tex"), ContainsSubstring("{figures/scene_1}"));

  hooks.draw_scene = [](const std::string&, const std::filesystem::path&) {
    throw UserError("no OpenGL");
  };
  const WrittenReport without = write_report(report, folder / "out", {}, hooks);
  CHECK_THAT(without.remarks.back(), ContainsSubstring("a picture of box: no OpenGL"));
  CHECK_FALSE(std::filesystem::exists(folder / "out" / "figures" / "scene_1.png"));
}

TEST_CASE("a report does not go among results, nor where nobody can write") {
  const TemporaryFolder folder;
  write_two_policies(folder, "other");
  const Report report = read_report(folder.path());
  CHECK_THROWS_WITH(write_report(report, folder.path(), {}), ContainsSubstring("it holds results"));
  write(folder / "file", "");
  CHECK_THROWS_WITH(write_report(report, folder / "file" / "out", {}),
                    ContainsSubstring("cannot be made"));
}

TEST_CASE("learning curves come from checkpoints that are still what was tested") {
  const TemporaryFolder folder;
  write_two_policies(folder, "other");
  write(folder / "weights", "");
  write(folder / "manifest.json",
        R"({"format":2,"plan":{},"policies":{"box":{"good":{"checkpoint_sha256":"abc","keys":)"
        R"({"checkpoint":")" +
            (folder / "weights").string() +
            R"("}},"other":{"checkpoint_sha256":"changed","keys":{"checkpoint":")" +
            (folder / "weights").string() +
            R"("}},"gone":{"checkpoint_sha256":"abc2","keys":)"
            R"({"checkpoint":"/nowhere"}}}}})");
  ReportHooks hooks;
  hooks.read_training_history = [](const std::filesystem::path&) {
    TrainingHistory record{"good", "abc", {}};
    record.record["curve"] = {{{"step", 100}, {"validation_score", 0.5}},
                              {{"step", 200}, {"validation_score", nullptr}},
                              {{"step", 300}, {"validation_score", 0.7}}};
    return record;
  };
  Report report = read_report(folder.path());
  add_learning_curves(report, hooks, {});
  REQUIRE(report.learning_curves.size() == 1);
  CHECK(report.learning_curves[0].label == "good");
  CHECK(report.learning_curves[0].steps == std::vector<double>{100, 300});
}
