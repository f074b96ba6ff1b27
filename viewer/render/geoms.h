#pragma once
// Marks in world coordinates that are drawn with a MuJoCo scene. When the scene has no room left,
// marks are left out.

#include <mujoco/mujoco.h>

#include <Eigen/Core>

namespace streambed {

// Components in [0,1].
struct Color {
  float red = 0, green = 0, blue = 0, alpha = 1;
};
// Linear between two colours, t in [0,1].
Color mix(const Color& from, const Color& to, double t);

// Radius and width in metres.
void add_dot(mjvScene& scene, const Eigen::Vector3d& at, double radius, const Color& color);
void add_segment(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
                 double width, const Color& color);
// The same with four flat sides and a tenth of the triangles, for many segments.
void add_thin_segment(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
                      double width, const Color& color);
void add_arrow(mjvScene& scene, const Eigen::Vector3d& from, const Eigen::Vector3d& to,
               double width, const Color& color);

}  // namespace streambed
