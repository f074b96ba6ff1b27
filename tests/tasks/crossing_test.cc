#include <numbers>

#include "tests/tasks/expert_episodes.h"

namespace streambed {
namespace {

// The verdict on a path x(s), y = 0.4 s.
template <class Way>
Progress judge_way(const Task& task, Way&& x) {
  const DataPtr data = make_data(task.model());
  Progress progress;
  for (int tick = 0; tick <= 64; ++tick) {
    const double s = tick / 64.0;
    StateVector state(4);
    state << x(s), 0.4 * s, x(s), 0.4 * s;
    task.restore(*data, {state, {}});
    if (tick > 0) data->time = 0.035 * tick;
    progress = task.judge(*data, progress);
  }
  return progress;
}

double lane(double s) { return 0.08 * std::sin(2 * std::numbers::pi * s); }

TEST_CASE("crossing tells its lanes, those that turn off at the crossing and the middle apart") {
  const auto task = make_task("crossing");
  CHECK(task->info().modes == std::vector<std::string>{"right-left", "left-right"});
  const auto mode = [&](auto&& way) { return task->mode(judge_way(*task, way)); };
  CHECK(mode(lane) == 0);
  CHECK(mode([](double s) { return -lane(s); }) == 1);
  CHECK(mode([](double s) { return std::abs(lane(s)); }) == kModeSpurious);
  CHECK(mode([](double s) { return -std::abs(lane(s)); }) == kModeSpurious);
  CHECK(mode([](double) { return 0.0; }) == kModeUndecided);
  CHECK(mode([](double s) { return s < 0.5 ? lane(s) : 0.1 * lane(s); }) == kModeUndecided);
  CHECK(task->mode(Progress{}) == kModeUndecided);
}

TEST_CASE("crossing reads x at the gate, not at the tick after it") {
  const auto task = make_task("crossing");
  const DataPtr data = make_data(task->model());
  Progress progress;
  const auto at = [&](double time, double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    data->time = time;
    progress = task->judge(*data, progress);
  };
  at(0.035, 0.03, 0.099);
  at(0.070, -0.03, 0.129);
  CHECK(progress.notes[0] == Approx(0.03 - 0.06 * 0.001 / 0.03));
}

TEST_CASE("any way to crossing's goal is a success") {
  const auto task = make_task("crossing");
  for (const double width : {1.0, -1.0, 0.0})
    CHECK(judge_way(*task, [&](double s) { return width * lane(s); }).success);
  CHECK_FALSE(judge_way(*task, [&](double s) { return 0.03 * s; }).success);
  CHECK_FALSE(judge_way(*task, [&](double s) { return 1.49 * lane(s); }).failed);
  const Progress outside = judge_way(*task, [&](double s) { return 1.51 * lane(s); });
  CHECK(outside.failed);
  CHECK_FALSE(outside.success);
}

TEST_CASE("fork counts the goal's side, changes of mind and touches") {
  const auto task = make_task("fork");
  const DataPtr data = make_data(task->model());
  Progress progress;
  const auto at = [&](double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    task->step(*data);
    progress = task->judge(*data, progress);
    return task->mode(progress);
  };
  CHECK(at(0, 0) == kModeUndecided);
  CHECK(at(0.029, 0.1) == kModeUndecided);
  CHECK(at(0.031, 0.1) == 1);
  CHECK(at(0.01, 0.15) == 1);
  CHECK(at(-0.031, 0.15) == 0);
  CHECK_FALSE(progress.success);
  CHECK(at(-0.15, 0.371) == 0);
  CHECK(progress.success);

  progress = {};
  at(0.0161, 0.3);
  CHECK_FALSE(progress.failed);
  at(0.0159, 0.3);
  CHECK(progress.failed);
  at(0.15, 0.4);
  CHECK_FALSE(progress.success);
}

TEST_CASE("fork's goals are two") {
  const auto task = make_task("fork");
  const DataPtr data = make_data(task->model());
  const auto success = [&](double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    return task->judge(*data, {}).success;
  };
  CHECK(success(0.15, 0.4));
  CHECK(success(-0.179, 0.4));
  CHECK_FALSE(success(-0.181, 0.4));
  CHECK_FALSE(success(0, 0.4));
  CHECK_FALSE(success(0.15, 0.369));
}

}  // namespace
}  // namespace streambed
