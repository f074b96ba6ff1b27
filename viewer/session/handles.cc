#include "viewer/session/handles.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <algorithm>
#include <exception>
#include <optional>

#include "sim/pose.h"

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
      task_.disturb(*data_, Event{.time = 0, .what = what});
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

void find_object(const Task& task, const mjData& data, Handles& handles) {
  if (task.info().objects.empty()) return;
  const Eigen::Isometry3d pose = task.pose(data, task.info().objects.front().name);
  // A thousandth of the box of actions is small in any unit.
  const double step = 1e-3 * (task.info().action_high - task.info().action_low).norm();
  Scratch scratch(task, data);
  const auto put = [&](double dx, double dy) {
    const Eigen::Vector3d at = pose.translation();
    return scratch.after(Drag{at.x() + dx, at.y() + dy, yaw(pose)});
  };
  const auto at = put(0, 0), along_x = put(step, 0), along_y = put(0, step);
  if (!at || !along_x || !along_y) return;
  handles.object_bodies = moved(*at, *along_x);
  if (handles.object_bodies.empty()) return;
  handles.object_axes = axes_of(*at, *along_x, *along_y, handles.object_bodies.front(), step);
}

void find_goal(const Task& task, const mjData& data, Handles& handles) {
  if (task.info().objects.empty() || task.info().objects.front().goal.empty()) return;
  const Eigen::Isometry3d pose = task.pose(data, task.info().objects.front().goal);
  const double step = 1e-3 * (task.info().action_high - task.info().action_low).norm();
  Scratch scratch(task, data);
  const auto put = [&](double dx, double dy) {
    const Eigen::Vector3d at = pose.translation();
    return scratch.after(MoveGoal{at.x() + dx, at.y() + dy, yaw(pose)});
  };
  const auto at = put(0, 0), along_x = put(step, 0), along_y = put(0, step);
  if (!at || !along_x || !along_y) return;
  handles.goal_bodies = moved(*at, *along_x);
  if (handles.goal_bodies.empty()) return;
  handles.goal_axes = axes_of(*at, *along_x, *along_y, handles.goal_bodies.front(), step);
}

bool holds(const std::vector<int>& bodies, int body) {
  return std::find(bodies.begin(), bodies.end(), body) != bodies.end();
}

}  // namespace

Eigen::Vector2d to_units(const PlaneAxes& axes, const Eigen::Vector3d& world) {
  return axes.colPivHouseholderQr().solve(world);
}

bool Handles::is_object(int body) const { return holds(object_bodies, body); }
bool Handles::is_goal(int body) const { return holds(goal_bodies, body); }

Handles find_handles(const Task& task, const mjData& data) {
  Handles handles;
  find_object(task, data, handles);
  find_goal(task, data, handles);
  return handles;
}

}  // namespace streambed
