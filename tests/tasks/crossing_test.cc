#include <numbers>

#include "tests/tasks/expert_episodes.h"

namespace streambed {
namespace {

// The verdict on a path x(s), y = 0.4 s.
template <class Way>
Judgement judge_way(const Task& task, Way&& x) {
  const DataPtr data = make_data(task.model());
  const auto put = [&](double s) {
    StateVector state(4);
    state << x(s), 0.4 * s, x(s), 0.4 * s;
    task.restore(*data, {state, {}});
  };
  put(0);
  Judgement judgement(task, *data);
  for (int tick = 1; tick <= 64; ++tick) {
    put(tick / 64.0);
    data->time = 0.035 * tick;
    judgement.judge(*data);
  }
  return judgement;
}

double lane(double s) { return 0.08 * std::sin(2 * std::numbers::pi * s); }

TEST_CASE("crossing tells its lanes, those that turn off at the crossing and the middle apart") {
  const auto task = make_task("crossing");
  CHECK(task->info().modes == std::vector<std::string>{"right-left", "left-right"});
  const auto mode = [&](auto&& way) { return judge_way(*task, way).mode(); };
  CHECK(mode(lane) == 0);
  CHECK(mode([](double s) { return -lane(s); }) == 1);
  CHECK(mode([](double s) { return std::abs(lane(s)); }) == kModeSpurious);
  CHECK(mode([](double s) { return -std::abs(lane(s)); }) == kModeSpurious);
  CHECK(mode([](double) { return 0.0; }) == kModeUndecided);
  CHECK(mode([](double s) { return s < 0.5 ? lane(s) : 0.1 * lane(s); }) == kModeUndecided);
  const DataPtr data = make_data(task->model());
  task->reset(*data, 0, Rng{});
  CHECK(Judgement(*task, *data).mode() == kModeUndecided);
}

TEST_CASE("crossing reads x at the gate, not at the tick after it") {
  const auto task = make_task("crossing");
  const DataPtr data = make_data(task->model());
  const auto put = [&](double time, double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    data->time = time;
  };
  // The gate is at y = 0.1. At -0.03 it would have been passed on the other side.
  const auto mode = [&](double y_before) {
    put(0, 0.03, 0);
    Judgement judgement(*task, *data);
    put(0.035, 0.03, y_before);
    judgement.judge(*data);
    put(0.070, -0.03, 0.129);
    judgement.judge(*data);
    put(0.105, -0.03, 0.3);
    judgement.judge(*data);
    return judgement.mode();
  };
  CHECK(mode(0.099) == 0);                // x = 0.028
  CHECK(mode(0.0945) == 0);               // x = 0.0204
  CHECK(mode(0.094) == kModeUndecided);   // x = 0.0197, too near the middle
}

TEST_CASE("any way to crossing's goal is a success") {
  const auto task = make_task("crossing");
  for (const double width : {1.0, -1.0, 0.0})
    CHECK(judge_way(*task, [&](double s) { return width * lane(s); }).progress().success);
  CHECK_FALSE(judge_way(*task, [&](double s) { return 0.03 * s; }).progress().success);
  CHECK_FALSE(judge_way(*task, [&](double s) { return 1.49 * lane(s); }).progress().failed);
  const Progress outside = judge_way(*task, [&](double s) { return 1.51 * lane(s); }).progress();
  CHECK(outside.failed);
  CHECK_FALSE(outside.success);
}

TEST_CASE("fork counts the goal's side, changes of mind and touches") {
  const auto task = make_task("fork");
  const DataPtr data = make_data(task->model());
  const auto put = [&](double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    task->step(*data);
  };
  put(0, 0);
  Judgement first(*task, *data);
  CHECK(first.mode() == kModeUndecided);
  const auto at = [&](double x, double y) {
    put(x, y);
    first.judge(*data);
    return first.mode();
  };
  CHECK(at(0.029, 0.1) == kModeUndecided);
  CHECK(at(0.031, 0.1) == 1);
  CHECK(at(0.01, 0.15) == 1);
  CHECK(at(-0.031, 0.15) == 0);
  CHECK_FALSE(first.progress().success);
  CHECK(at(-0.15, 0.371) == 0);
  CHECK(first.progress().success);

  put(0.0161, 0.3);
  Judgement second(*task, *data);
  CHECK_FALSE(second.progress().failed);
  put(0.0159, 0.3);
  CHECK(second.judge(*data).failed);
  put(0.15, 0.4);
  CHECK_FALSE(second.judge(*data).success);
}

TEST_CASE("fork's goals are two") {
  const auto task = make_task("fork");
  const DataPtr data = make_data(task->model());
  const auto success = [&](double x, double y) {
    StateVector state(4);
    state << x, y, x, y;
    task->restore(*data, {state, {}});
    return Judgement(*task, *data).progress().success;
  };
  CHECK(success(0.15, 0.4));
  CHECK(success(-0.179, 0.4));
  CHECK_FALSE(success(-0.181, 0.4));
  CHECK_FALSE(success(0, 0.4));
  CHECK_FALSE(success(0.15, 0.369));
}

}  // namespace
}  // namespace streambed
