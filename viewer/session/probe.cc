#include "viewer/session/probe.h"

#include <algorithm>
#include <cmath>
#include <exception>

namespace streambed {
namespace {

constexpr int kFieldSide = 17;  // arrows along each entry of the action
constexpr int kDenoisingPaths = 12;

// Each sample has its own noise, of the tick and of nothing else: the picture does not flicker.
PlanRequest request(const Situation& now, int sample) {
  PlanRequest request = now.request;
  request.rng = Rng{}.fork("viewer").fork(request.context).fork(request.tick).fork(sample);
  return request;
}

// One plan to its end, from the target in force on.
PointPath sample(const Situation& now, int index, std::vector<Eigen::MatrixXf>* trace) {
  PointPath path;
  if (const auto at = now.task->point(now.request.last_executed)) path.push_back(*at);
  const std::unique_ptr<Memory> memory = now.policy->start();
  const StreamPtr stream = now.policy->plan(request(now, index), memory.get());
  const Now present{&now.request.history.back(), now.request.tick, now.request.time_ns};
  for (int i = 0; i < now.policy->info().prediction_horizon; ++i) {
    const std::optional<Action> action = stream->next(present, now.stop);
    if (!action) break;
    if (const auto at = now.task->point(*action)) path.push_back(*at);
  }
  if (trace != nullptr) *trace = stream->trace();
  return path;
}

// Some of the steps, evenly spread, the last one always.
void add_denoising(const Task& task, const std::vector<Eigen::MatrixXf>& trace, Overlay& overlay) {
  const int steps = static_cast<int>(trace.size());
  const int shown = std::min(steps, kDenoisingPaths);
  for (int i = 1; i <= shown; ++i) {
    const Eigen::MatrixXf& step = trace[static_cast<std::size_t>(i * steps / shown - 1)];
    PointPath path;
    for (Eigen::Index row = 0; row < step.rows(); ++row) {
      const Action action = step.row(row).cast<double>().transpose();
      if (const auto at = task.point(action)) path.push_back(*at);
    }
    overlay.denoising.push_back(std::move(path));
  }
}

// Arrows on a grid over the box of actions, the longest as long as the grid is wide. Returns
// whether the policy has a field at all.
bool add_field(const Situation& now, double flow_time, Overlay& overlay) {
  const TaskInfo& info = now.task->info();
  struct Node {
    Action action, velocity;
  };
  std::vector<Node> nodes;
  double largest = 0;
  for (int i = 0; i < kFieldSide * kFieldSide && !now.stop.stop_requested(); ++i) {
    const Eigen::Vector2d share((i % kFieldSide + 0.5) / kFieldSide,
                                (i / kFieldSide + 0.5) / kFieldSide);
    Action action(2);
    action = info.action_low + share.cwiseProduct(info.action_high - info.action_low);
    const std::optional<Action> velocity =
        now.policy->velocity(action, flow_time, now.request.history);
    if (!velocity) return false;
    largest = std::max(largest, velocity->norm());
    nodes.push_back({action, *velocity});
  }
  if (largest <= 0) return true;

  const double spacing = ((info.action_high - info.action_low) / kFieldSide).minCoeff();
  for (const Node& node : nodes) {
    // Square roots, so that slow regions keep a direction.
    const double share = std::sqrt(node.velocity.norm() / largest);
    const Action step = node.velocity.normalized() * (share * 0.9 * spacing);
    const auto from = now.task->point(node.action);
    const auto to = now.task->point(node.action + step);
    if (from && to) overlay.field.push_back({*from, *to, share});
  }
  return true;
}

}  // namespace

std::string ask(const Situation& now, const ProbeOptions& options,
                const DemonstrationIndex* demonstrations, Overlay& overlay) {
  std::string message;
  const auto note = [&](const std::string& text) {
    message += message.empty() ? text : "; " + text;
  };
  try {
    std::vector<Eigen::MatrixXf> trace;
    const int samples = std::max(options.samples, options.denoising ? 1 : 0);
    for (int i = 0; i < samples && !now.stop.stop_requested(); ++i) {
      PointPath path = sample(now, i, i == 0 && options.denoising ? &trace : nullptr);
      if (i < options.samples) overlay.fan.push_back(std::move(path));
    }
    if (options.denoising) {
      add_denoising(*now.task, trace, overlay);
      if (trace.empty()) note("this policy does not denoise");
    }
    if (options.field) {
      const bool planar = now.task->info().action_size() == 2;
      if (!planar) note("a velocity field needs a task with two action entries");
      if (planar && !add_field(now, options.flow_time, overlay)) {
        note("this policy has no velocity field");
      }
    }
    if (options.nearest > 0 && demonstrations == nullptr) {
      note("no demonstrations are loaded");
    } else if (options.nearest > 0) {
      overlay.nearest =
          demonstrations->nearest(*now.task, now.request.history.back().state, options.nearest);
    }
  } catch (const std::exception& error) {
    note(error.what());
  }
  return message;
}

}  // namespace streambed
