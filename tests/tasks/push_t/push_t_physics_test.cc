// MuJoCo's Push-T against the original's engine, on starts and actions that nobody recorded.

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/tasks/push_t/chipmunk_push_t.h"
#include "tests/tasks/push_t/push_t_setup.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

// Largest distance between two poses' corners, roughly: px.
double distance(const TeePose& a, const TeePose& b) {
  return (a.origin - b.origin).norm() +
         60 * std::abs(std::remainder(a.angle - b.angle, 6.283185307179586));
}

// Does the T come near a wall? Squeezed between wall and pusher it has nowhere to go: the original
// then does what the order of its contacts happens to be, which is no reference.
bool near_wall(const TeePose& block) {
  const TeeKeypoints points = tee_keypoints(block);
  return points.minCoeff() < 40 || points.maxCoeff() > 471;
}

TeePose pose_of(const Task& task, const mjData& data) {
  const Eigen::Isometry3d pose = task.pose(data, "block");
  return {pose.translation().head<2>(), yaw(pose)};
}

struct Drift {
  std::vector<double> distances;  // one per episode, ascending
  double moved = 0;               // mean way of the T's origin, px
  double at(double quantile) const {
    return distances[static_cast<std::size_t>(quantile *
                                              static_cast<double>(distances.size() - 1))];
  }
};

// Random pushes: at each tick a bounded step of the target, drawn towards the T.
Drift random_episodes(const std::string& spec, double k_p, int episodes, double reach) {
  const auto task = make_push_t(spec);
  const DataPtr data = make_data(task->model());
  Drift drift;
  for (int e = 0; e < episodes; ++e) {
    Rng rng = Rng{}.fork("physics").fork(e);
    const Vector2d agent(rng.uniform(20, 490), rng.uniform(20, 490));
    const TeePose block{{rng.uniform(170, 340), rng.uniform(170, 340)}, rng.uniform(-7, 7)};
    // Overlapping starts are another test.
    if ((agent - centre_of_gravity(block)).norm() < 110) continue;

    ChipmunkPushT reference(agent, block);
    task->restore(
        *data, {state(agent.x(), agent.y(), block.origin.x(), block.origin.y(), block.angle), {}});
    Vector2d aim = agent;
    TeePose expected = block;
    TeePose found = block;
    for (int i = 0; i < 80; ++i) {
      const Vector2d to_block = centre_of_gravity(expected) - aim;
      aim += reach * (Vector2d(rng.normal(), rng.normal()) + 0.8 * to_block.normalized());
      reference.tick(aim, k_p);
      tick(*task, *data, aim);
      if (near_wall(reference.block())) break;
      expected = reference.block();
      found = pose_of(*task, *data);
    }
    drift.distances.push_back(distance(expected, found));
    drift.moved += (expected.origin - block.origin).norm();
  }
  std::sort(drift.distances.begin(), drift.distances.end());
  drift.moved /= static_cast<double>(drift.distances.size());
  return drift;
}

// The few that differ touch, part and touch again within three steps: the original then draws on
// impulses that it remembers from the first touch, a state that no observation shows.
TEST_CASE("random pushes end where the original's end") {
  const Drift drift = random_episodes("push_t", 100, 400, 12);
  CHECK(drift.distances.size() > 200);
  CHECK(drift.moved > 30);
  CAPTURE(drift.at(0.95), drift.distances.back());
  CHECK(drift.at(0.5) < 1e-6);
  CHECK(drift.at(0.98) < 1e-3);
}

TEST_CASE("the stiff pusher of state imitation agrees too") {
  const Drift drift = random_episodes("push_t(protocol=sfp_state)", 500, 200, 12);
  CAPTURE(drift.at(0.9), drift.at(0.95), drift.distances.back());
  CHECK(drift.at(0.5) < 1e-6);
  CHECK(drift.at(0.95) < 1e-3);
}

TEST_CASE("a T that starts on the pusher is pushed out as in the original") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  std::vector<double> errors;
  for (int e = 0; e < 60; ++e) {
    Rng rng = Rng{}.fork("overlap").fork(e);
    // The pusher anywhere on the outer part of the stem, its centre inside the T included.
    const TeePose block{{256, 200}, rng.uniform(-3, 3)};
    const Vector2d agent =
        centre_of_gravity(block) +
        Eigen::Rotation2Dd(block.angle) * Vector2d(rng.uniform(-26, 26), rng.uniform(10, 70));
    ChipmunkPushT reference(agent, block);
    task->restore(
        *data, {state(agent.x(), agent.y(), block.origin.x(), block.origin.y(), block.angle), {}});
    for (int i = 0; i < 10; ++i) {
      reference.tick(agent);
      tick(*task, *data, agent);
    }
    CHECK(distance(reference.block(), block) > 0.01);
    errors.push_back(distance(reference.block(), pose_of(*task, *data)));
  }
  std::sort(errors.begin(), errors.end());
  CAPTURE(errors.back());
  CHECK(errors[errors.size() * 9 / 10] < 1e-4);
}

TEST_CASE("walls push the T back as in the original, the pusher passes them") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  // Sunk into each wall with a corner or a flat side; last into two walls at once, where the order
  // of four contacts shows a little.
  struct Start {
    TeePose pose;
    double tolerance;
  };
  const Start starts[] = {{{{55, 250}, 0.3}, 1e-3},  {{{400, 250}, -1.2}, 1e-3},
                          {{{256, 4}, 0}, 1e-3},     {{{256, 9}, 0.1}, 1e-3},
                          {{{250, 506}, 3.1}, 1e-3}, {{{5, 200}, -1.5707}, 1e-3},
                          {{{450, 505}, 2.9}, 1e-3}, {{{61, 5}, 0}, 0.02}};
  const Vector2d outside(-30, 530);
  for (const auto& [start, tolerance] : starts) {
    CAPTURE(start.origin.transpose(), start.angle);
    ChipmunkPushT reference({100, 400}, start);
    task->restore(*data, {state(100, 400, start.origin.x(), start.origin.y(), start.angle), {}});
    for (int i = 0; i < 20; ++i) {
      reference.tick(outside);
      tick(*task, *data, outside);
    }
    CHECK(distance(reference.block(), start) > 0.1);
    CHECK(distance(reference.block(), pose_of(*task, *data)) < tolerance);
    CHECK((state_of(*task, *data).head<2>() - reference.agent()).norm() < 1e-9);
    CHECK((state_of(*task, *data).head<2>() - outside).norm() < 1);
  }
}

TEST_CASE("a T that is crushed against a wall stays sane") {
  const auto task = make_push_t();
  const DataPtr data = make_data(task->model());
  for (int e = 0; e < 40; ++e) {
    Rng rng = Rng{}.fork("crushed").fork(e);
    task->reset(*data, e, rng);
    for (int i = 0; i < 100; ++i) {
      const TeePose block = pose_of(*task, *data);
      const Vector2d beyond = block.origin + 3 * (block.origin - Vector2d(256, 256));
      tick(*task, *data, i % 20 < 10 ? beyond : Vector2d(rng.uniform(0, 512), rng.uniform(0, 512)));
    }
    CHECK(divergence(*data).empty());
    const TeePose block = pose_of(*task, *data);
    CHECK((block.origin - Vector2d(256, 256)).norm() < 1000);
  }
}

}  // namespace
}  // namespace streambed
