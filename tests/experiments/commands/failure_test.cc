#include "experiments/commands/failure.h"

#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "sim/base/error.h"
#include "tests/catch.h"

using streambed::explain;

TEST_CASE("what ends a command is one line that says the fix", "[failure]") {
  CHECK(explain(streambed::UserError("do that")) == "do that");
  const auto denied = std::make_error_code(std::errc::permission_denied);
  CHECK_THAT(explain(std::filesystem::filesystem_error("status", "a/b", denied)),
             Catch::Matchers::StartsWith("a/b: Permission denied; check"));
  CHECK_THAT(explain(std::bad_alloc()), ContainsSubstring("memory"));
  const auto no_threads = std::make_error_code(std::errc::resource_unavailable_try_again);
  CHECK_THAT(explain(std::system_error(no_threads)), ContainsSubstring("ask for less"));
  try {
    nlohmann::json("caf\xe9").dump();
    FAIL("written");
  } catch (const std::exception& error) {
    CHECK_THAT(explain(error), ContainsSubstring("not UTF-8"));
  }
  // A mistake of ours is none of the user's.
  CHECK(explain(std::logic_error("index")).empty());
}
