// The mouse in the scene.

#include <mujoco/mujoco.h>

#include <Eigen/Geometry>
#include <cmath>

#include "viewer/render/mujoco_versions.h"
#include "viewer/render/scene.h"

namespace streambed {

std::optional<Eigen::Vector3d> meet(const Ray& ray, const Eigen::Vector3d& point,
                                    const Eigen::Vector3d& normal) {
  const double slope = normal.dot(ray.along);
  if (std::abs(slope) < 1e-9) return std::nullopt;
  const double distance = normal.dot(point - ray.from) / slope;
  if (distance <= 0) return std::nullopt;
  return Eigen::Vector3d(ray.from + distance * ray.along);
}

Ray Scene::ray(double x, double y, double aspect) const {
  // The scene holds one camera per eye; a picture is seen from between them.
  const mjvGLCamera& left = scene_.camera[0];
  const mjvGLCamera& right = scene_.camera[1];
  const auto between = [](const float* a, const float* b) {
    return Eigen::Vector3d((a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0, (a[2] + b[2]) / 2.0);
  };
  const Eigen::Vector3d forward = between(left.forward, right.forward).normalized();
  const Eigen::Vector3d up = between(left.up, right.up).normalized();
  const Eigen::Vector3d sideways = forward.cross(up);
  const double height = left.frustum_top - left.frustum_bottom;
  const double rise = left.frustum_bottom + y * height;
  const double shift = (x - 0.5) * height * aspect;
  const Eigen::Vector3d along = left.frustum_near * forward + rise * up + shift * sideways;
  return {between(left.pos, right.pos), along.normalized()};
}

std::optional<Hit> Scene::pick(const Ray& ray) const {
  // Marks on the floor must not hide what lies on it, so the ray goes through whatever cannot move.
  int geom = -1;
  double behind = 0;
  for (int layer = 0; layer < 8; ++layer) {
    const Eigen::Vector3d from = ray.from + behind * ray.along;
    const double distance = cast_ray(model_, replica_.get(), from.data(), ray.along.data(),
                                     option_.geomgroup, &geom);
    if (geom < 0 || distance < 0) return std::nullopt;
    behind += distance + 1e-6;
    const int body = model_->geom_bodyid[geom];
    const bool mocap = model_->body_mocapid[model_->body_rootid[body]] >= 0;
    if (mocap || model_->body_weldid[body] != 0) {
      return Hit{body, ray.from + behind * ray.along};
    }
  }
  return std::nullopt;
}

}  // namespace streambed
