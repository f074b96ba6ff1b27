#pragma once
// A task without files and policies whose thinking a test can hold up.

#include <atomic>
#include <memory>

#include "sim/registry.h"

namespace streambed {

// A ball on two slides over a dark floor, seen from 1 m above its middle by a camera with a field
// of view of 90 degrees. An action is the ball's position in metres; contexts are 0 .. 99.
inline constexpr const char* kTinyModel = R"(
<mujoco>
  <statistic extent="1"/>
  <option timestep="0.01" gravity="0 0 0"/>
  <visual><global fovy="90"/></visual>
  <worldbody>
    <light pos="0 0 2" dir="0 0 -1"/>
    <camera name="above" pos="0 0 1" xyaxes="1 0 0 0 1 0" fovy="90"/>
    <geom type="plane" size="1 1 0.1" rgba="0.1 0.1 0.1 1"/>
    <body name="ball" pos="0 0 0.02">
      <joint name="x" type="slide" axis="1 0 0" damping="20"/>
      <joint name="y" type="slide" axis="0 1 0" damping="20"/>
      <geom type="sphere" size="0.1" mass="1" rgba="1 1 1 1" contype="0"/>
    </body>
    <body name="goal" mocap="true"><geom type="sphere" size="0.02" contype="0"/></body>
  </worldbody>
  <actuator><position joint="x" kp="100"/><position joint="y" kp="100"/></actuator>
</mujoco>)";

class TinyTask final : public Task {
 public:
  explicit TinyTask(int max_ticks = 1000, double fails_after_s = -1);
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override;
  void apply(const Action& action, mjData& data) const override;
  Action hold(const mjData& data) const override;
  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  std::optional<Eigen::Vector3d> point(const Action& action) const override;
  // The ball is its own object; whatever would leave the square of +-1 is refused. The goal's frame
  // lies 0.1 m beside its pose, as it may.
  Eigen::Isometry3d pose(const mjData& data, std::string_view name) const override;
  void disturb(mjData& data, const Event& event) const override;

 private:
  TaskInfo info_;
  ModelPtr model_;
  double fails_after_s_;  // simulated time from which observing throws; negative: never
};

// The tasks "tiny" (key max_ticks), "faulty" (throws in the midst of an episode), "unstartable"
// (throws at its start), and the policies "circle" (eight actions a plan), "still" (stays in the
// middle), "swirl" (noise in its plans, a trace and a velocity field), "stuck" (thinks until it is
// stopped), "thrower" (throws while it thinks) and "broken" (cannot be made). `thinking` counts the
// calls that "stuck" is in.
Registry tiny_registry(std::shared_ptr<std::atomic<int>> thinking = nullptr);

}  // namespace streambed
