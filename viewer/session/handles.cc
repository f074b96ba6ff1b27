#include "viewer/session/handles.h"

#include <Eigen/Geometry>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <exception>

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
  const mjData& data() const { return *data_; }

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

// A place within the box of actions, which is a sensible one for a goal.
Eigen::Vector2d middle_of_actions(const TaskInfo& info) {
  const Eigen::VectorXd middle = (info.action_high + info.action_low) / 2;
  return {middle[0], middle.size() > 1 ? middle[1] : 0};
}

// Rotation of a body about an axis of the world, rad: exact for rotations about that axis.
double angle_about(const mjtNum* q, const Eigen::Vector3d& axis) {
  return 2 * std::atan2(Eigen::Vector3d(q[1], q[2], q[3]).dot(axis), q[0]);
}

void find_object(const Task& task, const mjData& data, Handles& handles) {
  const std::optional<Eigen::Vector3d> pose = task.object_pose(data);
  if (!pose) return;
  // A thousandth of the box of actions is small in any unit.
  const double step = 1e-3 * (task.info().action_high - task.info().action_low).norm();
  Scratch scratch(task, data);
  const auto put = [&](double dx, double dy) {
    return scratch.after(Drag{(*pose)[0] + dx, (*pose)[1] + dy, (*pose)[2]});
  };
  const auto at = put(0, 0), along_x = put(step, 0), along_y = put(0, step);
  if (!at || !along_x || !along_y) return;
  handles.object_bodies = moved(*at, *along_x);
  if (handles.object_bodies.empty()) return;
  handles.object_axes = axes_of(*at, *along_x, *along_y, handles.object_bodies.front(), step);
}

void find_goal(const Task& task, const mjData& data, Handles& handles) {
  const Eigen::Vector2d middle = middle_of_actions(task.info());
  const double step = 1e-3 * (task.info().action_high - task.info().action_low).norm();
  Scratch scratch(task, data);
  const auto put = [&](double dx, double dy) {
    return scratch.after(MoveGoal{middle.x() + dx, middle.y() + dy, 0});
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

Eigen::Vector3d goal_pose(const Task& task, const Handles& handles, const mjData& data) {
  const int body = handles.goal_bodies.front();
  const Eigen::Vector3d normal =
      handles.goal_axes.col(0).cross(handles.goal_axes.col(1)).normalized();
  const Eigen::Vector2d middle = middle_of_actions(task.info());
  Scratch scratch(task, data);

  // The angle by comparison with a goal at angle 0, then the place with one at this angle: so a
  // body whose frame is not the pose's origin counts right, too.
  scratch.after(MoveGoal{middle.x(), middle.y(), 0});
  const double angle = angle_about(data.xquat + 4 * body, normal) -
                       angle_about(scratch.data().xquat + 4 * body, normal);
  const std::optional<Positions> reference =
      scratch.after(MoveGoal{middle.x(), middle.y(), angle});
  const Eigen::Vector3d at(data.xpos[3 * body], data.xpos[3 * body + 1], data.xpos[3 * body + 2]);
  const Eigen::Vector2d place =
      middle + to_units(handles.goal_axes, at - (*reference)[static_cast<std::size_t>(body)]);
  return {place.x(), place.y(), angle};
}

}  // namespace streambed
