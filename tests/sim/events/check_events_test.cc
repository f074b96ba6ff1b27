// Every event, carried out by an episode, and what is refused.

#include "sim/events/check_events.h"

#include <cmath>
#include <set>

#include "sim/base/error.h"
#include "sim/episode.h"
#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/sim/events/brick_task.h"
#include "tests/sim/message_of.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using testing::BrickTask;
using testing::TinyPolicy;
using testing::TinyTask;

namespace {

using Eigen::Vector3d;

// The state after `ticks` ticks of 0.1 s with these events.
DataPtr run_with(const Task& task, const std::string& events, int ticks,
                 std::int64_t context = 0, double target = 1) {
  const TinyPolicy policy(target);
  Episode episode(task, policy, {.context = context, .events = events});
  for (int i = 0; i < ticks; ++i) episode.tick();
  CHECK(episode.result().reason.empty());
  return episode.release_data();
}

Vector3d velocity(const mjData& data) { return {data.qvel[0], data.qvel[1], data.qvel[2]}; }

TEST_CASE("Kicks, drags and goal moves reach the pose that they name, in space") {
  const BrickTask task;
  const DataPtr kicked =
      run_with(task, "kick(at=0.1,object=brick,dx=0.5,dz=-0.25,droll=0.4),kick(at=0.2,dy=1)", 3);
  const EventPose expected{.x = 0.5, .y = 1, .z = 0.75, .roll = 0.4};
  CHECK(task.pose(*kicked, "brick").isApprox(expected.isometry(), 1e-9));
  // At its tick, not before.
  const DataPtr before = run_with(task, "kick(at=0.1,dx=0.5)", 1);
  CHECK(task.pose(*before, "brick").translation() == Vector3d(0, 0, 1));

  const DataPtr dragged = run_with(task, "drag(at=0,x=1,y=2,z=3,roll=0.1,pitch=-0.2,angle=2)", 1);
  const EventPose there{1, 2, 3, 0.1, -0.2, 2};
  CHECK(task.pose(*dragged, "brick").isApprox(there.isometry(), 1e-9));

  const DataPtr moved = run_with(task, "move_goal(at=0,object=brick,x=4,y=5,z=6,pitch=0.3)", 1);
  const EventPose goal{.x = 4, .y = 5, .z = 6, .pitch = 0.3};
  CHECK(task.pose(*moved, "place").isApprox(goal.isometry(), 1e-9));
  const DataPtr shifted = run_with(task, "move_goal(at=0,x=1,z=-1,relative=true)", 1);
  CHECK(task.pose(*shifted, "place").translation().isApprox(Vector3d(2, 0, 0)));
}

TEST_CASE("A push changes the velocity by impulse over mass, a change lasts") {
  const BrickTask task;
  const DataPtr pushed = run_with(task, "push(at=0.1,x=0.4,y=-0.2,z=1),push(at=0.1,x=0.2)", 2);
  CHECK(velocity(*pushed).isApprox(Vector3d(0.6, -0.2, 1) / testing::kBrickMass, 1e-9));
  CHECK(run_with(task, "push(at=0.1,x=1)", 1)->qvel[0] == 0);

  // The wind blows from the second tick on: after three ticks it has blown for 0.2 s.
  const DataPtr blown = run_with(task, "change(at=0.1,name=wind,value=0.5)", 3);
  CHECK(velocity(*blown).isApprox(Vector3d(0.5 * 0.2 / testing::kBrickMass, 0, 0), 1e-9));
}

TEST_CASE("Random pushes and changes follow from the key alone") {
  const BrickTask task;
  std::set<double> directions, winds;
  for (std::int64_t context = 0; context < 40; ++context) {
    const std::string push = "random_push(object=brick,impulse=0.5,from=1,to=1)";
    const Vector3d pushed = velocity(*run_with(task, push, 2, context));
    CHECK(pushed.norm() == Approx(0.5 / testing::kBrickMass));
    CHECK(pushed.z() == 0);
    directions.insert(std::atan2(pushed.y(), pushed.x()));
    // Another policy meets the same.
    CHECK(velocity(*run_with(task, push, 2, context, -1)) == pushed);

    const std::string change = "random_change(name=wind,from=0,to=3)";
    const double wind = run_with(task, change, 4, context)->userdata[0];
    CHECK(std::abs(wind) <= 0.5);
    winds.insert(wind);
    CHECK(run_with(task, change, 4, context, -1)->userdata[0] == wind);
  }
  CHECK(directions.size() == 40);
  CHECK(*directions.begin() < -2);
  CHECK(*directions.rbegin() > 2);
  CHECK(winds.size() == 40);
  CHECK(*winds.begin() < -0.3);
  CHECK(*winds.rbegin() > 0.3);
}

// A brick that takes less than it could.
struct Meek : BrickTask {
  explicit Meek(TaskEvents events) { info_.events = events; }
  void forget_goal() { info_.objects.front().goal.clear(); }
  void forget_changes() { info_.changes.clear(); }
};

std::string refusal(const Task& task, const std::string& events) {
  const TinyPolicy policy;
  return message_of([&] { Episode(task, policy, {.events = events}); });
}

TEST_CASE("An episode refuses at once what its task cannot carry out, and says what there is") {
  const BrickTask task;
  CHECK(refusal(task, "kick(dz=1),drag(roll=1),move_goal(z=1),push(z=1)").empty());
  CHECK(refusal(task, "change(name=wind),random_change(name=wind)").empty());
  CHECK_THAT(refusal(task, "kick(at=1,object=brik)"),
             ContainsSubstring("brik") && ContainsSubstring("It has: brick"));
  CHECK_THAT(refusal(task, "random_push(object=place)"), ContainsSubstring("place"));
  CHECK_THAT(refusal(task, "change(name=rain,value=1)"),
             ContainsSubstring("rain") && ContainsSubstring("wind"));
  CHECK_THAT(refusal(task, "random_change(from=1)"), ContainsSubstring("wind"));
  CHECK_THAT(refusal(task, "change(name=wind,value=0.6)"),
             ContainsSubstring("between -0.5 and 0.5 N"));

  const std::string any = "does not take this event";
  const Meek kicks({.kick = true}), nothing({});
  CHECK(refusal(kicks, "kick(dx=1),random_kick(distance=1)").empty());
  for (const char* event : {"drag(x=1)", "move_goal(x=1)", "random_goal(distance=1)", "push(x=1)",
                            "random_push(impulse=1)"})
    CHECK_THAT(refusal(kicks, event),
               ContainsSubstring(any) && ContainsSubstring("it takes kick, change"));
  CHECK_THAT(refusal(nothing, "random_kick(distance=1)"), ContainsSubstring(any));
  CHECK_THAT(refusal(TinyTask(), "change(name=wind)"),
             ContainsSubstring(any) && ContainsSubstring("--events none"));
  CHECK(refusal(TinyTask(), "set_inference(at=1)").empty());

  Meek goalless({.move_goal = true});
  goalless.forget_goal();
  CHECK_THAT(refusal(goalless, "move_goal(x=1)"), ContainsSubstring("brick has no goal"));

  const Meek flat({.kick = true, .drag = true, .in_plane = true});
  CHECK(refusal(flat, "kick(dx=1,dy=1,dangle=1)").empty());
  for (const char* event : {"kick(dz=1)", "kick(droll=1)", "drag(pitch=1)"})
    CHECK_THAT(refusal(flat, event), ContainsSubstring("in the plane"));
}

TEST_CASE("An event that is posted meets the same checks") {
  const BrickTask task;
  const TinyPolicy policy;
  const double nan = std::nan("");
  const std::vector<Event> wrong = {
      {0, Kick{{.x = nan}}},        {0, Drag{{.roll = nan}}}, {0, MoveGoal{{.z = nan}}},
      {0, Push{.y = nan}},          {0, Change{"wind", nan}}, {0, Kick{{.x = 1}, "lid"}},
      {0, Change{.name = "frost"}},
  };
  for (const Event& event : wrong) {
    Episode episode(task, policy, {});
    episode.post(event);
    CHECK_FALSE(message_of([&] { episode.settle(); }).empty());
    // It is gone, and the episode goes on.
    CHECK(episode.tick());
  }
}

TEST_CASE("A task that takes events but forgot to carry them out says so") {
  struct Forgetful : TinyTask {
    Forgetful() {
      info_.objects = {{.name = "target"}};
      info_.events.kick = true;
    }
  };
  const Forgetful task;
  const DataPtr data = make_data(task.model());
  CHECK_THAT(message_of([&] { apply_event(task, *data, {0, Kick{{.x = 1}}}); }),
             ContainsSubstring("override disturb()"));
}

}  // namespace
