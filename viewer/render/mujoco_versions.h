#pragma once
// Calls of MuJoCo's that pictures need and that differ between its versions; sim/mujoco.h has the
// rest. Templates, so that the branch for the other version is never compiled.

#include <mujoco/mujoco.h>

namespace streambed {

// How far along a ray the nearest geom of the shown groups is hit, and which; -1 for none. From 3.5
// on MuJoCo also returns the surface's normal.
template <class Model>
double cast_ray(const Model* model, const mjData* data, const mjtNum* from, const mjtNum* along,
                const mjtByte* groups, int* geom) {
  if constexpr (mjVERSION_HEADER >= 3005000) {
    return mj_ray(model, data, from, along, groups, 1, -1, geom, nullptr);
  } else {
    return mj_ray(model, data, from, along, groups, 1, -1, geom);
  }
}

// Moves a free camera by fractions of the window's height. Up to 3.10 MuJoCo asked for the scene.
template <class Model>
void move_free_camera(const Model* model, mjtMouse action, double dx, double dy,
                      [[maybe_unused]] const mjvScene* scene, mjvCamera* camera) {
  if constexpr (mjVERSION_HEADER >= 3011000) {
    mjv_moveCamera(model, action, dx, dy, camera);
  } else {
    mjv_moveCamera(model, action, dx, dy, scene, camera);
  }
}

// Makes `geom` reach from one point to another. Up to 2.3 the points were six numbers.
template <class Geom>
void connect_points(Geom* geom, int type, double radius, const double* from, const double* to) {
  if constexpr (mjVERSION_HEADER >= 300) {
    mjv_connector(geom, type, radius, from, to);
  } else {
    mjv_makeConnector(geom, type, radius, from[0], from[1], from[2], to[0], to[1], to[2]);
  }
}

}  // namespace streambed
