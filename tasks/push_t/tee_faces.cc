#include "tasks/push_t/tee_faces.h"

#include <Eigen/Geometry>
#include <limits>

namespace streambed {
namespace {

// In the corners between bar and stem the pusher has no room.
const std::array<Face, kFaceCount> kFaces = {
    Face{{-60, 0}, {60, 0}, {0, -1}},  Face{{-60, 0}, {-60, 30}, {-1, 0}},
    Face{{60, 0}, {60, 30}, {1, 0}},   Face{{-60, 30}, {-30, 30}, {0, 1}},
    Face{{30, 30}, {60, 30}, {0, 1}},  Face{{-15, 45}, {-15, 120}, {-1, 0}},
    Face{{15, 45}, {15, 120}, {1, 0}}, Face{{-15, 120}, {15, 120}, {0, 1}}};

}  // namespace

const Face& tee_face(int face) { return kFaces[static_cast<std::size_t>(face)]; }

NearestFace nearest_face(const TeePose& block, const Eigen::Vector2d& point) {
  const Eigen::Vector2d at = Eigen::Rotation2Dd(-block.angle) * (point - block.origin);
  NearestFace nearest{0, std::numeric_limits<double>::infinity()};
  for (int face = 0; face < kFaceCount; ++face) {
    const Face& side = tee_face(face);
    const double distance =
        (at - at.cwiseMax(side.from.cwiseMin(side.to)).cwiseMin(side.from.cwiseMax(side.to)))
            .norm();
    if (distance < nearest.distance) nearest = {face, distance};
  }
  return nearest;
}

}  // namespace streambed
