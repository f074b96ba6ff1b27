#include "tasks/sorting.h"

#include <cmath>

#include "tests/sim/message_of.h"
#include "tests/tasks/table/block_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

const Sorting& sorting(const BlockBench& bench) {
  return dynamic_cast<const Sorting&>(*bench.task);
}

TEST_CASE("sorting has D3IL's blocks, horizons and starts") {
  for (const int n : {2, 4, 6}) {
    CAPTURE(n);
    const BlockBench bench("sorting(n=" + std::to_string(n) + ")");
    const Sorting& task = sorting(bench);
    CHECK(task.blocks().size() == static_cast<std::size_t>(n));
    CHECK(task.info().state_size() == 4 + 4 * n);
    CHECK(task.info().max_ticks == (n == 6 ? 1200 : 2000));
    CHECK(task.info().modes.size() == (n == 2 ? 2u : n == 4 ? 6u : 20u));
    CHECK(task.info().control_period_ns == 35'000'000);
    for (std::int64_t context = 0; context < 50; ++context) {
      task.reset(*bench.data, context, Rng{});
      for (std::size_t i = 0; i < task.blocks().size(); ++i) {
        const BlockPose pose = task.blocks()[i].pose(*bench.data);
        const double x = pose.position.x(), row = std::fmod(pose.position.y() + 0.15, 0.1);
        CHECK(((x >= 0.4 && x <= 0.5) || (x >= 0.55 && x <= 0.65)));
        CHECK((pose.position.y() >= -0.15 && pose.position.y() <= 0.1));
        CHECK(row <= 0.05 + 1e-12);
        for (std::size_t k = 0; k < i; ++k)
          CHECK_FALSE(blocks_overlap(pose, task.blocks()[k].pose(*bench.data), 0.03));
      }
    }
  }
  CHECK_THAT(message_of([] { BlockBench("sorting(n=3)"); }), ContainsSubstring("2, 4, 6"));
}

TEST_CASE("blocks rest on the platform, and in a bin") {
  const BlockBench bench("sorting(n=2)");
  const Sorting& task = sorting(bench);
  task.blocks()[1].place(*bench.data, {Vector2d(0.625, 0.32), 0.4}, 0.15);
  const StateVector before = bench.observe();
  CHECK_FALSE(task.fallen(*bench.data, 1));
  for (int i = 0; i < 30; ++i) bench.tick(task.hold(*bench.data));
  CHECK((bench.observe() - before).norm() < 2e-3);
  CHECK(task.blocks()[0].height(*bench.data) == Approx(0.13).margin(1e-3));
  CHECK(task.blocks()[1].height(*bench.data) == Approx(0.03).margin(1e-3));
  CHECK(task.fallen(*bench.data, 1));
  CHECK_FALSE(task.fallen(*bench.data, 0));
}

TEST_CASE("a block is home inside its own bin's rim and nowhere else") {
  const BlockBench bench("sorting(n=2)");
  const Sorting& task = sorting(bench);
  const auto score = [&](std::size_t block, double x, double y) {
    task.reset(*bench.data, 0, Rng{});
    task.blocks()[block].place(*bench.data, {Vector2d(x, y), 0});
    return task.judge(*bench.data, {}).score;
  };
  CHECK(score(0, 0.4, 0.221) == 0.5);
  CHECK(score(0, 0.4, 0.219) == 0);
  CHECK(score(0, 0.4, 0.409) == 0.5);
  CHECK(score(0, 0.4, 0.411) == 0);
  CHECK(score(0, 0.301, 0.3) == 0.5);
  CHECK(score(0, 0.299, 0.3) == 0);
  CHECK(score(1, 0.526, 0.3) == 0.5);
  CHECK(score(1, 0.4, 0.3) == 0);
  CHECK(score(0, 0.6, 0.3) == 0);
}

TEST_CASE("a block in the wrong bin ends the episode, the order of colours names the mode") {
  const BlockBench bench("sorting(n=4)");
  const Sorting& task = sorting(bench);
  CHECK(sorting_orders(4) ==
        std::vector<std::string>{"BBRR", "BRBR", "BRRB", "RBBR", "RBRB", "RRBB"});
  CHECK(sorting_orders(6).size() == 20);

  Progress progress = task.judge(*bench.data, {});
  CHECK(task.mode(progress) == kModeUndecided);
  for (const std::size_t block : {0, 3, 2, 1}) {  // red, blue, blue, red
    const double x = task.is_red(block) ? 0.4 : 0.625;
    const double y = block % 2 == 0 ? 0.27 : 0.35;
    task.blocks()[block].place(*bench.data, {Vector2d(x, y), 0}, 0.03);
    progress = task.judge(*bench.data, progress);
  }
  CHECK(progress.success);
  CHECK(progress.score == 1);
  CHECK(task.info().modes[static_cast<std::size_t>(task.mode(progress))] == "RBBR");

  task.reset(*bench.data, 1, Rng{});
  task.blocks()[0].place(*bench.data, {Vector2d(0.625, 0.3), 0}, 0.03);
  CHECK(task.judge(*bench.data, {}).failed);
  task.reset(*bench.data, 1, Rng{});
  task.blocks()[0].place(*bench.data, {Vector2d(0.9, 0), 0}, 0.03);
  CHECK(task.judge(*bench.data, {}).failed);
}

TEST_CASE("sorting/expert solves starts of two blocks") {
  const BlockBench two("sorting(n=2)");
  const ExpertRuns runs = run_expert(*two.task, *two.expert, 200000, 5);
  CHECK(runs.solved == 5);
  CHECK(runs.fastest <= 0.01 + 1e-12);
}

TEST_CASE("sorting/expert: 200 starts, orders drawn uniformly", "[.slow][slow]") {
  // Chi-square with 1, 5 and 19 degrees of freedom, 0.1 %.
  const std::array<std::pair<const char*, double>, 3> tasks = {
      {{"sorting(n=2)", 10.83}, {"sorting(n=4)", 20.52}, {"sorting(n=6)", 43.82}}};
  for (const auto& [spec, limit] : tasks) {
    const BlockBench bench(spec);
    const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 200);
    WARN(spec << ": " << runs.solved << " of 200, median " << runs.median_ticks()
              << " ticks, chi-square " << runs.chi_square());
    CHECK(runs.solved >= 190);
    CHECK(runs.chi_square() < limit);
  }
}

}  // namespace
}  // namespace streambed
