#include "sim/base/text.h"

#include <clocale>
#include <cmath>
#include <cstring>
#include <limits>
#include <locale>
#include <sstream>
#include <string>
#include <vector>

#include "sim/rng.h"
#include "sim/spec.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

class CommaPunctuation : public std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

// Both of the process's locales, put back afterwards.
class CommaLocale {
 public:
  CommaLocale() : streams_(std::locale::global(std::locale(std::locale(), new CommaPunctuation))) {
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"}) {
      if (std::setlocale(LC_ALL, name) != nullptr) {
        has_c_locale_ = true;
        break;
      }
    }
  }
  ~CommaLocale() {
    std::locale::global(streams_);
    std::setlocale(LC_ALL, "C");
  }
  bool has_c_locale() const { return has_c_locale_; }

 private:
  std::locale streams_;
  bool has_c_locale_ = false;
};

void check_numbers() {
  CHECK(to_text(1234567.5) == "1234567.5");
  CHECK(to_text(0.1) == "0.1");
  CHECK(to_text(std::int64_t{1234567}) == "1234567");
  CHECK(to_number("1234.5") == 1234.5);
  CHECK_FALSE(to_number("1234,5"));
  const Params params(parse_spec("a(x=1.5)"), {Key::number("x", 0.25, "a number")});
  CHECK(params.number("x") == 1.5);
  CHECK(params.label() == "a(x=1.5)");
}

}  // namespace

TEST_CASE("Numbers ignore a comma locale of C++ streams") {
  const CommaLocale locale;
  std::ostringstream stream;
  stream << 1234.5;
  REQUIRE(stream.str() == "1.234,5");
  check_numbers();
}

TEST_CASE("Numbers ignore a comma locale of the C library") {
  const CommaLocale locale;
  if (!locale.has_c_locale()) {
    WARN("skipped: this machine has no locale with a decimal comma");
    return;
  }
  check_numbers();
}

TEST_CASE("Every double reads back to itself") {
  Rng rng = Rng{}.fork("doubles");
  for (int i = 0; i < 20000; ++i) {
    const std::uint64_t bits = rng.next_u64();
    double value = 0;
    static_assert(sizeof(bits) == sizeof(value));
    std::memcpy(&value, &bits, sizeof(value));
    if (std::isnan(value)) continue;
    const auto back = to_number(to_text(value));
    REQUIRE(back.has_value());
    REQUIRE(*back == value);
  }
}

TEST_CASE("Values that are no numbers are spelled out") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(to_text(nan) == "nan");
  CHECK(to_text(-nan) == "nan");
  CHECK(to_text(infinity) == "inf");
  CHECK(to_text(-infinity) == "-inf");
  CHECK(std::isnan(to_number("nan").value()));
  CHECK(to_number("inf") == infinity);
}

TEST_CASE("Only a whole text is a number") {
  for (const char* text : {"", " ", "1 ", " 1", "1x", "x", "0x10", "1e999", "--1", "1.2.3"}) {
    CHECK_FALSE(to_number(text));
  }
  for (const char* text : {"", "1.0", "1e3", "9223372036854775808", " 1", "1 ", "0x1"}) {
    CHECK_FALSE(to_integer(text));
  }
  CHECK(to_integer("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("The nearest word is found, and only when it is near") {
  const std::vector<std::string> known = {"streaming_flow", "diffusion", "flow_matching", "k_p"};
  CHECK(nearest_word("streming_flow", known) == "streaming_flow");
  CHECK(nearest_word("Diffusion", known) == "diffusion");
  CHECK(nearest_word("difusion", known) == "diffusion");
  CHECK(nearest_word("kp", known) == "k_p");
  CHECK(nearest_word("zebra", known).empty());
  CHECK(nearest_word("", known).empty());
  CHECK(nearest_word(std::string(1000000, 'a'), known).empty());
  CHECK(nearest_word("a", {}).empty());
  CHECK(did_you_mean("kp", known) == " Did you mean \"k_p\"?");
  CHECK(did_you_mean("zebra", known).empty());
}

TEST_CASE("Parts are joined and foreign text is kept to one line") {
  CHECK(join({}, ", ").empty());
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
  CHECK(one_line("a\nb\x1b[2J\n") == "a b [2J");
  CHECK(one_line(std::string(50, 'x'), 10) == "xxxxxxxxxx...");
}
