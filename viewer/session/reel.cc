#include "viewer/session/reel.h"

#include <algorithm>
#include <cassert>

#include "viewer/render/recorded_scene.h"

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
  const RecordedScene recorded(task, demonstration);
  const DataPtr data = make_data(task.model());
  Reel reel;
  std::optional<Judgement> judgement;
  for (Eigen::Index row = 0; row < recorded.rows(); ++row) {
    recorded.put(row, *data);
    const TimeNs time_ns = row * task.info().control_period_ns;
    data->time = static_cast<double>(time_ns) / kNsPerSecond;
    if (judgement) {
      judgement->judge(*data);
    } else {
      judgement.emplace(task, *data);
    }

    ReelTick tick{.tick = row,
                  .time_ns = time_ns,
                  .scene = scene_state(task.model(), *data),
                  .overlay = {},
                  .target = std::nullopt,
                  .progress = judgement->progress()};
    tick.overlay.tick = row;
    if (row > 0) tick.target = task.point(demonstration.actions.row(row - 1).transpose());

    // What is about to be done stands for the plan.
    tick.overlay.plan = recorded.ahead(row);
    reel.add(std::move(tick));
  }
  return reel;
}

}  // namespace streambed
