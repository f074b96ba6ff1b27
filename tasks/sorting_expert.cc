// A scripted expert for sorting: it reads the simulator's state, draws an order of the colours
// uniformly and pushes block after block over the edge, of the colour that is due the one that is
// easiest to get at.

#include <memory>
#include <optional>

#include "sim/base/error.h"
#include "sim/clock/known_stream.h"
#include "sim/plugin.h"
#include "tasks/sorting.h"
#include "tasks/table/block_pusher.h"
#include "tasks/table/tremble.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

struct SortingMemory final : Memory {
  std::string order;  // colours that are still to come
  PusherState pusher;
};

class SortingExpert final : public Policy {
 public:
  SortingExpert(const Params& params, const Sorting& task)
      : task_(task),
        pusher_({.rod_radius = task.rod().radius(),
                 .half_side = task.blocks()[0].half_side(),
                 .period = static_cast<double>(task.info().control_period_ns) / kNsPerSecond},
                {.walk_speed = params.number("walk_speed"),
                 .push_speed = params.number("push_speed"),
                 // Up to four blocks can be kept apart; six have to push each other along, or time
                 // runs out.
                 .crowded = task.blocks().size() <= 4}),
        noise_(params.number("noise")) {
    info_.name = params.name();
    info_.label = params.label();
    info_.reads_simulator = true;
  }

  const PolicyInfo& info() const override { return info_; }
  std::unique_ptr<Memory> start() const override { return std::make_unique<SortingMemory>(); }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override;

 private:
  // Where a block shall go: to where it falls into the middle of its bin, and before that, when it
  // comes from the side, to where it stands before its bin.
  Vector2d place(std::size_t block, const BlockPose& pose) const;
  // Where to push a block sideways to when others bar the ways of pushing it to its goal.
  std::optional<Vector2d> way_out(const PusherView& view, int block, const Vector2d& goal) const;
  void choose_block(SortingMemory& remembered, const PusherView& view,
                    const std::vector<bool>& fallen) const;

  PolicyInfo info_;
  const Sorting& task_;
  BlockPusher pusher_;
  double noise_;
};

Vector2d SortingExpert::place(std::size_t block, const BlockPose& pose) const {
  const Bin bin = Sorting::bin(task_.is_red(block));
  constexpr double kFromWall = 0.07, kBeyondEdge = 0.06, kBeforeEdge = 0.1;
  const double x = std::clamp(pose.position.x(), bin.low_x + kFromWall, bin.high_x - kFromWall);
  const Vector2d goal(x, Sorting::kEdge + kBeyondEdge);
  // Where the straight way there would cross the edge, a block may not be far off the middle.
  constexpr double kCrossing = Sorting::kEdge - 0.03, kOff = 0.04;
  const double left = (goal.y() - kCrossing) / (goal.y() - std::min(pose.position.y(), kCrossing));
  if (std::abs(x - pose.position.x()) * left > kOff)
    return {x, Sorting::kEdge - kBeforeEdge};
  return goal;
}

std::optional<Vector2d> SortingExpert::way_out(const PusherView& view, int block,
                                               const Vector2d& goal) const {
  if (pusher_.effort(view, block, goal) < BlockPusher::kBarred) return std::nullopt;
  constexpr double kAside = 0.09, kRoom = 0.09, kRim = 0.07;
  const Vector2d at = view.blocks[static_cast<std::size_t>(block)].position;
  std::optional<Vector2d> best;
  double least = BlockPusher::kBarred;
  for (const double x : {at.x() - kAside, at.x() + kAside}) {
    const Vector2d out(x, at.y());
    bool free = std::abs(x - 0.5) < 0.3 - kRim;  // on the platform
    for (int i = 0; i < std::ssize(view.blocks); ++i)
      free = free && (i == block ||
                      (view.blocks[static_cast<std::size_t>(i)].position - out).norm() > kRoom);
    const double effort = free ? pusher_.effort(view, block, out) : least;
    if (effort >= least) continue;
    best = out;
    least = effort;
  }
  return best;
}

void SortingExpert::choose_block(SortingMemory& remembered, const PusherView& view,
                                 const std::vector<bool>& fallen) const {
  const auto easiest = [&](bool red) {
    int best = -1;
    double least = 0;
    for (std::size_t i = 0; i < view.blocks.size(); ++i) {
      if (fallen[i] || task_.is_red(i) != red) continue;
      const double effort =
          pusher_.effort(view, static_cast<int>(i), place(i, view.blocks[i]));
      if (best >= 0 && effort >= least) continue;
      best = static_cast<int>(i);
      least = effort;
    }
    return best;
  };
  // A colour of which none is left was pushed along by accident; when the order is at its end for
  // such a reason, what still stands there follows.
  constexpr const char* kEither = "RB";
  if (remembered.order.empty()) remembered.order = kEither;
  while (!remembered.order.empty()) {
    const int block = easiest(remembered.order.front() == 'R');
    if (block >= 0) {
      const auto i = static_cast<std::size_t>(block);
      const Vector2d goal = place(i, view.blocks[i]);
      pusher_.begin(remembered.pusher, block, way_out(view, block, goal).value_or(goal));
      return;
    }
    remembered.order.erase(0, 1);
  }
}

StreamPtr SortingExpert::plan(const PlanRequest& request, Memory* memory) const {
  auto& remembered = static_cast<SortingMemory&>(*memory);
  PusherState& pusher = remembered.pusher;
  if (request.tick == 0) {
    const std::vector<std::string>& orders = task_.info().modes;
    remembered.order = orders[Rng(request.rng).below(orders.size())];
  }

  // Blocks in the bins are in nobody's way.
  const mjData& data = *request.data;
  std::vector<BlockPose> poses;
  std::vector<bool> fallen;
  for (std::size_t i = 0; i < task_.blocks().size(); ++i) {
    poses.push_back(task_.blocks()[i].pose(data));
    fallen.push_back(task_.fallen(data, i));
    if (fallen[i]) poses[i].position = Vector2d(10, 10 + static_cast<double>(i));
  }
  if (pusher.phase != PushPhase::kDone && fallen[static_cast<std::size_t>(pusher.block)]) {
    pusher.phase = PushPhase::kDone;
    if (!remembered.order.empty()) remembered.order.erase(0, 1);
  }
  const PusherView view{task_.rod().desired(data), task_.rod().position(data), poses};
  if (pusher.phase == PushPhase::kDone) choose_block(remembered, view, fallen);
  return stream_of({trembling(pusher_.next(pusher, view), noise_, request.rng)});
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(sorting_expert) {
  using namespace streambed;
  registry.add(PolicyEntry{
      .name = "sorting/expert",
      .summary =
          "scripted expert for sorting: draws an order of the colours and pushes by feedback",
      .keys = {Key::number("walk_speed", 0.28, "speed of the rod away from blocks, m/s", 0.01, 1),
               Key::number("push_speed", 0.2, "speed of the rod while it pushes, m/s", 0.01, 1),
               tremble_key()},
      .make = [](const Params& params, const Task& task,
                 const Assets&) -> std::unique_ptr<const Policy> {
        const auto* sorting = dynamic_cast<const Sorting*>(&task);
        if (sorting == nullptr)
          throw UserError(params.name() + " solves sorting only, not " + task.info().name +
                          "; choose another policy or --task sorting");
        return std::make_unique<SortingExpert>(params, *sorting);
      },
      .train_keys = {},
      .train = {}});
}
