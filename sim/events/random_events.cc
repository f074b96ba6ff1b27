#include "sim/events/random_events.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <type_traits>

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr int kDraws = 1000;

const RandomEvent* random_event(const Event& event) {
  return std::visit(
      [](const auto& what) -> const RandomEvent* {
        if constexpr (std::is_base_of_v<RandomEvent, std::decay_t<decltype(what)>>) return &what;
        return nullptr;
      },
      event.what);
}

// One draw of each kind. Numbers are taken in this order, so that results stay what they were.
struct Draw {
  const Task& task;
  Rng& rng;

  EventPose operator()(const RandomMove& move) const {
    const double direction = rng.uniform(0, 2 * std::numbers::pi);
    const double turn = rng.below(2) == 0 ? move.turn : -move.turn;
    return {.x = move.distance * std::cos(direction),
            .y = move.distance * std::sin(direction),
            .angle = turn};
  }
  Push operator()(const RandomPush& push) const {
    const double direction = rng.uniform(0, 2 * std::numbers::pi);
    return {.x = push.impulse * std::cos(direction),
            .y = push.impulse * std::sin(direction),
            .object = push.object};
  }
  Change operator()(const RandomChange& change) const {
    const TaskChange& declared = task_change(task.info(), change.name);
    return {change.name, rng.uniform(declared.low, declared.high)};
  }
};

}  // namespace

bool is_random(const Event& event) { return random_event(event) != nullptr; }

void draw_times(std::vector<Event>& events, TimeNs control_period_ns, const Rng& rng) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const RandomEvent* random = random_event(events[i]);
    if (random == nullptr) continue;
    const auto ticks = static_cast<std::uint64_t>(random->to_tick - random->from_tick + 1);
    Rng time_rng = rng.fork("time").fork(static_cast<std::int64_t>(i));
    const std::int64_t tick = random->from_tick + static_cast<std::int64_t>(time_rng.below(ticks));
    events[i].time = tick * control_period_ns;
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
}

Event drawn(const Event& random, const Task& task, const mjData& data, Rng rng) {
  assert(is_random(random));
  const Draw draw{task, rng};
  for (int i = 0; i < kDraws; ++i) {
    Event event{.time = random.time, .what = {}};
    if (const auto* kick = std::get_if<RandomKick>(&random.what)) {
      event.what = Kick{draw(*kick), kick->object};
    } else if (const auto* goal = std::get_if<RandomGoal>(&random.what)) {
      event.what = MoveGoal{draw(*goal), goal->object, true};
    } else if (const auto* push = std::get_if<RandomPush>(&random.what)) {
      event.what = draw(*push);
    } else {
      event.what = draw(std::get<RandomChange>(random.what));
    }
    if (task.allows(data, event)) return event;
  }
  throw EngineError(task.info().label + ": " + event_name(random) +
                    " found no room for its displacement; make it smaller");
}

}  // namespace streambed
