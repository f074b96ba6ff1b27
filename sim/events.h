#pragma once
// Everything that a person or a disturbance does to a running episode. The viewer and sweeps with
// disturbances use only these.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {

// Displaces the manipulated object: pose increments in the task's units and radians.
struct Kick {
  double dx = 0, dy = 0, dangle = 0;
};
// Puts the goal at a pose, in the task's units and radians.
struct MoveGoal {
  double x = 0, y = 0, angle = 0;
  bool relative = false;  // these are increments of the present pose
};
// Puts the manipulated object at a pose (a drag with the mouse is a sequence of these).
struct Drag {
  double x = 0, y = 0, angle = 0;
};
// Replaces the clock in mid-episode; the text is a clock spec.
struct SetInference {
  std::string clock;
};

// A random displacement, drawn anew for each episode (sim/disturbance/random_events.h): by `distance` (the
// task's units) in a random direction, by `turn` (rad) to a random side, at a random tick between
// from_tick and to_tick. RandomKick moves the object, RandomGoal the goal.
struct RandomMove {
  double distance = 0, turn = 0;
  std::int64_t from_tick = 0, to_tick = 0;
};
struct RandomKick : RandomMove {};
struct RandomGoal : RandomMove {};

struct Event {
  TimeNs time = 0;  // applied before the first control tick at or after this time
  std::variant<Kick, MoveGoal, Drag, SetInference, RandomKick, RandomGoal> what;
};

// Declared keys of each event, for `streambed list`.
struct EventEntry {
  std::string name;
  std::vector<Key> keys;
};
std::vector<EventEntry> event_entries();

// "none", or a list such as "kick(at=3.0,dx=30,dangle=0.3),move_goal(at=5,x=200,y=200)" with times
// in seconds, or "random_kick(distance=30,turn=0.3,from=30,to=100)" with a range of ticks; sorted
// by time. Throws UserError.
std::vector<Event> parse_events(std::string_view text);
// The canonical text, as EpisodeKey::events and results have it; "none" when empty.
std::string format_events(const std::vector<Event>& events);

}  // namespace streambed
