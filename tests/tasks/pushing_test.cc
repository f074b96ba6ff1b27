#include <cmath>

#include "tasks/table/two_blocks.h"
#include "tests/tasks/table/block_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

TEST_CASE("pushing has D3IL's geometry, rates and starts") {
  const BlockBench bench("pushing");
  const auto& task = dynamic_cast<const TwoBlocks&>(*bench.task);
  CHECK(task.info().state_size() == 12);
  CHECK(task.info().physics_step_ns == 1'000'000);
  CHECK(task.info().control_period_ns == 35'000'000);
  CHECK(task.info().max_ticks == 400);
  CHECK(task.blocks()[0].half_side() == 0.03);
  CHECK(task.model().body_mass[body_id(task.model(), "red")] == Approx(0.05));
  CHECK(task.targets()[0].pose(*bench.data).position == Vector2d(0.42, 0.3));
  CHECK(task.targets()[1].pose(*bench.data).position == Vector2d(0.63, 0.3));
  for (std::int64_t context = 0; context < 200; ++context) {
    task.reset(*bench.data, context, Rng{});
    CHECK(bench.observe().head<2>() == Vector2d(0.525, -0.28));
    for (std::size_t i = 0; i < 2; ++i) {
      const BlockPose pose = task.blocks()[i].pose(*bench.data);
      CHECK(std::abs(pose.position.x() - (i == 0 ? 0.45 : 0.6)) <= 0.05);
      CHECK(std::abs(pose.position.y() + 0.075) <= 0.075);
      CHECK(std::abs(pose.yaw) <= M_PI / 2);
    }
    CHECK_FALSE(blocks_overlap(task.blocks()[0].pose(*bench.data),
                               task.blocks()[1].pose(*bench.data), 0.03));
  }
}

TEST_CASE("blocks overlap as squares do") {
  const BlockPose at{{0, 0}, 0};
  CHECK(blocks_overlap(at, {{0.0599, 0}, 0}, 0.03));
  CHECK_FALSE(blocks_overlap(at, {{0.0601, 0}, 0}, 0.03));
  // Corner against side, and side by side along a diagonal.
  CHECK(blocks_overlap(at, {{0.07, 0}, M_PI / 4}, 0.03));
  CHECK_FALSE(blocks_overlap(at, {{0.0725, 0}, M_PI / 4}, 0.03));
}

TEST_CASE("pushing names its modes by first and second arrival") {
  const BlockBench bench("pushing");
  const auto& task = dynamic_cast<const TwoBlocks&>(*bench.task);
  for (std::size_t first = 0; first < 2; ++first) {
    for (std::size_t target = 0; target < 2; ++target) {
      task.reset(*bench.data, 0, Rng{});
      Progress progress = task.judge(*bench.data, {});
      for (const bool second : {false, true}) {
        const std::size_t block = second ? 1 - first : first, place = second ? 1 - target : target;
        task.blocks()[block].place(*bench.data, task.targets()[place].pose(*bench.data));
        progress = task.judge(*bench.data, progress);
      }
      CHECK(progress.success);
      const char colour[] = {'r', 'g'};
      const std::string expected = {colour[first], colour[target], '-', colour[1 - first],
                                    colour[1 - target]};
      CHECK(task.info().modes[static_cast<std::size_t>(task.mode(progress))] == expected);
    }
  }
}

TEST_CASE("legacy_obs_lag shows blocks and rod one tick late, and the desired position now") {
  const BlockBench now("pushing"), late("pushing(legacy_obs_lag=true)");
  CHECK(late.observe() == now.observe());
  StateVector before = now.observe();
  for (int i = 1; i <= 30; ++i) {
    const Action target = Vector2d(0.525 - 0.002 * i, -0.28 + 0.009 * i);
    now.tick(target);
    late.tick(target);
    const StateVector seen = late.observe();
    CHECK(seen.head<2>() == target);
    CHECK(seen.tail<10>() == before.tail<10>());
    before = now.observe();
  }
  CHECK((before - late.observe()).norm() > 0.005);
}

TEST_CASE("pushing/expert solves starts within D3IL's step limit") {
  const BlockBench bench("pushing");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 5);
  CHECK(runs.solved == 5);
  CHECK(runs.fastest <= 0.01 + 1e-12);
}

TEST_CASE("pushing/expert: 200 starts, modes drawn uniformly", "[.slow][slow]") {
  const BlockBench bench("pushing");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 200);
  WARN("pushing/expert: " << runs.solved << " of 200, median " << runs.median_ticks()
                          << " ticks, chi-square " << runs.chi_square());
  CHECK(runs.solved >= 190);
  CHECK(runs.median_ticks() < 260);
  CHECK(runs.chi_square() < 16.27);  // 3 degrees of freedom, 0.1 %
}

}  // namespace
}  // namespace streambed
