#pragma once
// What the mouse does in the scene: it drags the object and the goal, kicks, steers the robot, and
// turns the camera where there is nothing to take hold of.

#include <optional>

#include "viewer/render/scene.h"
#include "viewer/session/handles.h"
#include "viewer/session/session.h"

namespace streambed {

// One frame's mouse over one lane's picture.
struct Mouse {
  int lane = -1;                     // -1: not over a picture
  double x = 0, y = 0, aspect = 1;   // arguments of Scene::ray
  double dx = 0, dy = 0;  // moved since the last frame, fractions of the picture's height
  double wheel = 0;
  Action target;  // the target in force in that lane
  bool left_clicked = false, left_down = false, right_clicked = false, right_down = false;
};

// The action whose Task::point lies under the mouse: in the plane of all points if they lie in one,
// else as far from the camera as the present target. Other entries of the action keep their values.
// The result is inside the task's range of actions; nullopt if the task has no points or the ray
// misses.
std::optional<Action> pointed_action(const Task& task, const Action& present, const Ray& ray);

class Hands {
 public:
  // The first lane that the mouse is over after steering began is the one that is steered.
  bool steering() const { return steering_; }
  void set_steering(bool steering, Session& session);
  double kick_metres = 0;  // length of a kick; 0: a tenth of the model's extent

  // Call once per frame. The scene must show the pose of the lane under the mouse.
  void use(const Mouse& mouse, const Task& task, const Handles& handles, Scene& scene,
           Session& session);
  // A text for the tool tip: what a click would take hold of.
  const char* hint() const { return hint_; }
  bool holding() const { return grip_.has_value(); }

 private:
  struct Grip {
    bool goal = false;   // else the object
    int lane = 0;
    std::string object;
    EventPose pose;      // when it was taken
    Eigen::Vector3d at;  // where, world
    PlaneAxes axes;
    double turn = 0;     // by the wheel, rad
    std::optional<EventPose> sent = std::nullopt;
  };

  void grab(const Mouse& mouse, const Hit& hit, const Task& task, const Handles& handles,
            const Scene& scene);
  void drag(const Mouse& mouse, const Scene& scene, Session& session);
  void kick(const Mouse& mouse, const Hit& hit, const Task& task, const Movable& object,
            const Scene& scene, Session& session) const;
  void steer(const Mouse& mouse, const Task& task, const Scene& scene, Session& session);

  bool steering_ = false;
  std::optional<int> steered_lane_;
  Action sent_;
  std::optional<Grip> grip_;
  bool turning_ = false;  // the camera has the mouse
  const char* hint_ = "";
};

}  // namespace streambed
