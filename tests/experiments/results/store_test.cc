#include "experiments/results/store.h"

#include <algorithm>
#include <clocale>
#include <limits>
#include <locale>
#include <sstream>

#include "sim/base/error.h"
#include "tests/catch.h"
#include "tests/experiments/folder.h"

using namespace streambed;

namespace {

KeyTable six_keys() {
  KeyTable keys;
  keys.tasks = {"box"};
  keys.clocks = {"frozen"};
  keys.events = {"none"};
  keys.policies = {{{"a", 0}, {"b(k=1,m=2)", 3}}};
  keys.first_context = 10;
  keys.contexts = 3;
  return keys;
}

EpisodeResult result(std::int64_t index) {
  EpisodeResult result;
  result.end = index == 4 ? End::kError : End::kSuccess;
  result.reason = index == 4 ? "said \"no\",\nand left" : "";
  result.ticks = index;
  result.score = 0.1 * static_cast<double>(index);
  result.success = true;
  result.final_coverage = std::numeric_limits<double>::quiet_NaN();
  result.time_to_success_ms = index == 4 ? std::numeric_limits<double>::quiet_NaN() : 500;
  result.stalled_steps = 7;
  result.deadline_misses = 2;
  result.action_age_ms = 45;
  result.effective_hz = 10;
  result.jerk = 0.5;
  result.seam_jump = 3;
  result.trajectory = "00000000000000ab";
  result.first_action_us = {12.3456, 13, 14, 15};
  result.per_chunk_us = {20, 21, 22, 23};
  return result;
}

void fill(const TemporaryFolder& folder, const KeyTable& keys) {
  Store store(folder.path(), keys);
  for (std::int64_t i = 0; i < keys.size(); ++i) {
    if (!store.has(i)) store.add(i, result(i), "left");
  }
  store.finish();
}

// Both files of a folder that nothing disturbed.
struct Files {
  std::string results, timing;
};
Files undisturbed(const KeyTable& keys) {
  const TemporaryFolder folder;
  fill(folder, keys);
  return {contents(folder / "results.csv"), contents(folder / "timing.csv")};
}

}  // namespace

TEST_CASE("a store begins with the declared columns and holds one line per row") {
  const Files files = undisturbed(six_keys());
  CHECK(
      files.results.substr(0, files.results.find('\n')) ==
      "task,policy,clock,events,context,repeat,train_seed,columns_version,end,ticks,score,success,"
      "time_to_success_ms,final_coverage,success_at_end,mode,mode_changes,stalled_steps,"
      "deadline_misses,actions_dropped,actions_continued,action_age_ms,effective_hz,jerk,"
      "seam_jump,network_calls,trajectory,reason");
  CHECK(files.timing.substr(0, files.timing.find('\n')) ==
        "task,policy,clock,events,context,repeat,train_seed,columns_version,first_action_us_p50,"
        "first_action_us_p95,first_action_us_p99,first_action_us_max,per_action_us_p50,"
        "per_action_us_p95,per_action_us_p99,per_action_us_max,per_chunk_us_p50,per_chunk_us_p95,"
        "per_chunk_us_p99,per_chunk_us_max,own_us_p50,correction_us_p50,correction_us_p95");
  CHECK(std::count(files.results.begin(), files.results.end(), '\n') == 7);
  CHECK_THAT(files.results,
             ContainsSubstring("\nbox,\"b(k=1,m=2)\",frozen,none,10,0,3,4,success,1,0.1,1,500,nan,"
                               "0,left,0,7,2,0,0,45,10,0.5,3,0,00000000000000ab,\n"));
  // Without success there is no time of it.
  CHECK_THAT(files.results, ContainsSubstring("12,0,0,4,error,4,0.4,1,nan,nan,"));
  CHECK_THAT(files.results, ContainsSubstring(",\"said \"\"no\"\", and left\"\n"));
  CHECK_THAT(
      files.timing,
      ContainsSubstring("\nbox,a,frozen,none,10,0,0,4,12.346,13,14,15,0,0,0,0,20,21,22,23,0,0,0\n"));
}

TEST_CASE("a sweep that was killed at any byte ends with the same bytes") {
  const KeyTable keys = six_keys();
  const Files whole = undisturbed(keys);
  // Timing is written first, so results may be cut anywhere before the same row.
  for (std::size_t cut = 0; cut <= whole.results.size(); cut += 7) {
    const TemporaryFolder folder;
    write(folder / "timing.csv", whole.timing);
    write(folder / "results.csv", whole.results.substr(0, cut));
    fill(folder, keys);
    REQUIRE(contents(folder / "results.csv") == whole.results);
    REQUIRE(contents(folder / "timing.csv") == whole.timing);
  }
  for (std::size_t cut = 0; cut <= whole.timing.size(); cut += 7) {
    const TemporaryFolder folder;
    write(folder / "timing.csv", whole.timing.substr(0, cut));
    write(folder / "results.csv", whole.results);
    fill(folder, keys);
    REQUIRE(contents(folder / "results.csv") == whole.results);
    REQUIRE(contents(folder / "timing.csv") == whole.timing);
  }
}

TEST_CASE("opening says what was stored and what was torn") {
  const KeyTable keys = six_keys();
  const Files whole = undisturbed(keys);
  const TemporaryFolder folder;
  write(folder / "timing.csv", whole.timing);
  write(folder / "results.csv", whole.results.substr(0, whole.results.size() - 3));
  const Store store(folder.path(), keys);
  CHECK(store.size() == 5);
  CHECK(store.errors() == 1);
  CHECK(store.dropped() == 2);
  CHECK(store.has(4));
  CHECK_FALSE(store.has(5));
}

TEST_CASE("an extended plan ends in the order of its keys") {
  const TemporaryFolder folder;
  fill(folder, six_keys());
  KeyTable wider = six_keys();
  wider.first_context = 9;
  wider.contexts = 5;
  wider.policies[0].insert(wider.policies[0].begin(), {"new", 0});
  // Row 4 of the narrow table has another number in the wide one; the error stays with its key.
  const Files whole = [&] {
    const TemporaryFolder fresh;
    const KeyTable narrow = six_keys();
    Store store(fresh.path(), wider);
    for (std::int64_t i = 0; i < wider.size(); ++i) {
      const auto known = narrow.index_of(wider.fields(i));
      store.add(i, result(known.value_or(i)), "left");
    }
    store.finish();
    return Files{contents(fresh / "results.csv"), contents(fresh / "timing.csv")};
  }();
  fill(folder, wider);
  CHECK(contents(folder / "results.csv") == whole.results);
  CHECK(contents(folder / "timing.csv") == whole.timing);
}

TEST_CASE("rows of another plan and files of another version are refused") {
  KeyTable other = six_keys();
  other.first_context = 99;
  const TemporaryFolder folder;
  fill(folder, six_keys());
  const std::string before = contents(folder / "results.csv");
  CHECK_THROWS_AS(Store(folder.path(), other), UserError);
  CHECK(contents(folder / "results.csv") == before);

  write(folder / "results.csv", "task,policy\n");
  CHECK_THROWS_WITH(Store(folder.path(), six_keys()),
                    ContainsSubstring("results.csv has other columns than version 4"));
}

TEST_CASE("rows that were published are not taken for those of a killed sweep") {
  const KeyTable keys = six_keys();
  const Files whole = undisturbed(keys);
  const TemporaryFolder folder;
  write(folder / "results.csv", whole.results);
  CHECK_THROWS_WITH(Store(folder.path(), keys), ContainsSubstring("has no timing.csv beside it"));
  CHECK(contents(folder / "results.csv") == whole.results);
  CHECK_FALSE(std::filesystem::exists(folder / "timing.csv"));

  write(folder / "timing.csv.gz", "any");
  CHECK_THROWS_WITH(Store(folder.path(), keys),
                    ContainsSubstring("timing.csv.gz is packed") && ContainsSubstring("gunzip"));
  CHECK(contents(folder / "results.csv") == whole.results);

  // A sweep that was killed before its first row may lack the file.
  std::filesystem::remove(folder / "timing.csv.gz");
  write(folder / "results.csv", whole.results.substr(0, whole.results.find('\n') + 1));
  CHECK(Store(folder.path(), keys).size() == 0);
}

namespace {

struct CommaNumbers : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  std::string do_grouping() const override { return "\3"; }
};

// Commas in C++ streams always, and in C where such a locale is installed.
class CommaLocale {
 public:
  CommaLocale() : before_(std::locale::global(std::locale(std::locale(), new CommaNumbers))) {
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"}) {
      if (std::setlocale(LC_NUMERIC, name)) return;
    }
  }
  ~CommaLocale() {
    std::locale::global(before_);
    std::setlocale(LC_NUMERIC, "C");
  }

 private:
  std::locale before_;
};

}  // namespace

TEST_CASE("numbers do not follow a comma locale") {
  const Files whole = undisturbed(six_keys());
  const CommaLocale locale;
  REQUIRE((std::ostringstream() << 1.5).str() == "1,5");
  const Files comma = undisturbed(six_keys());
  CHECK(comma.results == whole.results);
  CHECK(comma.timing == whole.timing);
}
