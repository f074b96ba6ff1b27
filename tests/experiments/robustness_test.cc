// What can go wrong around a sweep, done to the built command.

#include <unistd.h>

#include <algorithm>
#include <array>

#include "sim/rng.h"
#include "tests/catch.h"
#include "tests/experiments/process.h"

using namespace streambed;

namespace {

const std::string kPlugin = (binary_dir() / "tests/experiments/plugins/faulty_policy.so").string();

std::int64_t rows(const std::filesystem::path& file) {
  const std::string text = contents(file);
  return std::max<std::int64_t>(std::count(text.begin(), text.end(), '\n') - 1, 0);
}

std::vector<std::string> sweep_words(const std::filesystem::path& out, const std::string& episodes,
                                     std::vector<std::string> further) {
  std::vector<std::string> words{
      "sweep", "--task", "push_t(max_ticks=20)", "--episodes", episodes, "--out", out.string()};
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

// A sweep with the faulty policy beside a good one.
std::vector<std::string> faulty_words(const std::filesystem::path& out, const std::string& fault,
                                      std::vector<std::string> further = {}) {
  std::vector<std::string> words = sweep_words(
      out, "4",
      {"--plugin", kPlugin, "--policy", "faulty(fault=" + fault + ")", "--policy", "hold"});
  words.insert(words.end(), further.begin(), further.end());
  return words;
}

// Has this sweep begun to write its folder?
bool holds_lock(const Process& sweep, const std::filesystem::path& out) {
  return contents(out / ".lock").rfind("process " + std::to_string(sweep.pid()) + " ", 0) == 0;
}

// Kills a sweep again and again at random fractions of its run time, every other time counted from
// its first write on. A folder that is finished is compared with that of an undisturbed sweep and
// gives way to a fresh one. Goes on until a kill hit the middle, which chance might not want.
void kill_sweeps(int kills, const std::string& episodes) {
  const TemporaryFolder folder;
  const std::vector<std::string> policies{"--policy", "hold",      "--policy",
                                          "random",   "--workers", "2"};
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  Process undisturbed(folder, sweep_words(folder / "whole", episodes, policies));
  REQUIRE(wait_until([&] { return holds_lock(undisturbed, folder / "whole"); }));
  const Clock::time_point locked = Clock::now();
  REQUIRE(undisturbed.wait() == 0);
  const std::chrono::duration<double> whole_time = Clock::now() - start;
  const std::chrono::duration<double> writing_time = Clock::now() - locked;
  const std::string whole = contents(folder / "whole" / "results.csv");

  Rng rng = Rng{}.fork("kills");
  int number = 0, in_the_middle = 0;
  const auto results = [&] { return folder / ("out" + std::to_string(number)) / "results.csv"; };
  for (int i = 0; i < kills || (in_the_middle == 0 && i < 5 * kills); ++i) {
    const std::filesystem::path out = results().parent_path();
    Process sweep(folder, sweep_words(out, episodes, policies));
    if (i % 2 == 0) {
      REQUIRE(wait_until([&] { return holds_lock(sweep, out); }));
      std::this_thread::sleep_for(rng.uniform() * writing_time);
    } else {
      std::this_thread::sleep_for(rng.uniform() * whole_time);
    }
    sweep.send(SIGKILL);
    const int status = sweep.wait();
    REQUIRE((status == 128 + SIGKILL || status == 0));
    const std::string left = contents(results());
    if (status != 0 && left.size() > 200 && left != whole) ++in_the_middle;
    if (status == 0) {
      REQUIRE(left == whole);
      ++number;
    }
  }
  Process last(folder, sweep_words(results().parent_path(), episodes, policies));
  REQUIRE(last.wait() == 0);
  CHECK(contents(results()) == whole);
  CHECK(rows(results().parent_path() / "timing.csv") == rows(results()));
  // Nothing temporary is left behind.
  for (const auto& entry : std::filesystem::directory_iterator(results().parent_path())) {
    CHECK(entry.path().filename().string().find(".tmp-") == std::string::npos);
  }
  WARN(kills << " kills, " << in_the_middle << " of them between the first row and the last");
  CHECK(in_the_middle > 0);
}

}  // namespace

TEST_CASE("a killed sweep ends with the same bytes") { kill_sweeps(4, "400"); }

TEST_CASE("a sweep killed twenty times ends with the same bytes", "[.slow]") {
  kill_sweeps(20, "2000");
}

TEST_CASE("a torn last line is repaired and said") {
  const TemporaryFolder folder;
  const auto words = sweep_words(folder / "out", "6", {"--policy", "hold"});
  REQUIRE(Process(folder, words).wait() == 0);
  const std::string whole = contents(folder / "out" / "results.csv");
  write(folder / "out" / "results.csv", whole.substr(0, whole.size() - 5));
  Process again(folder, words);
  CHECK(again.wait() == 0);
  CHECK_THAT(again.err(), ContainsSubstring("incomplete rows"));
  CHECK(contents(folder / "out" / "results.csv") == whole);
}

TEST_CASE("two sweeps cannot write to one folder") {
  const TemporaryFolder folder, other;
  Process first(folder, faulty_words(folder / "out", "wait", {"--action-limit-s", "600"}));
  REQUIRE(wait_until([&] { return std::filesystem::exists(folder / "out" / "results.csv"); }));
  Process second(other, faulty_words(folder / "out", "wait"));
  CHECK(second.wait() == 2);
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  CHECK_THAT(second.err(), ContainsSubstring("is being written by process " +
                                             std::to_string(first.pid()) + " on " + host.data()));
  // The lock ends with its holder, however that ends.
  first.send(SIGKILL);
  CHECK(first.wait() == 128 + SIGKILL);
  CHECK(Process(other, faulty_words(folder / "out", "wait", {"--action-limit-s", "2"})).wait() ==
        3);
  CHECK(rows(folder / "out" / "results.csv") == 8);
}

TEST_CASE("a policy that misbehaves is a row, and the sweep goes on") {
  const auto [fault, reason] = GENERATE(table<std::string, std::string>(
      {{"throw", "the network is on fire"},
       {"throw_number", "no std::exception"},
       {"nan", "non-finite"},
       {"wait", "the policy took more than 2 s for one action (--action-limit-s)"},
       {"sleep", "the policy took more than 2 s for one action (--action-limit-s)"}}));
  const TemporaryFolder folder;
  Process sweep(folder, faulty_words(folder / "out", fault, {"--action-limit-s", "2"}));
  INFO(fault << "\n" << sweep.err());
  CHECK(sweep.wait() == 3);
  const std::string results = contents(folder / "out" / "results.csv");
  CHECK(rows(folder / "out" / "results.csv") == 8);
  CHECK_THAT(results, ContainsSubstring(",100001,0,0,4,error,"));
  CHECK_THAT(results, ContainsSubstring(",100003,0,0,4,error,"));
  CHECK_THAT(results, ContainsSubstring(reason));
  CHECK_THAT(results, ContainsSubstring("),frozen,none,100000,0,0,4,timeout,20,"));
  CHECK((sweep.err().find("threads were given up") != std::string::npos) == (fault == "sleep"));
}

TEST_CASE("a hanging policy costs a batch only its own row") {
  const TemporaryFolder folder;
  Process sweep(folder, faulty_words(folder / "out", "sleep",
                                     {"--action-limit-s", "2", "--batch", "8", "--workers", "1"}));
  CHECK(sweep.wait() == 3);
  const std::string results = contents(folder / "out" / "results.csv");
  CHECK(rows(folder / "out" / "results.csv") == 8);
  CHECK_THAT(results, ContainsSubstring("),frozen,none,100002,0,0,4,timeout,20,"));
  CHECK_THAT(results, ContainsSubstring(",100003,0,0,4,error,"));
}

TEST_CASE("a key that took the process down twice is not run again") {
  const auto [fault, status, name] = GENERATE(table<std::string, int, std::string>(
      {{"abort", 128 + SIGABRT, "SIGABRT"}, {"exit", 1, "exit()"}, {"overflow", 139, "SIGSEGV"}}));
  const TemporaryFolder folder;
  const auto words = faulty_words(folder / "out", fault, {"--workers", "1"});
  // Two starts, two times each.
  for (int i = 0; i < 4; ++i) {
    Process sweep(folder, words);
    CHECK(sweep.wait() == status);
    CHECK_THAT(sweep.err(), ContainsSubstring("crashed by " + name + " in the episode"));
  }
  CHECK(Process(folder, words).wait() == 3);
  CHECK(rows(folder / "out" / "results.csv") == 8);
  CHECK_THAT(contents(folder / "out" / "results.csv"),
             ContainsSubstring("crashed the process 2 times, last by " + name));
}

TEST_CASE("an interrupt ends a sweep with 130 even when its policy hangs") {
  const std::string fault = GENERATE("slow", "sleep");
  const TemporaryFolder folder;
  Process sweep(folder, faulty_words(folder / "out", fault, {"--workers", "1", "--action-limit-s",
                                                             "3"}));
  REQUIRE(wait_until([&] { return rows(folder / "out" / "timing.csv") >= 1; }));
  sweep.send(SIGINT);
  CHECK(sweep.wait() == 130);
  CHECK(rows(folder / "out" / "results.csv") < 8);
  CHECK_THAT(sweep.out(), ContainsSubstring("the same command goes on from there"));
}

TEST_CASE("shards, merges and recordings check everything before they write") {
  const TemporaryFolder folder;
  const std::string out = (folder / "out").string();
  const auto refused = [&](std::vector<std::string> words, const std::string& reason) {
    Process process(folder, std::move(words));
    CHECK(process.wait() == 2);
    const std::string text = process.err();
    CHECK_THAT(text, ContainsSubstring(reason));
    CHECK(std::count(text.begin(), text.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(out));
  };
  refused(sweep_words(out, "2", {"--policy", "hold", "--shard", "3/2"}), "--shard 3/2: write i/n");
  refused(sweep_words(out, "2", {"--policy", "hold", "--action-limit-s", "0"}), "--action-limit-s");
  refused({"merge", (folder / "nowhere").string(), "--out", out}, "nowhere is no folder");
  refused({"merge", folder.path().string(), "--out", out}, "holds no manifest.json");
  refused({"merge", folder.path().string()}, "--out");
}
