#include "sim/task.h"

#include <cmath>
#include <functional>

#include "sim/base/error.h"
#include "sim/pose.h"
#include "tests/catch.h"
#include "tests/sim/message_of.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;

namespace {

// A thing of every kind: one that floats, one on a hinge, one that is placed.
class ThingsTask final : public testing::TinyTask {
 public:
  ThingsTask()
      : model_(parse_model(R"(<mujoco><worldbody>
          <body name="brick" pos="1 2 3"><freejoint/><geom size="0.1"/></body>
          <body name="lid" pos="0 1 0"><joint name="hinge" axis="0 0 1"/><geom size="0.1"/></body>
          <body name="place" mocap="true" pos="-1 0 0"><geom size="0.1"/></body>
        </worldbody></mujoco>)")) {
    info_.objects = {{.name = "brick", .goal = "place"}, {.name = "lid", .goal = "place"}};
  }
  const mjModel& model() const override { return *model_; }

 private:
  ModelPtr model_;
};

TEST_CASE("A planar pose has the yaw that it was made with") {
  for (const double angle : {0.0, 0.3, -2.5, 3.0}) {
    CHECK(yaw(planar_pose(1, 2, angle)) == Approx(angle));
    CHECK(planar_pose(1, 2, angle).translation() == Eigen::Vector3d(1, 2, 0));
  }
  CHECK(yaw(planar_pose(0, 0, 4)) == Approx(4 - 2 * M_PI));
  const Eigen::Isometry3d tilted =
      planar_pose(0, 0, 0.7) * Eigen::AngleAxisd(0.4, Eigen::Vector3d::UnitX());
  CHECK(yaw(tilted) == Approx(0.7));
}

TEST_CASE("A pose is that of the body of its name, as events leave it") {
  const ThingsTask task;
  const DataPtr data = make_data(task.model());
  mj_forward(&task.model(), data.get());
  CHECK(pose_names(task.info()) == std::vector<std::string>{"brick", "lid", "place"});
  CHECK(task.pose(*data, "brick").translation() == Eigen::Vector3d(1, 2, 3));

  // A free joint and a mocap body are current at once, others with the next step.
  data->qpos[0] = 5;
  data->qpos[3] = std::cos(0.25), data->qpos[6] = std::sin(0.25);
  data->qpos[7] = 0.9;
  data->mocap_pos[1] = 7;
  CHECK(task.pose(*data, "brick").translation() == Eigen::Vector3d(5, 2, 3));
  CHECK(yaw(task.pose(*data, "brick")) == Approx(0.5));
  CHECK(task.pose(*data, "place").translation() == Eigen::Vector3d(-1, 7, 0));
  CHECK(yaw(task.pose(*data, "lid")) == 0);
  mj_kinematics(&task.model(), data.get());
  CHECK(yaw(task.pose(*data, "lid")) == Approx(0.9));
  CHECK(task.pose(*data, "lid").translation() == Eigen::Vector3d(0, 1, 0));

  CHECK_THAT(message_of([&] { task.pose(*data, "brik"); }),
             ContainsSubstring("brik") && ContainsSubstring("brick, lid, place"));
  CHECK_THAT(message_of([&] { testing::TinyTask().pose(*data, "brick"); }),
             ContainsSubstring("It has none"));
}

// A task whose description a test may spoil.
struct SpoiltTask : testing::TinyTask {
  explicit SpoiltTask(const std::function<void(TaskInfo&)>& change) { change(info_); }
};

std::string complaint(const std::function<void(TaskInfo&)>& change) {
  return message_of([&] { check(SpoiltTask(change)); });
}

TEST_CASE("Objects and changes must have names of their own, a body and a range") {
  CHECK(complaint([](TaskInfo& info) {
          info.objects = {{.name = "target"}};
          info.changes = {{"speed", 0, 1, "m/s", "of the belt"}};
        }).empty());
  CHECK_THAT(complaint([](TaskInfo& info) { info.objects = {{.name = "ghost"}}; }),
             ContainsSubstring("ghost"));
  CHECK_THAT(complaint([](TaskInfo& info) {
               info.objects = {{.name = "target", .goal = "nowhere"}};
             }),
             ContainsSubstring("nowhere"));
  CHECK_THAT(complaint([](TaskInfo& info) {
               info.objects = {{.name = "target"}, {.name = "target"}};
             }),
             ContainsSubstring("once"));
  CHECK_THAT(complaint([](TaskInfo& info) {
               info.objects = {{.name = "target", .symmetry = -1}};
             }),
             ContainsSubstring("symmetries"));
  CHECK_THAT(complaint([](TaskInfo& info) { info.changes = {{"speed", 1, 1, "", ""}}; }),
             ContainsSubstring("low"));
  CHECK_THAT(complaint([](TaskInfo& info) {
               info.changes = {{"speed", 0, 1, "", ""}, {"speed", 0, 2, "", ""}};
             }),
             ContainsSubstring("once"));
}

// Succeeds at the second tick only, and may tell a wrong mode.
struct Fleeting : testing::TinyTask {
  struct Count final : Fold {
    int judged = 0;
  };
  explicit Fleeting(int first_mode = kModeUndecided) : first_mode(first_mode) {
    info_.modes = {"only"};
  }
  std::unique_ptr<Fold> begin(const mjData&) const override { return std::make_unique<Count>(); }
  Progress judge(const mjData&, Fold& fold) const override {
    return {.success_now = ++fold_of<Count>(fold).judged == 3};
  }
  int mode(const Fold& fold) const override {
    return fold_of<Count>(fold).judged == 1 ? first_mode : 5;
  }
  int first_mode;
};

TEST_CASE("A judgement remembers success, and tells modes that do not exist") {
  const Fleeting task;
  const DataPtr data = make_data(task.model());
  Judgement judgement(task, *data);
  CHECK(judgement.mode() == kModeUndecided);
  CHECK_FALSE(judgement.judge(*data).success);
  CHECK(judgement.judge(*data).success);
  CHECK(judgement.judge(*data).success);
  CHECK_FALSE(judgement.progress().success_now);
  CHECK_THROWS_AS(judgement.mode(), EngineError);

  CHECK_THAT(message_of([&] { Judgement(Fleeting(1), *data); }), ContainsSubstring("mode()"));
  CHECK_THAT(message_of([&] { Judgement(Fleeting(-3), *data); }), ContainsSubstring("mode()"));
}

}  // namespace
