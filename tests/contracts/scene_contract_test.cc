// What every registered task owes about its scene: components, poses of objects, events.

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "sim/base/rotation.h"
#include "sim/episode.h"
#include "sim/events/check_events.h"
#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/contracts/every_task.h"
#include "tests/sim/message_of.h"

namespace streambed {

namespace {

// Where the components say that an object is, and how it is turned about the vertical where they
// say so; NaN where they do not.
Eigen::Vector3d seen_pose(const TaskInfo& info, const StateVector& state,
                          const std::string& object) {
  const PoseEntries entries = pose_entries(info.observation, object);
  Eigen::Vector3d out = Eigen::Vector3d::Constant(kNotMeasured);
  if (entries.position >= 0) out.head<2>() = state.segment<2>(entries.position);
  if (entries.turn < 0) return out;
  const int turn = entries.turn;
  if (entries.turn_kind == ComponentKind::kAngle) out[2] = state[turn];
  if (entries.turn_kind == ComponentKind::kDirection)
    out[2] = std::atan2(state[turn], state[turn + 1]);
  if (entries.turn_kind == ComponentKind::kRotation)
    out[2] = std::atan2(state[turn + 3], state[turn]);
  return out;
}

// Does what is observed of an object agree with where the task says that it is?
void check_pose(const Eigen::Vector3d& seen, const Eigen::Isometry3d& told) {
  for (int i : {0, 1})
    if (!std::isnan(seen[i])) CHECK(seen[i] == Approx(told.translation()[i]).margin(1e-9));
  if (!std::isnan(seen[2]))
    CHECK(std::abs(std::remainder(seen[2] - yaw(told), 2 * std::numbers::pi)) < 1e-9);
}

TEST_CASE("in every task the components describe what is observed and commanded", "[contract]") {
  for_every_task([](const Registry& registry, const Task& task) {
    const TaskInfo& info = task.info();
    CHECK(observed(task, *make_data(task.model())).size() == total_size(info.observation));

    // After a start nothing has moved away from what is held.
    const DataPtr data = make_data(task.model());
    const StateVector first = start(task, *data, kValidation);
    const Action hold = task.hold(*data);
    for (const Component& component : info.action) {
      if (component.measured_by.empty()) continue;
      INFO(component.name);
      const int commanded = first_entry(info.action, component.name);
      const int measured = first_entry(info.observation, component.measured_by);
      REQUIRE(measured >= 0);
      for (int i = 0; i < component.size; ++i)
        CHECK(hold[commanded + i] == Approx(first[measured + i]).margin(1e-9));
    }

    // In the midst of an episode each kind keeps to its form, and objects are where they are.
    const auto policy = registry.make_policy("random", task);
    Episode episode(task, *policy, {.context = kValidation});
    for (int tick = 0; tick < 12; ++tick) {
      const StateVector state = observed(task, episode.data());
      for (const int at : first_entries(info.observation, ComponentKind::kDirection))
        CHECK(std::hypot(state[at], state[at + 1]) == Approx(1));
      for (const int at : first_entries(info.observation, ComponentKind::kRotation))
        CHECK(orthonormality_error(state.segment<6>(at)) < 1e-6);
      for (const std::string& name : pose_names(info)) {
        INFO(name);
        check_pose(seen_pose(info, state, name), task.pose(episode.data(), name));
      }
      episode.tick();
    }
  });
}

TEST_CASE("every task knows the poses of its objects and their goals", "[contract]") {
  for_every_task([](const Registry&, const Task& task) {
    const DataPtr data = make_data(task.model());
    start(task, *data, kValidation);
    const std::vector<std::string> names = pose_names(task.info());
    for (const std::string& name : names) {
      INFO(name);
      const Eigen::Isometry3d pose = task.pose(*data, name);
      const Eigen::Matrix3d turn = pose.linear();
      CHECK(pose.matrix().allFinite());
      CHECK((turn * turn.transpose()).isApprox(Eigen::Matrix3d::Identity(), 1e-12));
      CHECK(turn.determinant() > 0);
    }
    for (const TaskObject& object : task.info().objects) {
      CHECK(object.symmetry >= 0);
      CHECK(std::count(names.begin(), names.end(), object.name) == 1);
    }
    CHECK_THAT(message_of([&] { task.pose(*data, "no such thing"); }),
               ContainsSubstring("no such thing") && ContainsSubstring(task.info().name));
  });
}

TEST_CASE("every task carries out the events that it takes, on what they name", "[contract]") {
  for_every_task([](const Registry&, const Task& task) {
    const TaskInfo& info = task.info();
    const DataPtr data = make_data(task.model());
    const double step = 1e-3 * (info.action_high - info.action_low).norm();
    const auto apply = [&](const auto& what) {
      start(task, *data, kValidation);
      apply_event(task, *data, {0, what});
    };
    const auto refused = [&](const auto& what) {
      return !message_of([&] { apply(what); }).empty();
    };
    for (const TaskObject& object : info.objects) {
      INFO(object.name);
      start(task, *data, kValidation);
      std::map<std::string, Eigen::Isometry3d> before;
      for (const std::string& name : pose_names(info)) before[name] = task.pose(*data, name);
      // Whether this pose is where it is said to be, and every other one where it was.
      const auto moved = [&](const std::string& moved_name, const Eigen::Isometry3d& there) {
        for (const auto& [name, pose] : before) {
          INFO(name);
          CHECK(task.pose(*data, name).isApprox(name == moved_name ? there : pose, 1e-9));
        }
      };
      const EventPose change{.x = 2 * step, .y = -step, .angle = 0.1};
      const auto shifted = [&](const std::string& name) {
        return displaced(before.at(name), change);
      };
      const auto written = [&](const Eigen::Isometry3d& pose) {
        EventPose out = event_pose(pose);
        if (info.events.in_plane) out.z = out.roll = out.pitch = 0;
        return out;
      };

      if (info.events.kick) {
        apply(Kick{change, object.name});
        moved(object.name, shifted(object.name));
      } else {
        CHECK(refused(Kick{change, object.name}));
      }
      if (info.events.drag) {
        apply(Drag{written(shifted(object.name)), object.name});
        moved(object.name, shifted(object.name));
      } else {
        CHECK(refused(Drag{change, object.name}));
      }
      if (info.events.move_goal && !object.goal.empty()) {
        apply(MoveGoal{written(shifted(object.goal)), object.name});
        moved(object.goal, shifted(object.goal));
        apply(MoveGoal{change, object.name, true});
        moved(object.goal, shifted(object.goal));
      } else {
        CHECK(refused(MoveGoal{change, object.name}));
      }
      if (info.events.push) {
        apply(Push{.x = 1e-3, .object = object.name});
        moved(object.name, before.at(object.name));
        const std::vector<mjtNum> pushed(data->qvel, data->qvel + task.model().nv);
        CHECK(std::any_of(pushed.begin(), pushed.end(), [](double v) { return v != 0; }));
      } else {
        CHECK(refused(Push{.x = 1, .object = object.name}));
      }
    }
    for (const TaskChange& change : info.changes) {
      apply(Change{change.name, change.low});
      CHECK(refused(Change{change.name, change.high + 1}));
    }
    CHECK(refused(Kick{{}, "no such thing"}));
    CHECK(refused(Change{"no such thing", 0}));
  });
}

}  // namespace
}  // namespace streambed
