#include "experiments/results/table_file.h"

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"
#include "tests/experiments/gzip.h"

using namespace streambed;

namespace {

// Long enough for several pieces of the reader, and hard to pack, so that a cut hits the middle.
std::string long_table() {
  std::string text = "a,b\n";
  std::uint64_t state = 1;
  for (int i = 0; i < 30000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text += std::to_string(i) + "," + std::to_string(state) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a table is read plain or packed, and the plain one counts") {
  const TemporaryFolder folder;
  CHECK_FALSE(table_file(folder.path(), "t.csv"));
  CHECK_FALSE(read_table(folder.path(), "t.csv"));

  const std::string text = long_table();
  write_gzip(folder / "t.csv.gz", text);
  const auto packed = read_table(folder.path(), "t.csv");
  REQUIRE(packed);
  CHECK(is_packed(*table_file(folder.path(), "t.csv")));
  CHECK(packed->header == std::vector<std::string>{"a", "b"});
  REQUIRE(packed->rows.size() == 30000);

  write(folder / "t.csv", text);
  CHECK(read_table(folder.path(), "t.csv")->rows == packed->rows);
  write(folder / "t.csv", "a,b\n1,2\n3");
  CHECK_FALSE(is_packed(*table_file(folder.path(), "t.csv")));
  const auto torn = read_table(folder.path(), "t.csv");
  CHECK(torn->rows == std::vector<std::vector<std::string>>{{"1", "2"}});
}

TEST_CASE("a packed table that is torn, damaged or none is refused by its name") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "t.csv.gz";
  write_gzip(path, long_table());
  const std::string whole = contents(path);
  const auto refused = [&](const std::string& bytes, const char* words) {
    write(path, bytes);
    CHECK_THROWS_AS(read_table(folder.path(), "t.csv"), UserError);
    CHECK_THROWS_WITH(read_table(folder.path(), "t.csv"),
                      ContainsSubstring(path.string()) && ContainsSubstring(words));
  };
  // Cut within the header, the text and the checksum at the end.
  for (const std::size_t cut :
       {std::size_t{5}, std::size_t{40}, whole.size() / 2, whole.size() - 8, whole.size() - 1}) {
    INFO(cut);
    refused(whole.substr(0, cut), "copy it again");
  }
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
  refused(damaged, "damaged");
  refused("a,b\n1,2\n", "no gzip file");
  refused("", "no gzip file");
}

TEST_CASE("what a packed table unfolds to is bounded") {
  const TemporaryFolder folder;
  const std::string text = "a,b\n1,2\n3,4\n";
  write_gzip(folder / "t.csv.gz", text);
  CHECK(read_table(folder.path(), "t.csv", text.size())->rows.size() == 2);
  CHECK_THROWS_WITH(read_table(folder.path(), "t.csv", text.size() - 1),
                    ContainsSubstring("t.csv.gz") && ContainsSubstring("more than 11 bytes"));
  write(folder / "t.csv", text);
  CHECK_THROWS_WITH(read_table(folder.path(), "t.csv", text.size() - 1),
                    ContainsSubstring("longer than 11 bytes"));
}
