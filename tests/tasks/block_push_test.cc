#include <cmath>
#include <set>

#include "sim/events/check_events.h"
#include "tasks/table/two_blocks.h"
#include "tests/paths.h"
#include "tests/sim/message_of.h"
#include "tests/tasks/table/block_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

const TwoBlocks& two_blocks(const BlockBench& bench) {
  return dynamic_cast<const TwoBlocks&>(*bench.task);
}

TEST_CASE("block_push starts as published") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  std::set<bool> blue_is_left, red_is_left;
  for (std::int64_t context = 0; context < 200; ++context) {
    task.reset(*bench.data, context, Rng{});
    const StateVector state = bench.observe();
    REQUIRE(state.size() == 16);
    CHECK(state.head<2>() == Vector2d(0.3, -0.4));
    CHECK(state.segment<2>(2) == Vector2d(0.3, -0.4));
    for (int i = 0; i < 2; ++i) {
      const BlockPose block = task.blocks()[static_cast<std::size_t>(i)].pose(*bench.data);
      CHECK(std::abs(block.position.x() - 0.4) <= 0.1);
      CHECK(std::abs(block.position.y() + 0.2) <= 0.15);
      CHECK((state.segment<2>(4 + 4 * i) - block.position).norm() < 1e-12);
      CHECK(state[6 + 4 * i] == Approx(std::sin(block.yaw)));
      CHECK(state[7 + 4 * i] == Approx(std::cos(block.yaw)));
      const Vector2d target = state.segment<2>(12 + 2 * i);
      CHECK(std::abs(std::abs(target.x() - 0.4) - 0.12) <= 0.005);
      CHECK(std::abs(target.y() - 0.2) <= 0.0075);
    }
    CHECK(std::abs(state[4] - state[8]) > 0.1);
    CHECK(std::abs(state[12] - state[14]) > 0.12);
    blue_is_left.insert(state[12] < state[14]);
    red_is_left.insert(state[4] < state[8]);
    CHECK_FALSE(Judgement(task, *bench.data).progress().success);
  }
  CHECK(blue_is_left.size() == 2);
  CHECK(red_is_left.size() == 2);
}

TEST_CASE("a start depends on the context alone") {
  const BlockBench bench("block_push"), other("block_push");
  bench.task->reset(*bench.data, 7, Rng{});
  other.task->reset(*other.data, 8, Rng{});
  CHECK(other.observe() != bench.observe());
  other.task->reset(*other.data, 7, Rng{}.fork("another repeat"));
  CHECK(other.observe() == bench.observe());
}

TEST_CASE("blocks rest where they were put") {
  const BlockBench bench("block_push");
  const StateVector before = bench.observe();
  for (int i = 0; i < 20; ++i) bench.tick(bench.task->hold(*bench.data));
  CHECK((bench.observe() - before).norm() < 1e-4);
  CHECK(divergence(*bench.data).empty());
}

TEST_CASE("a block is home at 0.05 m and no further") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  const Vector2d blue = task.targets()[0].pose(*bench.data).position;
  const auto score = [&](double distance) {
    task.blocks()[0].place(*bench.data, {blue + Vector2d(0, distance), 0});
    return Judgement(task, *bench.data).progress().score;
  };
  CHECK(score(0.0499) == 0.5);
  CHECK(score(0.0501) == 0);
}

TEST_CASE("both blocks must be home on different targets, and the first to come names the mode") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  const Vector2d away(0.4, -0.2);
  const auto put = [&](std::size_t block, const Vector2d& at) {
    task.blocks()[block].place(*bench.data, {at, 0.3});
  };
  for (std::size_t first = 0; first < 2; ++first) {
    for (std::size_t target = 0; target < 2; ++target) {
      const Vector2d its = task.targets()[target].pose(*bench.data).position;
      const Vector2d others = task.targets()[1 - target].pose(*bench.data).position;
      put(0, away);
      put(1, away + Vector2d(0.1, 0));
      Judgement judgement(task, *bench.data);
      const Progress& progress = judgement.progress();
      CHECK(judgement.mode() == -1);

      put(first, its);
      judgement.judge(*bench.data);
      CHECK(progress.score == 0.5);
      CHECK_FALSE(progress.success);
      CHECK(judgement.mode() == static_cast<int>(2 * first + target));

      // Both on the same target is no success.
      put(1 - first, its + Vector2d(0.045, 0));
      judgement.judge(*bench.data);
      CHECK_FALSE(progress.success);
      put(1 - first, others);
      judgement.judge(*bench.data);
      CHECK(progress.success);
      CHECK(progress.score == 1);
      CHECK(judgement.mode() == static_cast<int>(2 * first + target));

      // What was reached stays, what is now does not.
      put(first, away);
      judgement.judge(*bench.data);
      CHECK(progress.success);
      CHECK_FALSE(progress.success_now);
      CHECK(progress.score == 1);
    }
  }
  CHECK(task.info().modes ==
        std::vector<std::string>{"red-blue", "red-orange", "green-blue", "green-orange"});
}

TEST_CASE("restore and observe are each other's inverse for blocks and targets") {
  const BlockBench bench("block_push");
  bench.task->reset(*bench.data, 3, Rng{});
  StateVector row = bench.observe();
  row.head<2>() = Vector2d(0.31, -0.39);
  bench.task->reset(*bench.data, 4, Rng{});
  bench.task->restore(*bench.data, {row, {}});
  CHECK((bench.observe() - row).norm() < 1e-9);
  CHECK_THAT(message_of([&] { bench.task->restore(*bench.data, {StateVector::Zero(5), {}}); }),
             ContainsSubstring("16 finite numbers"));
  row[4] = std::nan("");
  CHECK_THROWS_AS(bench.task->restore(*bench.data, {row, {}}), UserError);
}

TEST_CASE("a kick moves the block that the rod is at") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  const Vector2d red(0.35, -0.2), green(0.5, -0.2);
  task.blocks()[0].place(*bench.data, {red, 0});
  task.blocks()[1].place(*bench.data, {green, 0});
  task.rod().place(*bench.data, Vector2d(0.55, -0.2));
  apply_event(task, *bench.data, {0, Kick{{.x = 0.01, .y = -0.02, .angle = 0.3}}});
  CHECK((task.blocks()[0].pose(*bench.data).position - red).norm() < 1e-12);
  const BlockPose kicked = task.blocks()[1].pose(*bench.data);
  CHECK((kicked.position - green - Vector2d(0.01, -0.02)).norm() < 1e-12);
  CHECK(kicked.yaw == Approx(0.3));
  // One that is named need not be near.
  apply_event(task, *bench.data, {0, Kick{{.y = 0.03}, "red"}});
  CHECK((task.blocks()[0].pose(*bench.data).position - red - Vector2d(0, 0.03)).norm() < 1e-12);
  CHECK_THROWS_AS(apply_event(task, *bench.data, {0, Drag{}}), UserError);
  CHECK_THROWS_AS(apply_event(task, *bench.data, {0, Kick{{.x = std::nan("")}}}), UserError);
}

TEST_CASE("a push sends a block off, the one that the rod is at or the one that is named") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  task.blocks()[0].place(*bench.data, {{0.35, -0.2}, 0});
  task.blocks()[1].place(*bench.data, {{0.5, -0.2}, 0.4});
  task.rod().place(*bench.data, Vector2d(0.55, -0.1));
  const auto speed = [&](const char* block) {
    const int dof = task.model().jnt_dofadr[joint_id(task.model(), block)];
    return Vector2d(bench.data->qvel[dof], bench.data->qvel[dof + 1]);
  };
  const double mass = task.model().body_mass[body_id(task.model(), "green")];
  apply_event(task, *bench.data, {0, Push{.x = 0.3 * mass, .y = -0.1 * mass}});
  CHECK((speed("green") - Vector2d(0.3, -0.1)).norm() < 1e-9);
  CHECK(speed("red").norm() < 1e-12);
  apply_event(task, *bench.data, {0, Push{.y = 0.2 * mass, .object = "red"}});
  CHECK((speed("red") - Vector2d(0, 0.2)).norm() < 1e-9);
  const Vector2d before = task.blocks()[1].pose(*bench.data).position;
  bench.tick(task.hold(*bench.data));
  CHECK((task.blocks()[1].pose(*bench.data).position - before).x() > 0.003);
}

// The cones of friction must not have corners (assets/block_push.xml).
TEST_CASE("a push turns a block alike in every direction of the compass") {
  const BlockBench bench("block_push");
  const TwoBlocks& task = two_blocks(bench);
  const auto turned = [&](double yaw) {
    const Vector2d in(std::cos(yaw), std::sin(yaw)), left(-in.y(), in.x()), at(0.4, 0);
    task.reset(*bench.data, 0, Rng{});
    task.blocks()[0].place(*bench.data, {at, yaw});
    task.blocks()[1].place(*bench.data, {Vector2d(0.65, 0.4), 0});
    Vector2d rod = at - 0.035 * in + 0.006 * left;
    task.rod().place(*bench.data, rod);
    for (int i = 0; i < 5; ++i) bench.tick(Vector2d(rod += 0.01 * in));
    return std::remainder(task.blocks()[0].pose(*bench.data).yaw - yaw, 2 * M_PI);
  };
  const double along_x = turned(0);
  CHECK(along_x < -0.05);  // off the middle to the left turns it clockwise
  for (const double yaw : {0.4, M_PI / 4, 1.36, 2.0})
    CHECK(turned(yaw) == Approx(along_x).epsilon(0.05));
}

TEST_CASE("block_push/expert solves starts at a person's speed") {
  const BlockBench bench("block_push");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 5);
  CHECK(runs.solved == 5);
  CHECK(runs.median_ticks() < 120);
  CHECK(runs.fastest <= 0.026);
}

TEST_CASE("block_push/expert follows from its key and recovers from a kick") {
  const BlockBench bench("block_push");
  const auto run = [&](EpisodeKey key) {
    Episode episode(*bench.task, *bench.expert, std::move(key));
    while (episode.tick()) {
    }
    return episode.result();
  };
  CHECK(run({.context = 200006}).ticks == run({.context = 200006}).ticks);
  CHECK(run({.context = 200007, .events = "kick(at=3,dx=0.05,dy=0.03,dangle=0.6)"}).success);
}

TEST_CASE("block_push/expert knows its task") {
  Registry registry(shipped_assets());
  register_tasks(registry);
  const auto task = registry.make_task("push_t");
  CHECK_THAT(message_of([&] { registry.make_policy("block_push/expert", *task); }),
             ContainsSubstring("solves block_push only"));
}

TEST_CASE("block_push/expert: 200 starts, modes drawn uniformly", "[.slow][slow]") {
  const BlockBench bench("block_push");
  const ExpertRuns runs = run_expert(*bench.task, *bench.expert, 200000, 200);
  WARN("block_push/expert: " << runs.solved << " of 200, median " << runs.median_ticks()
                             << " ticks, chi-square " << runs.chi_square());
  CHECK(runs.solved >= 190);
  CHECK(runs.chi_square() < 16.27);  // 3 degrees of freedom, 0.1 %
}

}  // namespace
}  // namespace streambed
