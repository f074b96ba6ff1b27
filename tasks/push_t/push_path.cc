#include "tasks/push_t/push_path.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "tasks/push_t/push_model.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

// How far the T is grown: the pusher's radius and room for the corners that its control cuts.
constexpr double kClearance = kPusherRadius + 7;
// Lines along the grown T count as free.
constexpr double kTouching = 1e-6;

struct GrownBox {
  Vector2d low, high;
};
const std::array<GrownBox, 2> kGrown = {
    GrownBox{{-60 - kClearance, -kClearance}, {60 + kClearance, 30 + kClearance}},
    GrownBox{{-15 - kClearance, 30 - kClearance}, {15 + kClearance, 120 + kClearance}}};

// The convex corners of the grown T: shortest ways turn nowhere else.
const std::array<Vector2d, 6> kTurns = {
    Vector2d(-60 - kClearance, -kClearance),     Vector2d(60 + kClearance, -kClearance),
    Vector2d(60 + kClearance, 30 + kClearance),  Vector2d(-60 - kClearance, 30 + kClearance),
    Vector2d(15 + kClearance, 120 + kClearance), Vector2d(-15 - kClearance, 120 + kClearance)};

bool inside(const GrownBox& box, const Vector2d& p) {
  return (p.array() > box.low.array() + kTouching).all() &&
         (p.array() < box.high.array() - kTouching).all();
}
bool inside(const Vector2d& p) { return inside(kGrown[0], p) || inside(kGrown[1], p); }

// Does the line from a to b cross the inside of the box? (Slabs.)
bool crosses(const GrownBox& box, const Vector2d& a, const Vector2d& b) {
  double from = 0, to = 1;
  for (int i = 0; i < 2; ++i) {
    const double low = box.low[i] + kTouching, high = box.high[i] - kTouching, d = b[i] - a[i];
    if (std::abs(d) < 1e-12) {
      if (a[i] <= low || a[i] >= high) return false;
      continue;
    }
    const double first = (low - a[i]) / d, second = (high - a[i]) / d;
    from = std::max(from, std::min(first, second));
    to = std::min(to, std::max(first, second));
  }
  return from < to;
}
bool is_free(const Vector2d& a, const Vector2d& b) {
  return !crosses(kGrown[0], a, b) && !crosses(kGrown[1], a, b);
}

// Where a ray from inside leaves both boxes.
Vector2d leave(Vector2d p, const Vector2d& direction) {
  for (int round = 0; round < 3; ++round) {
    for (const GrownBox& box : kGrown) {
      if (!inside(box, p)) continue;
      double distance = kImpossible;
      for (int i = 0; i < 2; ++i) {
        if (direction[i] == 0) continue;
        const double wall = direction[i] > 0 ? box.high[i] : box.low[i];
        distance = std::min(distance, (wall - p[i]) / direction[i]);
      }
      p += distance * direction;
    }
  }
  return p;
}

// Does the straight way out keep at least the distance from the T that it begins with?
bool leads_away(const Vector2d& from, const Vector2d& to) {
  const double kept = std::min(distance_to_tee(from) - 0.3, kPusherRadius + 0.5);
  for (const double share : {0.1, 0.25, 0.5, 0.75, 1.0})
    if (distance_to_tee(from + share * (to - from)) < kept) return false;
  return true;
}

}  // namespace

WalkMap::WalkMap(const TeePose& block, const Vector2d& start)
    : block_(block), turn_(Eigen::Rotation2Dd(block.angle).toRotationMatrix()) {
  start_ = to_body(start);
  sources_ = doors(start_);
  cost_.fill(kImpossible);
  before_.fill(-1);
  for (std::size_t i = 0; i < kTurns.size(); ++i) {
    if (!on_table(kTurns[i])) continue;
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      const double cost = sources_[s].cost + (kTurns[i] - sources_[s].at).norm();
      if (cost >= cost_[i] || !is_free(sources_[s].at, kTurns[i])) continue;
      cost_[i] = cost;
      before_[i] = -1 - static_cast<int>(s);
    }
  }
  // With six corners, sweeps over all pairs are as good as any queue.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < kTurns.size(); ++i) {
      if (!on_table(kTurns[i])) continue;
      for (std::size_t j = 0; j < kTurns.size(); ++j) {
        const double cost = cost_[j] + (kTurns[i] - kTurns[j]).norm();
        if (i == j || cost >= cost_[i] - 1e-9 || !is_free(kTurns[j], kTurns[i])) continue;
        cost_[i] = cost;
        before_[i] = static_cast<int>(j);
        changed = true;
      }
    }
  }
}

Vector2d WalkMap::to_body(const Vector2d& world) const {
  return turn_.transpose() * (world - block_.origin);
}
Vector2d WalkMap::to_world(const Vector2d& body) const { return block_.origin + turn_ * body; }

bool WalkMap::on_table(const Vector2d& body) const {
  const Vector2d at = to_world(body);
  return at.minCoeff() >= 0 && at.maxCoeff() <= kPushTSide;
}

std::vector<WalkMap::Door> WalkMap::doors(const Vector2d& body) const {
  if (!inside(body)) return {{body, 0}};
  std::vector<Door> found;
  for (int x = -1; x <= 1; ++x) {
    for (int y = -1; y <= 1; ++y) {
      if (x == 0 && y == 0) continue;
      const Vector2d door = leave(body, Vector2d(x, y).normalized());
      if (!inside(door) && on_table(door) && leads_away(body, door))
        found.push_back({door, (door - body).norm()});
    }
  }
  return found;
}

std::optional<WalkMap::Route> WalkMap::route(const Vector2d& goal) const {
  Route best;
  best.length = kImpossible;
  for (const Door& door : doors(goal)) {
    for (std::size_t s = 0; s < sources_.size(); ++s) {
      const double length = sources_[s].cost + (door.at - sources_[s].at).norm() + door.cost;
      if (length < best.length && is_free(sources_[s].at, door.at))
        best = {length, door.at, -1, static_cast<int>(s)};
    }
    for (std::size_t i = 0; i < kTurns.size(); ++i) {
      const double length = cost_[i] + (door.at - kTurns[i]).norm() + door.cost;
      if (length < best.length && is_free(kTurns[i], door.at))
        best = {length, door.at, static_cast<int>(i), -1};
    }
  }
  if (best.length == kImpossible) return std::nullopt;
  return best;
}

std::optional<double> WalkMap::length(const Vector2d& goal) const {
  const auto found = route(to_body(goal));
  return found ? std::optional(found->length) : std::nullopt;
}

std::vector<Vector2d> WalkMap::way(const Vector2d& goal) const {
  const auto found = route(to_body(goal));
  if (!found) return {};
  std::vector<Vector2d> back = {goal, to_world(found->in)};
  int source = found->source;
  for (int corner = found->corner; corner >= 0;) {
    back.push_back(to_world(kTurns[static_cast<std::size_t>(corner)]));
    const int before = before_[static_cast<std::size_t>(corner)];
    if (before < 0) source = -1 - before;
    corner = before;
  }
  back.push_back(to_world(sources_[static_cast<std::size_t>(source)].at));
  back.push_back(to_world(start_));

  std::vector<Vector2d> way;
  for (auto point = back.rbegin(); point != back.rend(); ++point)
    if (way.empty() || (*point - way.back()).norm() > 1e-6) way.push_back(*point);
  return way;
}

std::vector<Vector2d> timed_targets(const std::vector<PathPoint>& path, double acceleration) {
  // Points at most a pixel apart, with the limits of lines and corners.
  constexpr double kSlowest = 0.5;
  constexpr double kCornerSpeed = 5;
  std::vector<PathPoint> dense = {path.front()};
  dense.front().speed = kSlowest;
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Vector2d line = path[i].at - path[i - 1].at;
    const int pieces = std::max(1, static_cast<int>(std::ceil(line.norm())));
    for (int k = 1; k <= pieces; ++k)
      dense.push_back({path[i - 1].at + line * k / pieces, path[i].speed});
    if (i + 1 == path.size()) break;
    const Vector2d next = path[i + 1].at - path[i].at;
    const double straight = line.dot(next) / std::max(1e-12, line.norm() * next.norm());
    const double allowed = std::min(path[i].speed, path[i + 1].speed);
    const double slow = std::min(allowed, kCornerSpeed);
    dense.back().speed = slow + (allowed - slow) * std::pow(std::max(0.0, straight), 2);
  }
  dense.back().speed = kSlowest;
  const auto limit = [&](std::size_t to, std::size_t from) {
    const double way = (dense[to].at - dense[from].at).norm();
    const double reach = std::sqrt(dense[from].speed * dense[from].speed + 2 * acceleration * way);
    dense[to].speed = std::min(dense[to].speed, reach);
  };
  for (std::size_t i = 1; i < dense.size(); ++i) limit(i, i - 1);
  for (std::size_t i = dense.size() - 1; i > 0; --i) limit(i - 1, i);

  // A tick goes as far as the speed at its middle says.
  std::vector<Vector2d> targets;
  std::size_t next = 1;
  Vector2d at = dense.front().at;
  const auto advance = [&](double way) {
    while (next < dense.size()) {
      const double left = (dense[next].at - at).norm();
      if (left > way) {
        at += (dense[next].at - at) * (way / left);
        return;
      }
      way -= left;
      at = dense[next++].at;
    }
  };
  while (next < dense.size()) {
    const double now = dense[next].speed;
    const auto ahead = std::min(dense.size() - 1, next + static_cast<std::size_t>(now / 2));
    advance(std::max(kSlowest, (now + dense[ahead].speed) / 2));
    targets.push_back(at);
  }
  return targets;
}

}  // namespace streambed
