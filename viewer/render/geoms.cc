#include "viewer/render/geoms.h"

#include <Eigen/Geometry>
#include <array>

#include "viewer/render/mujoco_versions.h"

namespace streambed {
namespace {

// The next free geom, initialised; nullptr when the scene is full.
mjvGeom* next_geom(mjvScene& scene, mjtGeom type, const mjtNum* size, const mjtNum* at,
                   const Color& color) {
  if (scene.ngeom >= scene.maxgeom) return nullptr;
  mjvGeom& geom = scene.geoms[scene.ngeom++];
  // Marks keep their colour in any light, since it carries meaning: about half of it is the mark's
  // own glow, the rest what the lamps of an ordinary scene add.
  constexpr float kShare = 0.68f;
  const std::array<float, 4> rgba{kShare * color.red, kShare * color.green, kShare * color.blue,
                                  color.alpha};
  // mjv_initGeom leaves the identity as it was in memory, and a mark that passes for a geom of the
  // model is drawn in another order.
  geom = {};
  mjv_initGeom(&geom, type, size, at, nullptr, rgba.data());
  geom.category = mjCAT_DECOR;
  geom.objtype = mjOBJ_UNKNOWN;
  geom.objid = geom.segid = -1;
  geom.emission = 0.7f;
  geom.specular = 0;
  geom.shininess = 0;
  return &geom;
}

void add_connector(mjvScene& scene, mjtGeom type, const Eigen::Vector3d& from,
                   const Eigen::Vector3d& to, double radius, const Color& color) {
  // A connector of no length has no direction.
  if ((to - from).norm() < 1e-9) return;
  mjvGeom* geom = next_geom(scene, type, nullptr, nullptr, color);
  if (geom != nullptr) connect_points(geom, type, radius, from.data(), to.data());
}

}  // namespace

Color mix(const Color& from, const Color& to, double t) {
  const auto weight = static_cast<float>(t);
  const auto blend = [weight](float a, float b) { return a + weight * (b - a); };
  return {blend(from.red, to.red), blend(from.green, to.green), blend(from.blue, to.blue),
          blend(from.alpha, to.alpha)};
}

void add_dot(mjvScene& scene, const Eigen::Vector3d& at, double radius, const Color& color) {
  const std::array<mjtNum, 3> size{radius, radius, radius};
  next_geom(scene, mjGEOM_SPHERE, size.data(), at.data(), color);
}

void add_segment(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
                 double width, const Color& color) {
  add_connector(scene, mjGEOM_CYLINDER, from, to, width / 2, color);
}

void add_thin_segment(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
                      double width, const Color& color) {
  const double length = (to - from).norm();
  if (length < 1e-9) return;
  const Eigen::Vector3d middle = (from + to) / 2;
  const std::array<mjtNum, 3> size{width / 2, width / 2, length / 2};
  mjvGeom* geom = next_geom(scene, mjGEOM_BOX, size.data(), middle.data(), color);
  if (geom == nullptr) return;
  // The box's own z axis lies along the segment.
  const Eigen::Matrix3d turn =
      Eigen::Quaterniond::FromTwoVectors(Eigen::Vector3d::UnitZ(), to - from).toRotationMatrix();
  for (int i = 0; i < 9; ++i) geom->mat[i] = static_cast<float>(turn(i / 3, i % 3));
}

void add_arrow(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
               double width, const Color& color) {
  add_connector(scene, mjGEOM_ARROW, from, to, width / 2, color);
}

}  // namespace streambed
