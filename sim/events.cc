#include "sim/events.h"

#include <algorithm>
#include <cmath>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/clock/inference.h"
#include "sim/disturbance/random_events.h"

namespace streambed {
namespace {

// A day is longer than any episode and its nanoseconds still fit a double exactly.
constexpr double kMaxSeconds = 86400;
constexpr double kMaxTick = 1e6;

Key at_key() { return Key::number("at", 0, "when, seconds after the start", 0, kMaxSeconds); }

std::vector<Key> pose_keys(const char* verb) {
  const std::string help = verb;
  return {at_key(), Key::number("x", 0, help + " x, the task's units"),
          Key::number("y", 0, help + " y, the task's units"),
          Key::number("angle", 0, help + " angle, rad")};
}

std::vector<Key> goal_keys() {
  std::vector<Key> keys = pose_keys("the goal's new");
  keys.push_back(Key::flag("relative", false, "add these to the goal's present pose"));
  return keys;
}

std::vector<Key> random_keys(const char* what) {
  const std::string text = what;
  return {Key::number("distance", 0, "how far " + text + " is displaced, the task's units", 0, 1e6),
          Key::number("turn", 0, text + " is turned so far, rad, to either side", 0, 10),
          Key::integer("from", 30, "earliest control tick before which it happens", 0, kMaxTick),
          Key::integer("to", 100, "latest control tick before which it happens", 0, kMaxTick)};
}

TimeNs to_ns(double seconds) { return std::llround(seconds * static_cast<double>(kNsPerSecond)); }

double to_seconds(TimeNs time) {
  return static_cast<double>(time) / static_cast<double>(kNsPerSecond);
}

RandomMove random_move(const Params& params) {
  const RandomMove move{params.number("distance"), params.number("turn"), params.integer("from"),
                        params.integer("to")};
  if (move.to_tick < move.from_tick) {
    throw UserError(params.name() + ": to must not be before from");
  }
  return move;
}

Event make_event(const Params& params) {
  const std::string& name = params.name();
  if (name == "random_kick") return {.time = 0, .what = RandomKick{random_move(params)}};
  if (name == "random_goal") return {.time = 0, .what = RandomGoal{random_move(params)}};
  Event event{.time = to_ns(params.number("at")), .what = {}};
  if (name == "kick") {
    event.what = Kick{params.number("dx"), params.number("dy"), params.number("dangle")};
  } else if (name == "move_goal") {
    event.what = MoveGoal{params.number("x"), params.number("y"), params.number("angle"),
                          params.flag("relative")};
  } else if (name == "drag") {
    event.what = Drag{params.number("x"), params.number("y"), params.number("angle")};
  } else {
    event.what = SetInference{clock_label(params.text("clock"))};
  }
  return event;
}

struct Describe {
  Spec operator()(const Kick& kick) const {
    return {"kick",
            {{"dx", to_text(kick.dx)}, {"dy", to_text(kick.dy)}, {"dangle", to_text(kick.dangle)}}};
  }
  Spec operator()(const MoveGoal& goal) const {
    Spec spec = pose("move_goal", goal);
    spec.values["relative"] = goal.relative ? "true" : "false";
    return spec;
  }
  Spec operator()(const Drag& drag) const { return pose("drag", drag); }
  Spec operator()(const SetInference& set) const {
    return {"set_inference", {{"clock", set.clock}}};
  }
  Spec operator()(const RandomKick& kick) const { return random("random_kick", kick); }
  Spec operator()(const RandomGoal& goal) const { return random("random_goal", goal); }
  Spec random(const char* name, const RandomMove& move) const {
    return {name,
            {{"distance", to_text(move.distance)},
             {"turn", to_text(move.turn)},
             {"from", to_text(move.from_tick)},
             {"to", to_text(move.to_tick)}}};
  }
  template <class Pose>
  Spec pose(const char* name, const Pose& pose) const {
    return {name, {{"x", to_text(pose.x)}, {"y", to_text(pose.y)}, {"angle", to_text(pose.angle)}}};
  }
};

const EventEntry& find_entry(const std::vector<EventEntry>& entries, const std::string& name) {
  std::vector<std::string> known;
  for (const EventEntry& entry : entries) {
    if (entry.name == name) return entry;
    known.push_back(entry.name);
  }
  throw UserError("there is no event \"" + name + "\"." + did_you_mean(name, known) +
                  " Events: " + join(known, ", "));
}

}  // namespace

std::vector<EventEntry> event_entries() {
  return {{"kick",
           {at_key(), Key::number("dx", 0, "displacement along x, the task's units"),
            Key::number("dy", 0, "displacement along y, the task's units"),
            Key::number("dangle", 0, "turn, rad")}},
          {"move_goal", goal_keys()},
          {"drag", pose_keys("the object's new")},
          {"set_inference", {at_key(), Key::text("clock", "frozen", "the new clock's spec")}},
          {"random_kick", random_keys("the object")},
          {"random_goal", random_keys("the goal")}};
}

std::vector<Event> parse_events(std::string_view text) {
  const std::vector<EventEntry> entries = event_entries();
  std::vector<Event> events;
  for (const Spec& spec : parse_spec_list(text)) {
    events.push_back(make_event(Params(spec, find_entry(entries, spec.name).keys)));
  }
  // Events of one moment keep the order in which they were written.
  std::stable_sort(events.begin(), events.end(),
                   [](const Event& a, const Event& b) { return a.time < b.time; });
  return events;
}

std::string format_events(const std::vector<Event>& events) {
  if (events.empty()) return "none";
  const std::vector<EventEntry> entries = event_entries();
  std::vector<std::string> texts;
  for (const Event& event : events) {
    Spec spec = std::visit(Describe{}, event.what);
    if (!is_random(event)) spec.values["at"] = to_text(to_seconds(event.time));
    texts.push_back(Params(spec, find_entry(entries, spec.name).keys).label());
  }
  return join(texts, ",");
}

}  // namespace streambed
