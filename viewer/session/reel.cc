#include "viewer/session/reel.h"

#include <algorithm>
#include <cassert>

#include "sim/base/error.h"
#include "sim/data/simulator_state.h"

namespace streambed {

void Reel::add(ReelTick tick) {
  assert(ticks_.empty() || tick.tick == newest() + 1);
  if (ticks_.size() >= kMaxTicks) ticks_.pop_front();
  ticks_.push_back(std::move(tick));
}

void Reel::show(std::int64_t tick, Snapshot& snapshot) const {
  assert(!empty());
  const auto shown = static_cast<std::size_t>(std::clamp(tick, oldest(), newest()) - oldest());
  const ReelTick& seen = ticks_[shown];
  snapshot.tick = seen.tick;
  snapshot.newest_tick = newest();
  snapshot.time_ns = seen.time_ns;
  snapshot.scene = seen.scene;
  snapshot.progress = seen.progress;

  // The path so far, with a mark where a plan began.
  snapshot.overlay = seen.overlay;
  for (std::size_t i = 0; i <= shown; ++i) {
    if (!ticks_[i].target) continue;
    snapshot.overlay.executed.push_back(*ticks_[i].target);
    if ((ticks_[i].marks & kPlanned) != 0) {
      snapshot.overlay.boundaries.push_back(*ticks_[i].target);
    }
  }
  if (snapshot.overlay.executed.size() > kMaxExecutedPoints) {
    auto& path = snapshot.overlay.executed;
    path.erase(path.begin(), path.end() - static_cast<std::ptrdiff_t>(kMaxExecutedPoints));
  }

  TickSeries& series = snapshot.series;
  series = {.first_tick = oldest(), .marks = {}, .score = {}, .think_ms = {}, .begin_ms = {}};
  for (const ReelTick& each : ticks_) {
    series.marks.push_back(each.marks);
    series.score.push_back(static_cast<float>(each.progress.score));
    series.think_ms.push_back(each.think_ms);
    series.begin_ms.push_back(each.begin_ms);
  }
}

Reel demonstration_reel(const Task& task, const Demonstration& demonstration) {
  const mjModel& model = task.model();
  const DataPtr data = make_data(model);
  const Eigen::Index rows = demonstration.actions.rows();
  if (demonstration.actions.cols() != task.info().action_size()) {
    throw UserError("the recording has " + std::to_string(demonstration.actions.cols()) +
                    " action columns, " + task.info().label + " wants " +
                    std::to_string(task.info().action_size()) + "; choose the task it was made on");
  }

  // Simulator states are what was seen. Files of version 1 have positions instead, as each tick
  // left them, so that row i shows with the observation of row i + 1. Without either the task
  // recovers each row.
  const auto stored = demonstration.obs.find("qpos");
  const MatrixRM positions =
      stored != demonstration.obs.end() ? stored->second.read().matrix() : MatrixRM();
  const bool has_positions =
      positions.cols() == model.nq && !demonstration.obs.contains(kSimulatorState);
  const auto pose = [&](Eigen::Index row) {
    std::copy_n(positions.row(row).data(), model.nq, data->qpos);
    mj_kinematics(&model, data.get());
  };
  const auto put = [&](Eigen::Index row) {
    if (row > 0 && has_positions) return pose(row - 1);
    try {
      restore_recorded(task, *data, demonstration, row);
    } catch (const UserError&) {
      // A task that cannot start from a recording begins with the first position that there is.
      if (!has_positions) throw;
      pose(0);
    }
  };
  Reel reel;
  Progress progress;
  for (Eigen::Index row = 0; row < rows; ++row) {
    put(row);
    const TimeNs time_ns = row * task.info().control_period_ns;
    data->time = static_cast<double>(time_ns) / kNsPerSecond;
    progress = task.judge(*data, progress);

    ReelTick tick{.tick = row,
                  .time_ns = time_ns,
                  .scene = scene_state(model, *data),
                  .overlay = {},
                  .target = std::nullopt,
                  .progress = progress};
    tick.overlay.tick = row;
    if (row > 0) tick.target = task.point(demonstration.actions.row(row - 1).transpose());

    // What is about to be done stands for the plan.
    constexpr Eigen::Index kAhead = 8;
    tick.overlay.plan = {.first_tick = row, .span_ticks = kAhead, .points = {}};
    for (Eigen::Index next = row; next < std::min(row + kAhead, rows); ++next) {
      if (const auto at = task.point(demonstration.actions.row(next).transpose())) {
        tick.overlay.plan.points.push_back({*at, next});
      }
    }
    reel.add(std::move(tick));
  }
  return reel;
}

}  // namespace streambed
