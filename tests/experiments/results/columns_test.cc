#include "experiments/results/columns.h"

#include <cmath>
#include <limits>
#include <set>

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace streambed;

TEST_CASE("the list of columns is one that files and readers can live with") {
  std::set<std::string> names;
  bool in_key = true;
  for (const Column& column : columns()) {
    INFO(column.name);
    // Old and new names together are unambiguous, and none needs quotes.
    CHECK(names.insert(column.name).second);
    if (*column.former) CHECK(names.insert(column.former).second);
    CHECK(std::string(column.name).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
          std::string::npos);
    // The key comes first: rows are known by the fields with which they begin.
    CHECK((column.place == ColumnPlace::kKey) <= in_key);
    in_key = column.place == ColumnPlace::kKey;
    // What a table prints has a title, and is a number.
    if (column.shown != Shown::kNowhere) {
      CHECK(*column.title);
      CHECK(column.summary != Summary::kNone);
    }
    if (column.kind == ColumnKind::kText) CHECK(column.summary == Summary::kNone);
    const std::string meaning = column.meaning;
    CHECK(!meaning.empty());
    CHECK(meaning.find_first_of("|\n") == std::string::npos);
    // A name that ends with its unit tells the same as the list.
    for (const char* unit : {"ms", "hz"}) {
      if (!std::string(column.name).ends_with("_" + std::string(unit))) continue;
      std::string listed = column.unit;
      for (char& c : listed) c = static_cast<char>(std::tolower(c));
      CHECK(listed == unit);
    }
  }
  for (const TimeKind& kind : time_kinds()) {
    for (const char* quantile : {"_p50", "_p95", "_p99", "_max"}) {
      const Column& time = column(kind.stem + std::string(quantile));
      CHECK(time.place == ColumnPlace::kTiming);
      CHECK(time.title == kind.title + (" " + std::string(quantile + 1)));
    }
  }
}

TEST_CASE("every cell holds what its column is called") {
  // Each member of the result has a value of its own.
  EpisodeResult result;
  result.end = End::kTimeout;
  result.reason = "so\nit went";
  result.ticks = 1;
  result.score = 2.5;
  result.success = true;
  result.time_to_success_ms = 3;
  result.final_coverage = 4;
  result.mode_changes = 5;
  result.stalled_steps = 6;
  result.actions_dropped = 7;
  result.actions_continued = 14;
  result.network_calls = 8;
  result.deadline_misses = 9;
  result.action_age_ms = 10;
  result.effective_hz = 11;
  result.jerk = 12;
  result.seam_jump = std::numeric_limits<double>::quiet_NaN();
  result.trajectory = "ab";
  result.first_action_us = {21, 22, 23, 24.0004};
  result.per_action_us = {31, 32, 33, 34};
  result.per_chunk_us = {41, 42, 43, std::numeric_limits<double>::quiet_NaN()};
  result.own_us = {51, 52, 53, 54};
  result.correction_us = {61, 62, 63, 64};
  const std::vector<std::string> key{"t", "p", "c", "e", "100", "2", "3"};
  const ColumnSource source{key, result, "left"};
  const auto row_of = [&](ColumnPlace file) {
    const auto names = column_names(file), cells = column_cells(file, source);
    REQUIRE(names.size() == cells.size());
    std::string row;
    for (std::size_t i = 0; i < names.size(); ++i) row += names[i] + "=" + cells[i] + " ";
    return row;
  };
  CHECK(row_of(ColumnPlace::kResults) ==
        "task=t policy=p clock=c events=e context=100 repeat=2 train_seed=3 columns_version=4 "
        "end=timeout ticks=1 score=2.5 success=1 time_to_success_ms=3 final_coverage=4 "
        "success_at_end=0 mode=left mode_changes=5 stalled_steps=6 deadline_misses=9 "
        "actions_dropped=7 actions_continued=14 action_age_ms=10 effective_hz=11 jerk=12 "
        "seam_jump=nan network_calls=8 "
        "trajectory=ab reason=so it went ");
  CHECK(row_of(ColumnPlace::kTiming) ==
        "task=t policy=p clock=c events=e context=100 repeat=2 train_seed=3 columns_version=4 "
        "first_action_us_p50=21 first_action_us_p95=22 first_action_us_p99=23 "
        "first_action_us_max=24 per_action_us_p50=31 per_action_us_p95=32 per_action_us_p99=33 "
        "per_action_us_max=34 per_chunk_us_p50=41 per_chunk_us_p95=42 per_chunk_us_p99=43 "
        "per_chunk_us_max=nan own_us_p50=51 correction_us_p50=61 correction_us_p95=62 ");
  CHECK(key_names() == std::vector<std::string>{"task", "policy", "clock", "events", "context",
                                                "repeat", "train_seed"});
}

TEST_CASE("a column is found by the name that it has or had") {
  REQUIRE(find_column("stalls"));
  CHECK(find_column("stalls") == find_column("stalled_steps"));
  CHECK(find_column("first_action_us") == &column("first_action_us_p50"));
  CHECK_FALSE(find_column(""));
  CHECK_FALSE(find_column("stall"));
  CHECK_THROWS_WITH(column("stalls"), ContainsSubstring("stalls"));
  CHECK_THROWS_WITH(column("nothing"), ContainsSubstring("nothing"));
}

TEST_CASE("tables print a column with its unit and digits") {
  CHECK(column_heading(column("stalled_steps")) == "stalled (physics steps)");
  CHECK(column_heading(column("time_to_success_ms")) == "time to success (ms)");
  CHECK(column_heading(column("success")) == "success (%)");
  CHECK(column_heading(column("per_chunk_us_max")) == "per chunk max (ms)");
  CHECK(column_heading(column("score")) == "score");
  CHECK(column_text(column("stalled_steps"), 12.34) == "12.3");
  CHECK(column_text(column("success"), 0.125) == "12.5");
  CHECK(column_text(column("first_action_us_p50"), 20.5) == "0.0205");
  CHECK(column_text(column("first_action_us_p50"), 123456) == "123");
  CHECK(column_text(column("jerk"), std::nan("")) == "-");
}

TEST_CASE("the committed list of columns is the program's") {
  const std::string text = read_file(source_dir() / "experiments/results/columns.md");
  const std::string begin = "<!-- columns begin -->\n", end = "<!-- columns end -->\n";
  const std::size_t from = text.find(begin), to = text.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  INFO("put what `streambed report --columns` prints between the marks");
  CHECK(text.substr(from + begin.size(), to - from - begin.size()) == columns_markdown());
}
