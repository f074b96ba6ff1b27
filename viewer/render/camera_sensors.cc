#include "viewer/render/camera_sensors.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/scene.h"

namespace streambed {
namespace {

class CameraSensors final : public Sensors {
 public:
  CameraSensors(const mjModel& model, std::span<const Camera> cameras)
      : model_(&model), cameras_(cameras.begin(), cameras.end()) {
    const KeepContext keep;
    context_ = std::make_unique<Offscreen>();
    int width = 1, height = 1;
    for (const Camera& camera : cameras_) {
      width = std::max(width, camera.width);
      height = std::max(height, camera.height);
    }
    scene_ = std::make_unique<Scene>(model, width, height, true);
    scene_->effects() = {.shadows = false, .reflections = false};
  }
  // What the scene holds in OpenGL is freed in its own context.
  ~CameraSensors() override {
    const KeepContext keep;
    context_->make_current();
    scene_.reset();
    context_.reset();
  }

  Image render(const mjData& data, std::string_view name) override {
    const auto camera = std::ranges::find(cameras_, name, &Camera::name);
    if (camera == cameras_.end()) {
      throw UserError("the task does not list a camera \"" + one_line(name, 200) +
                      "\"; add it to TaskInfo::cameras");
    }
    const KeepContext keep;
    context_->make_current();
    scene_->set_camera(mj_name2id(model_, mjOBJ_CAMERA, camera->name.c_str()));
    scene_->pose(scene_state(*model_, data));
    return scene_->render(camera->width, camera->height, {});
  }

 private:
  const mjModel* model_;
  std::vector<Camera> cameras_;
  std::unique_ptr<Offscreen> context_;
  std::unique_ptr<Scene> scene_;
};

}  // namespace

SensorsFactory offscreen_sensors() {
  return [](const mjModel& model, std::span<const Camera> cameras) {
    return std::make_unique<CameraSensors>(model, cameras);
  };
}

std::string offscreen_renderer() {
  const KeepContext keep;
  const Offscreen context;
  return renderer_name() + (software_rendering() ? ", software" : "");
}

}  // namespace streambed
