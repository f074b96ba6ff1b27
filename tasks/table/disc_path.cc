#include "tasks/table/disc_path.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr int kCorners = 12;
// Corners stand a little outside, so that the line along an edge does not count as a cut.
constexpr double kOutside = 1.0001;

bool is_clear(const Vector2d& a, const Vector2d& b, const std::vector<Disc>& discs) {
  return std::none_of(discs.begin(), discs.end(), [&](const Disc& disc) {
    return distance_to_segment(disc.centre, a, b) < disc.radius;
  });
}

}  // namespace

double distance_to_segment(const Vector2d& point, const Vector2d& a, const Vector2d& b) {
  const Vector2d along = b - a;
  const double square = along.squaredNorm();
  const double t = square > 0 ? std::clamp((point - a).dot(along) / square, 0.0, 1.0) : 0;
  return (a + t * along - point).norm();
}

std::vector<Vector2d> way_round(const Vector2d& from, const Vector2d& to,
                                std::span<const Disc> discs) {
  std::vector<Disc> obstacles(discs.begin(), discs.end());
  for (Disc& disc : obstacles) {
    const double nearest = std::min((from - disc.centre).norm(), (to - disc.centre).norm());
    disc.radius = std::min(disc.radius, nearest / kOutside);
  }
  if (is_clear(from, to, obstacles)) return {from, to};

  std::vector<Vector2d> nodes = {from, to};
  for (const Disc& disc : obstacles) {
    const double radius = disc.radius * kOutside / std::cos(std::numbers::pi / kCorners);
    for (int i = 0; i < kCorners; ++i) {
      const double angle = 2 * std::numbers::pi * i / kCorners;
      const Vector2d corner = disc.centre + radius * Vector2d(std::cos(angle), std::sin(angle));
      if (is_clear(corner, corner, obstacles)) nodes.push_back(corner);
    }
  }

  // Dijkstra's algorithm from the first node.
  const double kFar = std::numeric_limits<double>::infinity();
  std::vector<double> cost(nodes.size(), kFar);
  std::vector<std::size_t> before(nodes.size(), 0);
  std::vector<bool> settled(nodes.size(), false);
  cost[0] = 0;
  while (!settled[1]) {
    std::size_t nearest = 1;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (!settled[i] && cost[i] < cost[nearest]) nearest = i;
    if (cost[nearest] == kFar) return {from, to};
    settled[nearest] = true;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const double through = cost[nearest] + (nodes[i] - nodes[nearest]).norm();
      if (settled[i] || through >= cost[i] || !is_clear(nodes[nearest], nodes[i], obstacles))
        continue;
      cost[i] = through;
      before[i] = nearest;
    }
  }
  std::vector<Vector2d> way;
  for (std::size_t i = 1; i != 0; i = before[i]) way.push_back(nodes[i]);
  way.push_back(from);
  std::reverse(way.begin(), way.end());
  return way;
}

double length_of(std::span<const Vector2d> way) {
  double length = 0;
  for (std::size_t i = 1; i < way.size(); ++i) length += (way[i] - way[i - 1]).norm();
  return length;
}

Vector2d point_along(std::span<const Vector2d> way, double distance) {
  for (std::size_t i = 1; i < way.size(); ++i) {
    const double length = (way[i] - way[i - 1]).norm();
    if (distance < length) return way[i - 1] + (way[i] - way[i - 1]) * (distance / length);
    distance -= length;
  }
  return way.back();
}

}  // namespace streambed
