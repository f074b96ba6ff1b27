// A scripted expert for `avoiding`: draws one of the 24 modes, each equally likely as in D3IL's
// human recordings, and where in each gap to pass; paces like a person who is sure of the way.

#include "sim/plugin.h"
#include "tasks/avoiding_scene.h"
#include "tasks/table/path_expert.h"
#include "tasks/table/rod.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

// Play between rod and post that is kept, and how far outside the outermost posts it may pass, m.
constexpr double kRodRadius = 0.01;
constexpr double kMargin = 0.014;
constexpr double kBesideRow = 0.07;

// Where to pass gap `gap` of a row: uniform over what the margins leave, narrowed by `spread`.
double pass(const PostRow& row, std::size_t gap, double spread, Rng& rng) {
  const double clear = row.radius + kRodRadius + kMargin;
  const double low = gap > 0 ? row.x[gap - 1] + clear : row.x[0] - row.radius - kBesideRow;
  const double high =
      gap < row.count ? row.x[gap] - clear : row.x[row.count - 1] + row.radius + kBesideRow;
  const double middle = (low + high) / 2, half = spread * (high - low) / 2;
  return rng.uniform(middle - half, middle + half);
}

PlanarPath avoiding_path(const Vector2d& start, double fastest, double spread, Rng rng) {
  PlanarPath way = {start};
  for (const PostRow& row : kAvoidingRows) {
    const auto gap = static_cast<std::size_t>(rng.below(row.count + 1));
    way.emplace_back(pass(row, gap, spread, rng), row.y + rng.uniform(-0.01, 0.01));
  }
  way.emplace_back(way.back().x() + rng.uniform(-0.03, 0.03), kAvoidingFinish + 0.06);
  return lead_along(smooth_path(way), {.speed = fastest * rng.uniform(0.8, 1)});
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(avoiding_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "avoiding/expert",
      .summary = "scripted expert for avoiding: one of 24 ways, each equally likely",
      .keys = {Key::number("speed", 0.0115, "greatest pace along the path, m per tick", 0.001,
                           0.0125),
               Key::number("spread", 0.5, "share of each gap's width that its paths use", 0, 1)},
      .make =
          [](const Params& params, const Task& task, const Assets&) {
            const double speed = params.number("speed"), spread = params.number("spread");
            return make_path_expert(params, task, "avoiding",
                                    [=](const Eigen::Vector2d& start, Rng rng) {
                                      return avoiding_path(start, speed, spread, rng);
                                    });
          },
      .train_keys = {},
      .train = {}});
}
