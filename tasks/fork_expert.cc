// A scripted expert for `fork`: draws a side, each equally likely, and how late to turn off.

#include "sim/plugin.h"
#include "tasks/fork_scene.h"
#include "tasks/table/path_expert.h"

namespace streambed {
namespace {

PlanarPath fork_path(const Eigen::Vector2d& start, double fastest, double latest, Rng rng) {
  const double side = rng.below(2) == 0 ? -1 : 1;
  const double turn_off = rng.uniform(0.02, latest);
  const PlanarPath way = {
      start,
      {start.x() + rng.uniform(-0.004, 0.004), turn_off},
      {side * (kForkGoalX + rng.uniform(-0.012, 0.012)), kForkGoalY + rng.uniform(-0.01, 0.01)}};
  return lead_along(smooth_path(way), {.speed = fastest * rng.uniform(0.8, 1)});
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(fork_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "fork/expert",
      .summary = "scripted expert for fork: one of two goals, each equally likely",
      .keys = {Key::number("speed", 0.0115, "greatest pace along the path, m per tick", 0.001,
                           0.0125),
               Key::number("latest", 0.1, "largest y at which it turns to a side, m", 0.02, 0.12)},
      .make =
          [](const Params& params, const Task& task, const Assets&) {
            const double speed = params.number("speed"), latest = params.number("latest");
            return make_path_expert(params, task, "fork",
                                    [=](const Eigen::Vector2d& start, Rng rng) {
                                      return fork_path(start, speed, latest, rng);
                                    });
          },
      .train_keys = {},
      .train = {}});
}
