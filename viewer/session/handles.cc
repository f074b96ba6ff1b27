#include "viewer/session/handles.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "sim/events/check_events.h"

namespace streambed {
namespace {

using Positions = std::vector<Eigen::Vector3d>;

// State of a task that one may spoil.
class Scratch {
 public:
  Scratch(const Task& task, const mjData& data)
      : task_(task), original_(data), data_(make_data(task.model())) {}

  // Where the bodies are after an event; nullopt when the task refuses it.
  template <class What>
  std::optional<Positions> after(const What& what) {
    mj_copyData(data_.get(), &task_.model(), &original_);
    try {
      apply_event(task_, *data_, Event{.time = 0, .what = what});
    } catch (const std::exception&) {
      return std::nullopt;
    }
    mj_kinematics(&task_.model(), data_.get());
    Positions positions;
    for (int i = 0; i < task_.model().nbody; ++i) {
      positions.emplace_back(data_->xpos[3 * i], data_->xpos[3 * i + 1], data_->xpos[3 * i + 2]);
    }
    return positions;
  }
 private:
  const Task& task_;
  const mjData& original_;
  DataPtr data_;
};

std::vector<int> moved(const Positions& a, const Positions& b) {
  std::vector<int> bodies;
  for (std::size_t i = 1; i < a.size(); ++i) {
    if ((a[i] - b[i]).norm() > 1e-9) bodies.push_back(static_cast<int>(i));
  }
  return bodies;
}

// The three poses differ by `step` units along x and along y.
PlaneAxes axes_of(const Positions& at, const Positions& along_x, const Positions& along_y,
                  int body, double step) {
  const auto i = static_cast<std::size_t>(body);
  PlaneAxes axes;
  axes.col(0) = (along_x[i] - at[i]) / step;
  axes.col(1) = (along_y[i] - at[i]) / step;
  return axes;
}

// `put` makes the event that leaves the named pose at another one.
template <class Put>
std::optional<Movable> find_handle(const Task& task, const mjData& data, Movable handle,
                                   Put&& put) {
  // A thousandth of the box of actions is small in any unit.
  const double step = 1e-3 * (task.info().action_high - task.info().action_low).norm();
  const EventPose present = present_pose(task, data, handle.pose);
  Scratch scratch(task, data);
  const auto after = [&](double dx, double dy) {
    EventPose pose = present;
    pose.x += dx;
    pose.y += dy;
    return scratch.after(put(pose));
  };
  const auto at = after(0, 0), along_x = after(step, 0), along_y = after(0, step);
  if (!at || !along_x || !along_y) return std::nullopt;
  handle.bodies = moved(*at, *along_x);
  if (handle.bodies.empty()) return std::nullopt;
  handle.axes = axes_of(*at, *along_x, *along_y, handle.bodies.front(), step);
  return handle;
}

const Movable* holder(const std::vector<Movable>& handles, int body) {
  const auto found = std::find_if(handles.begin(), handles.end(), [&](const Movable& handle) {
    return std::find(handle.bodies.begin(), handle.bodies.end(), body) != handle.bodies.end();
  });
  return found == handles.end() ? nullptr : &*found;
}

}  // namespace

Eigen::Vector2d to_units(const PlaneAxes& axes, const Eigen::Vector3d& world) {
  return axes.colPivHouseholderQr().solve(world);
}

const Movable* Handles::object_at(int body) const { return holder(objects, body); }
const Movable* Handles::goal_at(int body) const { return holder(goals, body); }

EventPose present_pose(const Task& task, const mjData& data, const std::string& name) {
  const EventPose pose = event_pose(task.pose(data, name));
  if (!task.info().events.in_plane) return pose;
  return {.x = pose.x, .y = pose.y, .angle = pose.angle};
}

Handles find_handles(const Task& task, const mjData& data) {
  Handles handles;
  for (const TaskObject& thing : task.info().objects) {
    auto object = find_handle(task, data, {.object = thing.name, .pose = thing.name, .bodies = {}},
                              [&](const EventPose& pose) { return Drag{pose, thing.name}; });
    if (object) handles.objects.push_back(std::move(*object));
    if (thing.goal.empty()) continue;
    auto goal = find_handle(task, data, {.object = thing.name, .pose = thing.goal, .bodies = {}},
                            [&](const EventPose& pose) { return MoveGoal{pose, thing.name}; });
    // Objects may share a goal.
    if (goal && !handles.goal_at(goal->bodies.front())) handles.goals.push_back(std::move(*goal));
  }
  return handles;
}

}  // namespace streambed
