#include "experiments/sweep/sweep_plan.h"

#include "experiments/results/key_table.h"
#include "sim/base/error.h"
#include "tests/catch.h"

using namespace streambed;

namespace {

std::string complaint(const std::string& toml) {
  try {
    parse_sweep_plan(toml, "p.toml");
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a sweep plan fills in the defaults") {
  const SweepPlan plan =
      parse_sweep_plan("tasks = ['push_t']\npolicies = ['hold', 'f(a=1,b=2)']", "p.toml");
  CHECK(plan.tasks == std::vector<std::string>{"push_t"});
  CHECK(plan.policies == std::vector<std::string>{"hold", "f(a=1,b=2)"});
  CHECK(plan.clocks == std::vector<std::string>{"frozen"});
  CHECK(plan.events == std::vector<std::string>{"none"});
  CHECK(plan.seed == 100000);
  CHECK(plan.episodes == 200);
  CHECK_FALSE(plan.episodes_given);
  CHECK(plan.repeats == 1);
}

TEST_CASE("a sweep plan may say everything") {
  const SweepPlan plan = parse_sweep_plan(
      "version = 1\ntasks = 'a'\npolicies = ['b']\nclocks = ['frozen', 'virtual(delay=1)']\n"
      "events = ['none', 'kick(at=1)']\nseed = 7\nepisodes = 3\nrepeats = 2\n",
      "p.toml");
  CHECK(plan.tasks == std::vector<std::string>{"a"});
  CHECK(plan.clocks.size() == 2);
  CHECK(plan.events.size() == 2);
  CHECK(plan.seed == 7);
  CHECK(plan.episodes == 3);
  CHECK(plan.episodes_given);
  CHECK(plan.repeats == 2);
}

TEST_CASE("all mistakes of a sweep plan are named in one line") {
  const std::string text =
      complaint("task = ['a']\nepisodes = 0\npolicies = [1]\nrepeats = 1.5\nversion = 2\n");
  CHECK_THAT(text, ContainsSubstring("p.toml"));
  CHECK_THAT(text, ContainsSubstring("unknown key 'task' (did you mean 'tasks'?)"));
  CHECK_THAT(text, ContainsSubstring("episodes must be an integer from 1"));
  CHECK_THAT(text, ContainsSubstring("policies must hold texts"));
  CHECK_THAT(text, ContainsSubstring("repeats must be an integer"));
  CHECK_THAT(text, ContainsSubstring("version must be"));
  CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("what is no TOML is refused with its line") {
  const std::string text = complaint("tasks = ['a']\npolicies = [\n");
  CHECK_THAT(text, ContainsSubstring("p.toml:"));
  CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("keys are numbered without gaps, and their texts lead back") {
  KeyTable keys;
  keys.tasks = {"a", "b(c=1,d=2)"};
  keys.clocks = {"frozen", "virtual(delay=1)"};
  keys.events = {"none"};
  keys.policies = {{{"p", 0}, {"q", 0}, {"q", 1}}, {{"p", 0}, {"q", 2}, {"q", 3}}};
  keys.first_context = 50;
  keys.contexts = 4;
  keys.repeats = 3;
  REQUIRE(keys.size() == 2 * 2 * 1 * 3 * 4 * 3);
  for (std::int64_t i = 0; i < keys.size(); ++i) REQUIRE(keys.index_of(keys.fields(i)) == i);

  CHECK(keys.fields(0) == std::vector<std::string>{"a", "p", "frozen", "none", "50", "0", "0"});
  CHECK_FALSE(keys.index_of({"a", "p", "frozen", "none", "54", "0", "0"}));
  CHECK_FALSE(keys.index_of({"a", "p", "frozen", "none", "50", "3", "0"}));
  CHECK_FALSE(keys.index_of({"a", "q", "frozen", "none", "50", "0", "2"}));
  CHECK_FALSE(keys.index_of({"z", "p", "frozen", "none", "50", "0", "0"}));
}
