#include "viewer/lateness.h"

#include "tests/catch.h"
#include "tests/viewer/tiny.h"

namespace streambed {
namespace {

TEST_CASE("lateness is measured against the earliest grid") {
  const std::vector<double> begin_ms{5, 15, 27, 34.5, 45};
  const std::vector<double> expected{0, 0.5, 0.5, 0.5, 2.5};
  CHECK(lateness_ms(begin_ms, 10) == expected);
  CHECK(lateness_ms({}, 10).empty());
}

TEST_CASE("ticks are compared with those of an episode without a window") {
  const Registry registry = tiny_registry();
  const auto task = registry.make_task("tiny");
  const auto policy = registry.make_policy("still", *task);
  const std::vector<double> begin_ms{0, 20, 44};
  const std::string line = compare_lateness(*task, *policy, {.clock = "wall"}, begin_ms);
  CHECK_THAT(line, ContainsSubstring("p99 0.00 ms over 3 ticks"));
  CHECK_THAT(line, ContainsSubstring("over 3"));
}

}  // namespace
}  // namespace streambed
