#include "sim/events/check_events.h"

#include <cassert>
#include <cmath>
#include <initializer_list>
#include <string>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/events/random_events.h"

namespace streambed {
namespace {

struct Check {
  const TaskInfo& info;
  const std::string name;  // of the event

  void operator()(const Kick& kick) const {
    object(info.events.kick, kick.object);
    pose(kick.change);
  }
  void operator()(const Drag& drag) const {
    object(info.events.drag, drag.object);
    pose(drag.pose);
  }
  void operator()(const MoveGoal& move) const {
    goal(move.object);
    pose(move.pose);
  }
  void operator()(const Push& push) const {
    object(info.events.push, push.object);
    finite({push.x, push.y, push.z});
  }
  void operator()(const Change& change) const {
    finite({change.value});
    const TaskChange& declared = this->change(change.name);
    if (change.value >= declared.low && change.value <= declared.high) return;
    refuse(declared.name + " must be between " + to_text(declared.low) + " and " +
           to_text(declared.high) + " " + declared.unit + ", not " + to_text(change.value));
  }
  void operator()(const SetInference&) const {}
  void operator()(const RandomKick& kick) const { object(info.events.kick, kick.object); }
  void operator()(const RandomGoal& move) const { goal(move.object); }
  void operator()(const RandomPush& push) const { object(info.events.push, push.object); }
  void operator()(const RandomChange& change) const { this->change(change.name); }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw UserError(info.label + ", event " + name + ": " + why);
  }
  [[noreturn]] void refuse_kind() const {
    const std::vector<std::string> taken = events_taken(info);
    refuse("the task does not take this event; it takes " +
           (taken.empty() ? "none: use --events none" : join(taken, ", ")));
  }
  // Returns the object's index.
  std::size_t object(bool takes, const std::string& named) const {
    if (!takes) refuse_kind();
    return object_index(info, named);
  }
  void goal(const std::string& named) const {
    const TaskObject& its = info.objects[object(info.events.move_goal, named)];
    if (its.goal.empty()) refuse(its.name + " has no goal to move; name another object");
  }
  const TaskChange& change(const std::string& wanted) const {
    if (info.changes.empty()) refuse_kind();
    if (wanted.empty()) refuse("say which number changes: name=" + info.changes.front().name);
    return task_change(info, wanted);
  }
  void finite(std::initializer_list<double> numbers) const {
    for (const double number : numbers) {
      if (!std::isfinite(number)) refuse("its numbers must be finite");
    }
  }
  void pose(const EventPose& given) const {
    finite({given.x, given.y, given.z, given.roll, given.pitch, given.angle});
    if (info.events.in_plane && !given.in_plane())
      refuse("the task is in the plane; leave out all but x, y and angle");
  }
};

}  // namespace

std::vector<std::string> events_taken(const TaskInfo& info) {
  std::vector<std::string> names;
  if (info.events.kick) names.push_back("kick");
  if (info.events.drag) names.push_back("drag");
  if (info.events.move_goal) names.push_back("move_goal");
  if (info.events.push) names.push_back("push");
  if (!info.changes.empty()) names.push_back("change");
  return names;
}

void check_event(const Task& task, const Event& event) {
  std::visit(Check{task.info(), event_name(event)}, event.what);
}

void check_events(const Task& task, std::span<const Event> events) {
  for (const Event& event : events) check_event(task, event);
}

void apply_event(const Task& task, mjData& data, const Event& event) {
  assert(!is_random(event) && !std::holds_alternative<SetInference>(event.what));
  check_event(task, event);
  task.disturb(data, event);
}

}  // namespace streambed
