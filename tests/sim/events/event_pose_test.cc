#include <cmath>

#include "sim/events/events.h"
#include "sim/pose.h"
#include "sim/rng.h"
#include "tests/catch.h"

using namespace streambed;

TEST_CASE("The numbers of a pose give the pose again") {
  Rng rng;
  for (int i = 0; i < 200; ++i) {
    const auto angle = [&](double half) { return rng.uniform(-half, half); };
    const EventPose pose{rng.normal(), rng.normal(), rng.normal(),
                         angle(3.1),   angle(1.5),   angle(3.1)};
    const EventPose back = event_pose(pose.isometry());
    CHECK(back.isometry().isApprox(pose.isometry(), 1e-12));
    CHECK(back.roll == Approx(pose.roll));
    CHECK(back.pitch == Approx(pose.pitch));
    CHECK(back.angle == Approx(pose.angle));
  }
  // Straight up and down only the sum of roll and yaw counts.
  for (const double pitch : {M_PI / 2, -M_PI / 2}) {
    const Eigen::Isometry3d pose = EventPose{1, 2, 3, 0.4, pitch, -0.9}.isometry();
    CHECK(event_pose(pose).isometry().isApprox(pose, 1e-7));
  }
}

TEST_CASE("Roll, pitch and angle turn about the world's x, then y, then z") {
  const double quarter = M_PI / 2;
  const auto turned = [](const EventPose& pose, const Eigen::Vector3d& along) {
    return Eigen::Vector3d(pose.isometry().linear() * along);
  };
  using Eigen::Vector3d;
  CHECK(turned({.roll = quarter}, Vector3d::UnitY()).isApprox(Vector3d::UnitZ()));
  CHECK(turned({.pitch = quarter}, Vector3d::UnitZ()).isApprox(Vector3d::UnitX()));
  CHECK(turned({.angle = quarter}, Vector3d::UnitX()).isApprox(Vector3d::UnitY()));
  CHECK(turned({.roll = quarter, .angle = quarter}, Vector3d::UnitZ()).isApprox(Vector3d::UnitX()));
  CHECK(EventPose{.x = 1, .y = 2, .angle = 0.5}.isometry().isApprox(planar_pose(1, 2, 0.5)));
}

TEST_CASE("A displacement moves and turns a thing where it stands") {
  const Eigen::Isometry3d pose = planar_pose(4, 5, 0.2);
  const EventPose change{.x = 1, .y = -1, .z = 2, .angle = 0.3};
  CHECK(displaced(pose, change).translation().isApprox(Eigen::Vector3d(5, 4, 2)));
  CHECK(yaw(displaced(pose, change)) == Approx(0.5));
  CHECK(EventPose{.x = 1, .y = 1, .angle = 1}.in_plane());
  CHECK_FALSE(EventPose{.z = 1}.in_plane());
  CHECK_FALSE(EventPose{.roll = 1}.in_plane());
  CHECK_FALSE(EventPose{.pitch = 1}.in_plane());
}
