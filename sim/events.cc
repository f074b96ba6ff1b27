#include "sim/events.h"

#include <algorithm>
#include <cmath>

#include "sim/error.h"
#include "sim/inference.h"
#include "sim/text.h"

namespace streambed {
namespace {

// A day is longer than any episode and its nanoseconds still fit a double exactly.
constexpr double kMaxSeconds = 86400;

Key at_key() { return Key::number("at", 0, "when, seconds after the start", 0, kMaxSeconds); }

std::vector<Key> pose_keys(const char* verb) {
  const std::string help = verb;
  return {at_key(), Key::number("x", 0, help + " x, the task's units"),
          Key::number("y", 0, help + " y, the task's units"),
          Key::number("angle", 0, help + " angle, rad")};
}

TimeNs to_ns(double seconds) { return std::llround(seconds * static_cast<double>(kNsPerSecond)); }

double to_seconds(TimeNs time) {
  return static_cast<double>(time) / static_cast<double>(kNsPerSecond);
}

Event make_event(const Params& params) {
  const std::string& name = params.name();
  Event event{.time = to_ns(params.number("at")), .what = {}};
  if (name == "kick") {
    event.what = Kick{params.number("dx"), params.number("dy"), params.number("dangle")};
  } else if (name == "move_goal") {
    event.what = MoveGoal{params.number("x"), params.number("y"), params.number("angle")};
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
  Spec operator()(const MoveGoal& goal) const { return pose("move_goal", goal); }
  Spec operator()(const Drag& drag) const { return pose("drag", drag); }
  Spec operator()(const SetInference& set) const {
    return {"set_inference", {{"clock", set.clock}}};
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
          {"move_goal", pose_keys("the goal's new")},
          {"drag", pose_keys("the object's new")},
          {"set_inference", {at_key(), Key::text("clock", "frozen", "the new clock's spec")}}};
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
    spec.values["at"] = to_text(to_seconds(event.time));
    texts.push_back(Params(spec, find_entry(entries, spec.name).keys).label());
  }
  return join(texts, ",");
}

}  // namespace streambed
