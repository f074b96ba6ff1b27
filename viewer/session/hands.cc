#include "viewer/session/hands.h"

#include <Eigen/Eigenvalues>
#include <Eigen/Geometry>
#include <utility>

namespace streambed {

std::optional<Action> pointed_action(const Task& task, const Action& present, const Ray& ray) {
  const TaskInfo& info = task.info();
  Action action = present;
  // Newton's method; one step does for points that are affine in the action.
  for (int iteration = 0; iteration < 3; ++iteration) {
    const std::optional<Eigen::Vector3d> at = task.point(action);
    if (!at) return std::nullopt;
    Eigen::Matrix<double, 3, Eigen::Dynamic> slopes(3, info.action_size());
    for (int i = 0; i < info.action_size(); ++i) {
      const double step = 1e-4 * std::max(info.action_high[i] - info.action_low[i], 1e-9);
      Action moved = action;
      moved[i] += step;
      slopes.col(i) = (*task.point(moved) - *at) / step;
    }
    // The directions in which points can move are the eigenvectors of J J^T with the larger
    // eigenvalues. Points that fill space move in the plane that the eye sees face on.
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> eigen(slopes * slopes.transpose());
    const Eigen::Vector3d values = eigen.eigenvalues();  // ascending
    const double least = 1e-12 * values[2];
    if (values[1] <= least) return std::nullopt;
    const bool planar = values[0] <= least;
    const std::optional<Eigen::Vector3d> wanted =
        meet(ray, *at, planar ? Eigen::Vector3d(eigen.eigenvectors().col(0)) : ray.along);
    if (!wanted) return std::nullopt;

    // The smallest change of the action that closes the gap.
    Eigen::Vector3d pull = Eigen::Vector3d::Zero();
    for (int i = planar ? 1 : 0; i < 3; ++i) {
      const Eigen::Vector3d direction = eigen.eigenvectors().col(i);
      pull += direction * (direction.dot(*wanted - *at) / values[i]);
    }
    const Eigen::VectorXd change = slopes.transpose() * pull;
    action += change;
  }
  return Action(action.cwiseMax(info.action_low).cwiseMin(info.action_high));
}

void Hands::set_steering(bool steering, Session& session) {
  if (steering_ && !steering && steered_lane_) session.set_hand(*steered_lane_, std::nullopt);
  steering_ = steering;
  steered_lane_.reset();
  sent_.resize(0);
}

void Hands::grab(const Mouse& mouse, const Hit& hit, const Task& task, const Handles& handles,
                 const Scene& scene) {
  const Movable* const object = handles.object_at(hit.body);
  const Movable* const taken = object != nullptr ? object : handles.goal_at(hit.body);
  if (taken == nullptr) return;
  grip_ = Grip{object == nullptr, mouse.lane, taken->object,
               present_pose(task, scene.replica(), taken->pose), hit.at, taken->axes};
}

void Hands::drag(const Mouse& mouse, const Scene& scene, Session& session) {
  Grip& grip = *grip_;
  if (mouse.lane != grip.lane) return;
  grip.turn += mouse.wheel * 0.1;
  const Eigen::Vector3d normal = grip.axes.col(0).cross(grip.axes.col(1)).normalized();
  const auto at = meet(scene.ray(mouse.x, mouse.y, mouse.aspect), grip.at, normal);
  if (!at) return;
  const Eigen::Vector2d shift = to_units(grip.axes, *at - grip.at);
  EventPose pose = grip.pose;
  pose.x += shift.x();
  pose.y += shift.y();
  pose.angle += grip.turn;
  if (pose == grip.sent) return;
  grip.sent = pose;
  Event event;
  if (grip.goal) {
    event.what = MoveGoal{pose, grip.object};
  } else {
    event.what = Drag{pose, grip.object};
  }
  session.disturb(grip.lane, std::move(event));
}

// Away from where it was hit, as seen from the middle of the object.
void Hands::kick(const Mouse& mouse, const Hit& hit, const Task& task, const Movable& object,
                 const Scene& scene, Session& session) const {
  const mjtNum* middle = scene.replica().xpos + 3 * object.bodies.front();
  const Eigen::Vector3d away = Eigen::Vector3d(middle[0], middle[1], middle[2]) - hit.at;
  Eigen::Vector2d shift = to_units(object.axes, away);
  if (shift.norm() < 1e-9) shift = {1, 0};
  const double metres = kick_metres > 0 ? kick_metres : 0.1 * task.model().stat.extent;
  const double scale = metres / (object.axes * shift).norm();
  shift *= scale;
  const EventPose change{.x = shift.x(), .y = shift.y()};
  session.disturb(mouse.lane, {.time = 0, .what = Kick{change, object.object}});
}

void Hands::steer(const Mouse& mouse, const Task& task, const Scene& scene, Session& session) {
  if (!steered_lane_) steered_lane_ = mouse.lane;
  if (mouse.lane != *steered_lane_) return;
  const Action present = sent_.size() > 0 ? sent_ : mouse.target;
  const auto action =
      pointed_action(task, present, scene.ray(mouse.x, mouse.y, mouse.aspect));
  if (!action || (sent_.size() > 0 && *action == sent_)) return;
  sent_ = *action;
  session.set_hand(mouse.lane, *action);
}

void Hands::use(const Mouse& mouse, const Task& task, const Handles& handles, Scene& scene,
                Session& session) {
  hint_ = "";
  if (!mouse.left_down) grip_.reset();
  if (grip_) {
    drag(mouse, scene, session);
    return;
  }
  if (mouse.lane < 0) return;
  if (steering_ && !session.playing_back()) {
    steer(mouse, task, scene, session);
    return;
  }

  // Nothing to take hold of in a recording, and nothing while the camera turns.
  if (!mouse.left_down && !mouse.right_down) turning_ = false;
  std::optional<Hit> hit;
  if (!turning_ && !session.playing_back()) {
    hit = scene.pick(scene.ray(mouse.x, mouse.y, mouse.aspect));
  }
  const Movable* const object = hit ? handles.object_at(hit->body) : nullptr;
  if (object != nullptr) {
    hint_ = "drag moves it, the wheel meanwhile turns it, a right click kicks it";
    if (mouse.right_clicked) kick(mouse, *hit, task, *object, scene, session);
  } else if (hit && handles.goal_at(hit->body) != nullptr) {
    hint_ = "drag moves the goal, the wheel meanwhile turns it";
  } else {
    hit.reset();
  }
  if (hit && mouse.left_clicked) grab(mouse, *hit, task, handles, scene);
  if (grip_ || (hit && mouse.right_down && !turning_)) return;

  // Left turns, right shifts, the wheel zooms.
  if (mouse.left_clicked || mouse.right_clicked) turning_ = true;
  if (turning_ && (mouse.dx != 0 || mouse.dy != 0)) {
    if (mouse.left_down) scene.move_camera(mjMOUSE_ROTATE_V, mouse.dx, mouse.dy);
    if (mouse.right_down) scene.move_camera(mjMOUSE_MOVE_V, mouse.dx, mouse.dy);
  }
  if (mouse.wheel != 0) scene.move_camera(mjMOUSE_ZOOM, 0, -0.05 * mouse.wheel);
}

}  // namespace streambed
