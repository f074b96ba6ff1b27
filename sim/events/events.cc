#include "sim/events/events.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/clock/inference.h"
#include "sim/events/random_events.h"

namespace streambed {
namespace {

// A day is longer than any episode and its nanoseconds still fit a double exactly.
constexpr double kMaxSeconds = 86400;
constexpr double kMaxTick = 1e6;

TimeNs to_ns(double seconds) { return std::llround(seconds * static_cast<double>(kNsPerSecond)); }

double to_seconds(TimeNs time) {
  return static_cast<double>(time) / static_cast<double>(kNsPerSecond);
}

// The keys of a pose: x, or dx for a displacement.
constexpr std::array<const char*, 6> kPoseKeys = {"x", "y", "z", "roll", "pitch", "angle"};
constexpr std::array<double EventPose::*, 6> kPoseMembers = {
    &EventPose::x,    &EventPose::y,     &EventPose::z,
    &EventPose::roll, &EventPose::pitch, &EventPose::angle};

std::vector<Key> at_and_object() {
  return {Key::number("at", 0, "when, seconds after the start", 0, kMaxSeconds),
          Key::text("object", "", "the object's name; empty: the task's first")};
}

std::vector<Key> pose_keys(const std::string& prefix, const std::string& what) {
  std::vector<Key> keys = at_and_object();
  for (std::size_t i = 0; i < kPoseKeys.size(); ++i) {
    const char* unit = i < 3 ? ", the task's units" : ", rad";
    keys.push_back(Key::number(prefix + kPoseKeys[i], 0, what + " " + kPoseKeys[i] + unit));
  }
  return keys;
}

std::vector<Key> goal_keys() {
  std::vector<Key> keys = pose_keys("", "the goal's new");
  keys.push_back(Key::flag("relative", false, "add these to the goal's present pose"));
  return keys;
}

std::vector<Key> push_keys() {
  std::vector<Key> keys = at_and_object();
  for (const char* axis : {"x", "y", "z"})
    keys.push_back(Key::number(axis, 0, std::string("impulse along ") + axis + ", N s"));
  return keys;
}

Key change_name_key() { return Key::text("name", "", "which of the task's changes"); }

// The keys of an event that is drawn, behind its own.
std::vector<Key> random_keys(std::vector<Key> keys) {
  keys.push_back(
      Key::integer("from", 30, "earliest control tick before which it happens", 0, kMaxTick));
  keys.push_back(
      Key::integer("to", 100, "latest control tick before which it happens", 0, kMaxTick));
  return keys;
}

std::vector<Key> random_move_keys(const std::string& what) {
  return random_keys(
      {at_and_object().back(),
       Key::number("distance", 0, "how far " + what + " is displaced, the task's units", 0, 1e6),
       Key::number("turn", 0, what + " is turned so far, rad, to either side", 0, 10)});
}

EventPose read_pose(const Params& params, const std::string& prefix) {
  EventPose pose;
  for (std::size_t i = 0; i < kPoseKeys.size(); ++i)
    pose.*kPoseMembers[i] = params.number(prefix + kPoseKeys[i]);
  return pose;
}

RandomEvent read_ticks(const Params& params) {
  const RandomEvent ticks{params.integer("from"), params.integer("to")};
  if (ticks.to_tick < ticks.from_tick) {
    throw UserError(params.name() + ": to must not be before from");
  }
  return ticks;
}

RandomMove read_move(const Params& params) {
  return {read_ticks(params), params.number("distance"), params.number("turn"),
          params.text("object")};
}

Event make_event(const Params& params) {
  const std::string& name = params.name();
  if (name == "random_kick") return {.time = 0, .what = RandomKick{read_move(params)}};
  if (name == "random_goal") return {.time = 0, .what = RandomGoal{read_move(params)}};
  if (name == "random_push") {
    return {.time = 0, .what = RandomPush{read_ticks(params), params.number("impulse"),
                                          params.text("object")}};
  }
  if (name == "random_change") {
    return {.time = 0, .what = RandomChange{read_ticks(params), params.text("name")}};
  }
  Event event{.time = to_ns(params.number("at")), .what = {}};
  if (name == "kick") {
    event.what = Kick{read_pose(params, "d"), params.text("object")};
  } else if (name == "move_goal") {
    event.what = MoveGoal{read_pose(params, ""), params.text("object"), params.flag("relative")};
  } else if (name == "drag") {
    event.what = Drag{read_pose(params, ""), params.text("object")};
  } else if (name == "push") {
    event.what =
        Push{params.number("x"), params.number("y"), params.number("z"), params.text("object")};
  } else if (name == "change") {
    event.what = Change{params.text("name"), params.number("value")};
  } else {
    event.what = SetInference{clock_label(params.text("clock"))};
  }
  return event;
}

// All keys but the time, the inverse of make_event().
struct Describe {
  Spec operator()(const Kick& kick) const { return pose("kick", "d", kick.change, kick.object); }
  Spec operator()(const MoveGoal& goal) const {
    Spec spec = pose("move_goal", "", goal.pose, goal.object);
    spec.values["relative"] = goal.relative ? "true" : "false";
    return spec;
  }
  Spec operator()(const Drag& drag) const { return pose("drag", "", drag.pose, drag.object); }
  Spec operator()(const Push& push) const {
    return {"push",
            {{"object", push.object},
             {"x", to_text(push.x)},
             {"y", to_text(push.y)},
             {"z", to_text(push.z)}}};
  }
  Spec operator()(const Change& change) const {
    return {"change", {{"name", change.name}, {"value", to_text(change.value)}}};
  }
  Spec operator()(const SetInference& set) const {
    return {"set_inference", {{"clock", set.clock}}};
  }
  Spec operator()(const RandomKick& kick) const { return move("random_kick", kick); }
  Spec operator()(const RandomGoal& goal) const { return move("random_goal", goal); }
  Spec operator()(const RandomPush& push) const {
    return random("random_push", push,
                  {{"object", push.object}, {"impulse", to_text(push.impulse)}});
  }
  Spec operator()(const RandomChange& change) const {
    return random("random_change", change, {{"name", change.name}});
  }

  static Spec pose(const char* name, const std::string& prefix, const EventPose& pose,
                   const std::string& object) {
    Spec spec{name, {{"object", object}}};
    for (std::size_t i = 0; i < kPoseKeys.size(); ++i)
      spec.values[prefix + kPoseKeys[i]] = to_text(pose.*kPoseMembers[i]);
    return spec;
  }
  static Spec random(const char* name, const RandomEvent& ticks,
                     std::map<std::string, std::string> values) {
    values["from"] = to_text(ticks.from_tick);
    values["to"] = to_text(ticks.to_tick);
    return {name, std::move(values)};
  }
  static Spec move(const char* name, const RandomMove& move) {
    return random(name, move,
                  {{"object", move.object},
                   {"distance", to_text(move.distance)},
                   {"turn", to_text(move.turn)}});
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
  const Key at = at_and_object().front(), object = at_and_object().back();
  return {
      {"kick", "displaces an object", pose_keys("d", "displacement")},
      {"move_goal", "moves the goal of an object", goal_keys()},
      {"drag", "puts an object at a pose", pose_keys("", "the object's new")},
      {"push", "gives an object an impulse", push_keys()},
      {"change",
       "sets a number of the scene that the task lets events change",
       {at, change_name_key(), Key::number("value", 0, "its new value, in its unit")}},
      {"set_inference",
       "replaces the clock",
       {at, Key::text("clock", "frozen", "the new clock's spec")}},
      {"random_kick", "displaces an object at a random tick, in a random direction",
       random_move_keys("the object")},
      {"random_goal", "moves the goal of an object at a random tick, in a random direction",
       random_move_keys("the goal")},
      {"random_push", "gives an object an impulse at a random tick, in a random direction",
       random_keys({object, Key::number("impulse", 0, "how large, N s", 0, 1e6)})},
      {"random_change", "sets such a number to a random value of its range, at a random tick",
       random_keys({change_name_key()})},
  };
}

std::string event_name(const Event& event) { return std::visit(Describe{}, event.what).name; }

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
