#pragma once

#include <Eigen/Core>
#include <cmath>

namespace streambed {

// The unit vector at an angle (rad) to the x axis, counter-clockwise.
inline Eigen::Vector2d direction(double angle) { return {std::cos(angle), std::sin(angle)}; }

}  // namespace streambed
