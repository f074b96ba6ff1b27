#pragma once
// The values that everything else passes around.

#include <Eigen/Core>
#include <cstdint>
#include <limits>
#include <vector>

namespace streambed {

// Simulated time since the start of the episode, in integer nanoseconds, so that
// clocks add up exactly.
using TimeNs = std::int64_t;
constexpr TimeNs kNsPerSecond = 1'000'000'000;

// What a measure says where there was nothing to measure: not a number.
constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

// Small vectors with inline storage: ticking an episode allocates nothing.
constexpr int kMaxActionSize = 32;
constexpr int kMaxStateSize = 128;

// One absolute target for the low-level controller, in the task's own units.
using Action = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMaxActionSize, 1>;

// Low-dimensional observation, in the task's own units.
using StateVector = Eigen::Matrix<double, Eigen::Dynamic, 1, 0, kMaxStateSize, 1>;

// Most pixels of an image along one side.
constexpr int kMaxImageSide = 8192;

// Row-major 8-bit RGB, height x width x 3, the upper row first.
struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;
};

// What a policy sees at one control tick.
struct Observation {
  StateVector state;
  std::vector<Image> images;  // empty unless the task renders
};

}  // namespace streambed
