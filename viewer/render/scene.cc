#include "viewer/render/scene.h"

#include <GL/gl.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <mutex>
#include <numbers>

#include "sim/base/error.h"
#include "viewer/render/mujoco_versions.h"

namespace streambed {
namespace {

constexpr int kMaxGeoms = 20000;
constexpr int kMaxSide = kMaxImageSide;

void copy(const std::vector<double>& from, mjtNum* to, int size) {
  assert(static_cast<int>(from.size()) == size);
  std::copy_n(from.begin(), size, to);
}

// The larger of two fonts where the picture is large and the longest line fits.
int caption_scale(const std::string& caption, int width) {
  std::size_t longest = 0, line = 0;
  for (const char c : caption) {
    line = c == '\n' ? 0 : line + 1;
    longest = std::max(longest, line);
  }
  constexpr int kLargePx = 480;
  constexpr int kLetterWidthPx = 12;  // at 150 %, about
  const bool fits = static_cast<int>(longest) * kLetterWidthPx < width;
  return width >= kLargePx && fits ? mjFONTSCALE_150 : mjFONTSCALE_100;
}

}  // namespace

SceneState scene_state(const mjModel& model, const mjData& data) {
  return {{data.qpos, data.qpos + model.nq},
          {data.mocap_pos, data.mocap_pos + 3 * model.nmocap},
          {data.mocap_quat, data.mocap_quat + 4 * model.nmocap}};
}

SceneState blend(const mjModel& model, const SceneState& from, const SceneState& to, double t) {
  SceneState state = to;
  state.qpos = from.qpos;
  std::vector<double> velocity(static_cast<std::size_t>(model.nv));
  mj_differentiatePos(&model, velocity.data(), 1, from.qpos.data(), to.qpos.data());
  mj_integratePos(&model, state.qpos.data(), velocity.data(), t);
  return state;
}

std::string renderer_name() {
  const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  return text == nullptr ? "unknown" : text;
}

bool software_rendering() {
  const std::string renderer = renderer_name();
  if (renderer == "unknown") return true;
  return renderer.find("llvmpipe") != renderer.npos || renderer.find("softpipe") != renderer.npos ||
         renderer.find("SWR") != renderer.npos;
}

Scene::Scene(const mjModel& model, int max_width, int max_height, bool coarse)
    : model_(&model), replica_(make_data(model)) {
  if (max_width < 1 || max_height < 1 || max_width > kMaxSide || max_height > kMaxSide) {
    throw UserError("a picture has 1 to 8192 pixels on each side; ask for such a size");
  }
  mjv_defaultScene(&scene_);
  mjv_defaultOption(&option_);
  mjr_defaultContext(&context_);
  mjv_makeScene(model_, &scene_, kMaxGeoms);

  // The buffer's size is part of the model; a shallow copy leaves the const one alone.
  mjModel sized = model;
  sized.vis.global.offwidth = max_width;
  sized.vis.global.offheight = max_height;
  if (coarse) {
    constexpr int kShadowPx = 1024, kSamples = 4;
    sized.vis.quality.shadowsize = std::min(sized.vis.quality.shadowsize, kShadowPx);
    sized.vis.quality.offsamples = std::min(sized.vis.quality.offsamples, kSamples);
  }
  {
    // MuJoCo looks up OpenGL's functions anew for each context, in variables that threads share.
    static std::mutex looking_up;
    const std::lock_guard lock(looking_up);
    mjr_makeContext(&sized, &context_, mjFONTSCALE_100);
  }

  const bool affordable = !software_rendering();
  effects_ = {affordable, affordable};
  mj_forward(model_, replica_.get());
  mjv_defaultFreeCamera(model_, &camera_);
  if (model.ncam > 0) set_camera(0);
  // The mouse may ask where it points before anything was drawn.
  update({}, {});
}

Scene::~Scene() {
  mjr_freeContext(&context_);
  mjv_freeScene(&scene_);
}

void Scene::pose(const SceneState& state) {
  mjData& data = *replica_;
  copy(state.qpos, data.qpos, static_cast<int>(model_->nq));
  copy(state.mocap_pos, data.mocap_pos, static_cast<int>(3 * model_->nmocap));
  copy(state.mocap_quat, data.mocap_quat, static_cast<int>(4 * model_->nmocap));

  // What mjv_updateScene reads depends on poses only; the dynamics need not be computed.
  mj_kinematics(model_, &data);
  mj_comPos(model_, &data);
  mj_camlight(model_, &data);
  mj_tendon(model_, &data);
}

void Scene::update(const Overlay& overlay, const OverlayParts& parts) {
  mjv_updateScene(model_, replica_.get(), &option_, nullptr, &camera_, mjCAT_ALL, &scene_);
  scene_.flags[mjRND_SHADOW] = effects_.shadows ? 1 : 0;
  scene_.flags[mjRND_REFLECTION] = effects_.reflections ? 1 : 0;
  add_overlay(overlay, parts, model_->stat.extent, scene_);
}

void Scene::draw(const mjrRect& viewport, const Overlay& overlay, const OverlayParts& parts) {
  update(overlay, parts);
  show(viewport);
}

void Scene::show(const mjrRect& viewport) {
  mjr_setBuffer(mjFB_WINDOW, &context_);
  mjr_render(viewport, &scene_, &context_);
}

Image Scene::render(int width, int height, const Overlay& overlay, const OverlayParts& parts,
                    const std::string& caption) {
  if (width < 1 || height < 1 || width > context_.offWidth || height > context_.offHeight) {
    throw UserError("the picture is larger than this OpenGL allows; ask for a smaller one");
  }
  update(overlay, parts);
  mjr_setBuffer(mjFB_OFFSCREEN, &context_);
  if (context_.currentBuffer != mjFB_OFFSCREEN) {
    throw UserError("this OpenGL has no framebuffer objects; install Mesa's libgl1-mesa-dri");
  }
  const mjrRect viewport{0, 0, width, height};
  mjr_render(viewport, &scene_, &context_);
  if (!caption.empty()) {
    mjr_changeFont(caption_scale(caption, width), &context_);
    mjr_overlay(mjFONT_NORMAL, mjGRID_TOPLEFT, viewport, caption.c_str(), nullptr, &context_);
  }

  // OpenGL's rows go upwards.
  Image image{width, height, {}};
  const std::size_t row = 3 * static_cast<std::size_t>(width);
  image.pixels.resize(row * static_cast<std::size_t>(height));
  mjr_readPixels(image.pixels.data(), nullptr, viewport, &context_);
  auto top = image.pixels.begin();
  auto bottom = image.pixels.end() - static_cast<std::ptrdiff_t>(row);
  for (; top < bottom;
       top += static_cast<std::ptrdiff_t>(row), bottom -= static_cast<std::ptrdiff_t>(row)) {
    std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
  }
  return image;
}

int Scene::camera() const { return camera_.type == mjCAMERA_FIXED ? camera_.fixedcamid : -1; }

void Scene::set_camera(int index) {
  if (index >= 0) {
    assert(index < model_->ncam);
    camera_.type = mjCAMERA_FIXED;
    camera_.fixedcamid = index;
    return;
  }
  if (camera_.type != mjCAMERA_FIXED) return;

  // The free camera takes over the pose of the fixed one, as far as an upright camera can. It turns
  // about the point of the line of sight that is nearest to the model's centre.
  const mjtNum* at = replica_->cam_xpos + 3 * camera_.fixedcamid;
  const mjtNum* axes = replica_->cam_xmat + 9 * camera_.fixedcamid;
  const Eigen::Vector3d eye(at[0], at[1], at[2]);
  const Eigen::Vector3d forward(-axes[2], -axes[5], -axes[8]);
  const Eigen::Vector3d up(axes[1], axes[4], axes[7]);
  const Eigen::Vector3d centre(model_->stat.center[0], model_->stat.center[1],
                               model_->stat.center[2]);
  const double distance = std::max((centre - eye).dot(forward), 0.1 * model_->stat.extent);
  const Eigen::Vector3d lookat = eye + distance * forward;

  // Looking straight down, the horizontal direction is that of the picture's upper edge.
  const bool vertical = std::hypot(forward.x(), forward.y()) < 1e-6;
  const Eigen::Vector3d heading = vertical ? up : forward;
  constexpr double kDegrees = 180.0 / std::numbers::pi;
  camera_.type = mjCAMERA_FREE;
  camera_.azimuth = kDegrees * std::atan2(heading.y(), heading.x());
  camera_.elevation = kDegrees * std::asin(std::clamp(forward.z(), -1.0, 1.0));
  camera_.distance = distance;
  std::copy_n(lookat.data(), 3, camera_.lookat);
}

void Scene::move_camera(mjtMouse action, double dx, double dy) {
  set_camera(-1);
  move_free_camera(model_, action, dx, dy, &scene_, &camera_);
}

}  // namespace streambed
