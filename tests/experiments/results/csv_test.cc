#include "experiments/results/csv.h"

#include <sstream>

#include "sim/base/error.h"
#include "tests/catch.h"

using namespace streambed;

TEST_CASE("fields with commas, quotes and line breaks come back as they were") {
  const std::vector<std::string> fields{"plain", "a,b", "say \"hi\"", "", "two\nlines", " spaces "};
  std::istringstream in(csv_line(fields) + csv_line({"next"}));
  CsvReader reader(in);
  std::vector<std::string> read;
  REQUIRE(reader.next(read));
  CHECK(read == fields);
  REQUIRE(reader.next(read));
  CHECK(read == std::vector<std::string>{"next"});
  CHECK_FALSE(reader.next(read));
  CHECK_FALSE(reader.torn());
}

TEST_CASE("only what needs quotes gets them") {
  CHECK(csv_line({"a b", "f(x=1,y=2)", "q\"q"}) == "a b,\"f(x=1,y=2)\",\"q\"\"q\"\n");
}

TEST_CASE("a record without its line break is torn") {
  for (const std::string tail : {"3", "3,4", "\"3,4\n"}) {
    std::istringstream in("1,2\n" + tail);
    CsvReader reader(in);
    std::vector<std::string> fields;
    CHECK(reader.next(fields));
    CHECK_FALSE(reader.next(fields));
    CHECK(reader.torn());
  }
}

TEST_CASE("lines may end as they do on Windows") {
  std::istringstream in("a,b\r\n1,2\r\n");
  const CsvTable table = read_csv(in);
  CHECK(table.header == std::vector<std::string>{"a", "b"});
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0][table.column("b")] == "2");
  CHECK_THROWS_AS(table.column("c"), UserError);
}

TEST_CASE("a row of another length is refused") {
  std::istringstream in("a,b\n1,2,3\n");
  CHECK_THROWS_AS(read_csv(in), UserError);
}

TEST_CASE("a record without end is refused before it fills the memory") {
  std::istringstream in(std::string(3u << 20, 'x'));
  CsvReader reader(in);
  std::vector<std::string> fields;
  CHECK_THROWS_AS(reader.next(fields), UserError);
}
