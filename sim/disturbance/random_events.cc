#include "sim/disturbance/random_events.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/error.h"

namespace streambed {
namespace {

constexpr int kDraws = 1000;

const RandomMove* random_move(const Event& event) {
  if (const auto* kick = std::get_if<RandomKick>(&event.what)) return kick;
  return std::get_if<RandomGoal>(&event.what);
}

}  // namespace

bool is_random(const Event& event) { return random_move(event) != nullptr; }

void draw_times(std::vector<Event>& events, TimeNs control_period_ns, const Rng& rng) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const RandomMove* move = random_move(events[i]);
    if (move == nullptr) continue;
    const auto ticks = static_cast<std::uint64_t>(move->to_tick - move->from_tick + 1);
    Rng time_rng = rng.fork("time").fork(static_cast<std::int64_t>(i));
    const std::int64_t tick = move->from_tick + static_cast<std::int64_t>(time_rng.below(ticks));
    events[i].time = tick * control_period_ns;
  }
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
}

Event drawn(const Event& random, const Task& task, const mjData& data, Rng rng) {
  const RandomMove& move = *random_move(random);
  const bool is_kick = std::holds_alternative<RandomKick>(random.what);
  const auto& objects = task.info().objects;
  if (!is_kick && (objects.empty() || objects.front().goal.empty())) {
    throw UserError(task.info().label + " has no goal that random_goal could move; remove it");
  }
  for (int i = 0; i < kDraws; ++i) {
    const double direction = rng.uniform(0, 2 * std::numbers::pi);
    const double dx = move.distance * std::cos(direction);
    const double dy = move.distance * std::sin(direction);
    const double turn = rng.below(2) == 0 ? move.turn : -move.turn;
    Event event{.time = random.time, .what = Kick{dx, dy, turn}};
    if (!is_kick) event.what = MoveGoal{dx, dy, turn, true};
    if (task.allows(data, event)) return event;
  }
  throw EngineError("a random event found no room for its displacement");
}

}  // namespace streambed
