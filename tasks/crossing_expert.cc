// A scripted expert for `crossing`: draws one of the two lanes, each equally likely, and desires at
// every tick to be on it. Lanes differ a little in width and pace; the start's offset fades out.

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/plugin.h"
#include "tasks/table/path_expert.h"

namespace streambed {
namespace {

constexpr double kWidth = 0.08, kLength = 0.4;  // m
constexpr int kTicks = 64;
constexpr double kFade = 0.25;  // of the lane, for the start's offset

PlanarPath lane(const Eigen::Vector2d& start, double variation, Rng rng) {
  const double side = rng.below(2) == 0 ? 1 : -1;
  const double width = side * kWidth * (1 + variation * rng.uniform(-1, 1));
  const double ticks = kTicks * (1 + variation * rng.uniform(-1, 1));
  PlanarPath path;
  for (int tick = 1; static_cast<double>(tick) < ticks + 1; ++tick) {
    const double s = std::min(1.0, tick / ticks);
    const double fading = std::max(0.0, 1 - s / kFade);
    const Eigen::Vector2d on_lane(width * std::sin(2 * std::numbers::pi * s), kLength * s);
    path.emplace_back(on_lane + fading * fading * start);
  }
  return path;
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(crossing_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "crossing/expert",
      .summary = "scripted expert for crossing: one of two lanes, each equally likely",
      .keys = {Key::number("variation", 0.05, "share by which lane width and pace vary", 0, 0.2)},
      .make =
          [](const Params& params, const Task& task, const Assets&) {
            const double variation = params.number("variation");
            return make_path_expert(params, task, "crossing",
                                    [=](const Eigen::Vector2d& start, Rng rng) {
                                      return lane(start, variation, rng);
                                    });
          },
      .train_keys = {},
      .train = {}});
}
