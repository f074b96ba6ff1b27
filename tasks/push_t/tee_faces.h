#pragma once
// The eight sides of Push-T's T. The expert pushes them, and the mode of an episode is the one that
// was pushed first. Pixels, the T's own axes (tasks/push_t/tee.h).

#include <Eigen/Core>
#include <array>

#include "tasks/push_t/tee.h"

namespace streambed {

// A side of the T and the part of it that the pusher can touch.
struct Face {
  Eigen::Vector2d from, to, normal;
};
constexpr int kFaceCount = 8;
const Face& tee_face(int face);

// Their names, for a T with the bar on top and the stem hanging down.
constexpr std::array<const char*, kFaceCount> kFaceNames = {
    "bar",       "bar-left-end", "bar-right-end", "under-bar-left", "under-bar-right",
    "stem-left", "stem-right",   "stem-end"};

struct NearestFace {
  int face = 0;
  double distance = 0;  // of the point to that face, px
};
// The face that is nearest to a point given in world axes; the first one of two that are equally
// near.
NearestFace nearest_face(const TeePose& block, const Eigen::Vector2d& point);

}  // namespace streambed
