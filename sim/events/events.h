#pragma once
// Everything that a person or a disturbance does to a running episode. The viewer and sweeps with
// disturbances use only these. An event names an object of the task (TaskInfo::objects); an empty
// name means the first one, unless the task says otherwise.

#include <Eigen/Geometry>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {

// A pose or a displacement as an event's text has it. It stays numbers, so that text and tasks in
// the plane keep every bit.
struct EventPose {
  double x = 0, y = 0, z = 0;             // the task's units
  double roll = 0, pitch = 0, angle = 0;  // rad, about the world's x, then its y, then its z axis

  Eigen::Isometry3d isometry() const;
  bool in_plane() const { return z == 0 && roll == 0 && pitch == 0; }
  bool operator==(const EventPose&) const = default;
};
// The numbers of a pose: event_pose(pose).isometry() is the pose again.
EventPose event_pose(const Eigen::Isometry3d& pose);
// Moved along the world's axes, and turned about them where it stands.
Eigen::Isometry3d displaced(const Eigen::Isometry3d& pose, const EventPose& change);

// Displaces an object.
struct Kick {
  EventPose change;
  std::string object = {};
};
// Puts an object's goal at a pose.
struct MoveGoal {
  EventPose pose;
  std::string object = {};
  bool relative = false;  // the pose is a displacement of the present one
};
// Puts an object at a pose (a drag with the mouse is a sequence of these).
struct Drag {
  EventPose pose;
  std::string object = {};
};
// Gives an object an impulse, N s along the world's axes, at its centre of mass.
struct Push {
  double x = 0, y = 0, z = 0;
  std::string object = {};
};
// Sets one of TaskInfo::changes.
struct Change {
  std::string name;
  double value = 0;
};
// Replaces the clock in mid-episode; the text is a clock spec.
struct SetInference {
  std::string clock;
};

// A disturbance that is drawn anew for each episode (sim/events/random_events.h), at a random tick
// between from_tick and to_tick.
struct RandomEvent {
  std::int64_t from_tick = 0, to_tick = 0;
};
// By `distance` (the task's units) in a random direction of the plane, by `turn` (rad about z) to a
// random side.
struct RandomMove : RandomEvent {
  double distance = 0, turn = 0;
  std::string object = {};
};
struct RandomKick : RandomMove {};
struct RandomGoal : RandomMove {};
// Of `impulse` (N s), in a random horizontal direction.
struct RandomPush : RandomEvent {
  double impulse = 0;
  std::string object = {};
};
// To a value of the range that the task declares, all alike.
struct RandomChange : RandomEvent {
  std::string name;
};

struct Event {
  TimeNs time = 0;  // applied before the first control tick at or after this time
  std::variant<Kick, MoveGoal, Drag, Push, Change, SetInference, RandomKick, RandomGoal, RandomPush,
               RandomChange>
      what;
};

// What each event does and its declared keys, for `streambed list`.
struct EventEntry {
  std::string name;
  std::string help;  // one line
  std::vector<Key> keys;
};
std::vector<EventEntry> event_entries();

// Its name in texts: "kick".
std::string event_name(const Event& event);

// "none", or a list such as "kick(at=3.0,dx=30,dangle=0.3),move_goal(at=5,x=200,y=200)" with times
// in seconds, or "random_kick(distance=30,turn=0.3,from=30,to=100)" with a range of ticks; sorted
// by time. Throws UserError.
std::vector<Event> parse_events(std::string_view text);
// The canonical text, as EpisodeKey::events and results have it; "none" when empty.
std::string format_events(const std::vector<Event>& events);

}  // namespace streambed
