#include "sim/base/utf8.h"

#include "tests/catch.h"
#include "tests/sim/message_of.h"

using namespace streambed;

TEST_CASE("UTF-8 is told from other bytes", "[utf8]") {
  for (const char* good : {"", "a", "caf\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80",
                           "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"}) {
    INFO(good);
    CHECK(is_utf8(good));
  }
  // Latin-1, a lone or a missing continuation, overlong forms, a surrogate, beyond the last one.
  for (const char* bad : {"caf\xe9", "\x80", "\xe2\x82", "\xc0\xaf", "\xe0\x80\xaf",
                          "\xf0\x80\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"}) {
    CHECK_FALSE(is_utf8(bad));
  }
  CHECK_THROWS_WITH(check_utf8("--out", "caf\xe9"), ContainsSubstring("--out"));
}
