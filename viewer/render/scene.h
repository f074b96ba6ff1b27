#pragma once
// A MuJoCo scene with a state of its own: drawing and simulation share nothing but the const model.

#include <mujoco/mujoco.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/mujoco.h"
#include "sim/types.h"
#include "viewer/render/overlay.h"

namespace streambed {

// The part of mjData that poses a model.
struct SceneState {
  std::vector<double> qpos;        // nq
  std::vector<double> mocap_pos;   // 3 nmocap
  std::vector<double> mocap_quat;  // 4 nmocap
};
SceneState scene_state(const mjModel& model, const mjData& data);
// A state between two others, t in [0,1]. Joints move on the shortest path; mocap bodies jump.
SceneState blend(const mjModel& model, const SceneState& from, const SceneState& to, double t);

// A ray from the eye through a point of the picture; `along` has length 1.
struct Ray {
  Eigen::Vector3d from, along;  // world metres
};
struct Hit {
  int body = 0;
  Eigen::Vector3d at;  // world metres
};
// Where a ray meets the plane through a point; nullopt if it does not, or only behind the eye.
std::optional<Eigen::Vector3d> meet(const Ray& ray, const Eigen::Vector3d& point,
                                    const Eigen::Vector3d& normal);

// Shadows and reflections cost most of a frame in software rendering.
struct SceneEffects {
  bool shadows = true;
  bool reflections = true;
};

// An OpenGL context must be current on the thread that makes, uses and destroys a scene.
class Scene {
 public:
  // The model outlives the scene. The camera starts as the model's first one, else as MuJoCo's view
  // of the whole model; effects as the renderer can afford them. Pictures off screen may have up to
  // the given size; `coarse` ones have rougher shadows and edges and cost a fraction. Throws
  // UserError for a size outside 1 .. 8192.
  explicit Scene(const mjModel& model, int max_width = 64, int max_height = 64,
                 bool coarse = false);
  ~Scene();
  Scene(const Scene&) = delete;
  Scene& operator=(const Scene&) = delete;

  void pose(const SceneState& state);
  // Draws into a rectangle of the window, in pixels from the lower left corner.
  void draw(const mjrRect& viewport, const Overlay& overlay, const OverlayParts& parts = {});
  // Draws off screen, with a caption of one or more lines in the upper left corner. Throws
  // UserError when the picture is larger than the scene was made for.
  Image render(int width, int height, const Overlay& overlay, const OverlayParts& parts = {},
               const std::string& caption = {});

  // Index of a camera of the model, or -1 for the free camera, which starts with the present view.
  int camera() const;
  void set_camera(int index);
  // mjv_moveCamera on the free camera; dx and dy as fractions of the window's height.
  void move_camera(mjtMouse action, double dx, double dy);

  // The ray through a point of the last picture, given as fractions of its width and height from
  // the lower left corner; `aspect` is width divided by height.
  Ray ray(double x, double y, double aspect) const;
  // The first visible geom that belongs to a movable body, a mocap one included.
  std::optional<Hit> pick(const Ray& ray) const;
  // The state that was posed last. Only what follows from positions is computed in it.
  const mjData& replica() const { return *replica_; }

  // The two halves of draw(): all that needs no OpenGL, and the rest.
  void update(const Overlay& overlay, const OverlayParts& parts);
  void show(const mjrRect& viewport);
  SceneEffects& effects() { return effects_; }

 private:
  const mjModel* model_;
  DataPtr replica_;
  mjvScene scene_{};
  mjvCamera camera_{};
  mjvOption option_{};
  mjrContext context_{};
  SceneEffects effects_;
};

// What OpenGL calls that which draws, and whether it is emulated on the CPU. A context must be
// current.
std::string renderer_name();
bool software_rendering();

}  // namespace streambed
