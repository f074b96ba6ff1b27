// Every table that a README quotes is what `streambed report --short` makes of its committed rows.

#include <filesystem>
#include <span>
#include <string>

#include "experiments/report/report_modes.h"
#include "experiments/report/report_short.h"
#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace streambed;
namespace fs = std::filesystem;

namespace {

std::string made_from(const fs::path& folder) {
  const ResultsTable table = read_results(std::span(&folder, 1));
  Report report = make_report(table);
  add_modes(table, shipped_assets(), report);
  return short_table(report);
}

// What stands between "<!-- rows/NAME begins -->" and "<!-- rows/NAME ends -->"; empty without
// them.
std::string quoted(const std::string& text, const std::string& name) {
  const std::string begin = "<!-- rows/" + name + " begins -->\n",
                    end = "<!-- rows/" + name + " ends -->";
  const auto from = text.find(begin), to = text.find(end);
  if (from == std::string::npos || to == std::string::npos) return {};
  return text.substr(from + begin.size(), to - from - begin.size());
}

}  // namespace

TEST_CASE("quoted tables are made from the committed rows") {
  const std::string front = read_file(source_dir() / "README.md");
  const std::string room = read_file(source_dir() / "experiments/README.md");
  int folders = 0;
  for (const auto& entry : fs::directory_iterator(source_dir() / "experiments/rows")) {
    if (!entry.is_directory()) continue;
    ++folders;
    const std::string name = entry.path().filename().string();
    INFO(name);
    const std::string made = made_from(entry.path());
    CHECK(read_file(entry.path() / "table.md") == made);
    // A table that nobody quotes need not be here.
    const std::string in_front = quoted(front, name), in_room = quoted(room, name);
    CHECK((!in_front.empty() || !in_room.empty()));
    if (!in_front.empty()) CHECK(in_front == made);
    if (!in_room.empty()) CHECK(in_room == made);
  }
  CHECK(folders > 0);
}

TEST_CASE("a quoted table that was touched by hand is found") {
  const std::string text = "a\n<!-- rows/x begins -->\n| 1 |\n<!-- rows/x ends -->\n";
  CHECK(quoted(text, "x") == "| 1 |\n");
  CHECK(quoted(text, "y").empty());
}
