// The scripted experts of the tasks in which the rod is all that moves.

#include <fmt/format.h>

#include "tests/sim/message_of.h"
#include "tests/tasks/expert_episodes.h"

namespace streambed {
namespace {

struct Expert {
  const char* task;
  double chi_square_99;  // of its number of modes
  double shortest, longest;  // mean ticks
};
constexpr Expert kExperts[] = {
    {"avoiding", 41.64, 55, 90}, {"crossing", 6.635, 58, 68}, {"fork", 6.635, 35, 60}};

void check_pace(const Expert& expert, const ExpertTally& tally) {
  INFO(fmt::format("{}: {} solved, {:.1f} ticks, fastest {:.4f}, roughest {:.4f} m; modes {}",
                   expert.task, tally.solved, tally.ticks, tally.fastest, tally.roughest,
                   fmt::join(tally.modes, " ")));
  CHECK(tally.fastest <= 0.0225);
  CHECK(tally.roughest <= 0.008);
  CHECK(tally.ticks > expert.shortest);
  CHECK(tally.ticks < expert.longest);
}

TEST_CASE("the rod's experts solve fixed starts at a human's pace") {
  for (const Expert& expert : kExperts) {
    const auto task = make_task(expert.task);
    const auto policy = make_expert(std::string(expert.task) + "/expert", *task);
    const ExpertTally tally = tally_expert(*task, *policy, 200000, 5);
    INFO(expert.task);
    CHECK(tally.solved == 5);
    check_pace(expert, tally);
  }
}

TEST_CASE("the rod's experts solve 200 starts and draw every mode equally often", "[.slow][slow]") {
  for (const Expert& expert : kExperts) {
    const auto task = make_task(expert.task);
    const auto policy = make_expert(std::string(expert.task) + "/expert", *task);
    const ExpertTally tally = tally_expert(*task, *policy, 200000, 200);
    WARN(
        fmt::format("{}: {} of 200 solved, {:.1f} ticks, fastest {:.4f}, roughest {:.4f} m; modes "
                    "{}; chi-square {:.2f}",
                    expert.task, tally.solved, tally.ticks, tally.fastest, tally.roughest,
                    fmt::join(tally.modes, " "), chi_square(tally.modes)));
    CHECK(tally.solved >= 190);
    CHECK(chi_square(tally.modes) < expert.chi_square_99);
    check_pace(expert, tally);
  }
}

TEST_CASE("a rod's expert goes on after stalls, repeats itself and knows its task") {
  for (const Expert& expert : kExperts) {
    INFO(expert.task);
    const auto task = make_task(expert.task);
    const std::string name = std::string(expert.task) + "/expert";
    const auto policy = make_expert(name, *task);
    CHECK(run_expert(*task, *policy, {.context = 7, .clock = "virtual(delay=2)"}).result.success);
    CHECK(run_expert(*task, *policy, {.context = 7}).targets ==
          run_expert(*task, *policy, {.context = 7}).targets);
    const auto other = make_task("push_t");
    CHECK_THAT(message_of([&] { make_expert(name, *other); }),
               ContainsSubstring("solves " + std::string(expert.task)));
  }
}

}  // namespace
}  // namespace streambed
