// Push-T: push a T onto its goal with a round tool. Geometry, physics, start states and reward
// follow diffusion policy's environment (Chi et al., RSS 2023; after Florence et al., CoRL 2021).
// Its pixels are this scene's millimetres; observations, actions and keys stay in pixels and
// radians.

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/demonstrations.h"
#include "sim/error.h"
#include "sim/files.h"
#include "sim/plugin.h"
#include "sim/text.h"
#include "tasks/numpy_random.h"
#include "tasks/polygon.h"
#include "tasks/quasi_static.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr double kPxPerMetre = 1000;
constexpr double kTwoPi = 2 * std::numbers::pi;
constexpr double kSuccessCoverage = 0.95;
constexpr int kStateSize = 5;
constexpr int kKeypoints = 9;

// The T in its own frame, whose origin is the middle of the bar's outer edge; pixels.
const std::array<Rectangle, 2> kParts = {Rectangle{{-60, 0}, {60, 30}},
                                         Rectangle{{-15, 30}, {15, 120}}};
constexpr double kArea = 6300;
const Vector2d kCentreOfGravity(0, 45);
const Eigen::Matrix<double, kKeypoints, 2, Eigen::RowMajor> kKeypointsInBody{
    {9.27, 90.02},  {-60.99, -1.19}, {60.91, -1.39},  {-0.27, 25.54}, {-14.06, 122.81},
    {39.00, 32.86}, {-39.96, 32.73}, {-16.82, 62.87}, {23.54, -1.70}};

// Where the T's own frame lies: pixels and radians.
struct Pose {
  Vector2d position;
  double angle;
};

double coverage(const Pose& block, const Pose& goal) {
  double area = 0;
  for (const Rectangle& part : kParts)
    for (const Rectangle& other : kParts)
      area += polygon_area(
          clip_convex(part.at(block.position, block.angle), other.at(goal.position, goal.angle)));
  return area / kArea;
}

struct Settings {
  bool state_imitation = false;
  bool keypoints = false;
  bool legacy_reset = true;
  double k_p = 100, k_v = 20;
  Pose goal;
};

class PushT final : public Task {
 public:
  PushT(TaskInfo info, const Settings& settings);

  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  void restore(mjData& data, const Observation& observation) const override;
  void restore_row(mjData& data, const Demonstration& demonstration,
                   std::int64_t row) const override;
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override;
  void apply(const Action& action, mjData& data) const override;
  Action hold(const mjData& data) const override;
  void step(mjData& data) const override { quasi_static_step(*model_, data, physics_); }
  Progress judge(const mjData& data, const Progress& so_far) const override;
  void disturb(mjData& data, const Event& event) const override;
  std::optional<Eigen::Vector3d> point(const Action& action) const override;
  void retarget(Demonstration& demonstration) const override;

 private:
  // The scene at rest with the pusher's target where the pusher is, time zero, goal in place.
  void place(mjData& data, const Vector2d& agent, const Pose& block) const;
  void set_block(mjData& data, const Pose& block) const;
  void set_goal(mjData& data, const Pose& goal) const;
  Vector2d agent(const mjData& data) const;
  Pose block(const mjData& data) const;
  StateVector state_of(const Vector2d& agent, const Pose& block) const;

  TaskInfo info_;
  Settings settings_;
  ModelPtr model_;
  QuasiStatic physics_;
  std::array<int, 3> block_{};  // qpos addresses: centre of gravity and angle
  std::array<int, 2> agent_{};  // qpos addresses
  int goal_ = 0;                // mocap index
};

PushT::PushT(TaskInfo info, const Settings& settings)
    : info_(std::move(info)), settings_(settings) {
  // The gains belong to the protocol and so to the model.
  const ModelPtr scene = load_model(asset_path("push_t.xml"));
  std::unique_ptr<mjModel, ModelDeleter> model(mj_copyModel(nullptr, scene.get()));
  for (int i = 0; i < model->nu; ++i) {
    model->actuator_gainprm[i * mjNGAIN] = settings_.k_p;
    model->actuator_biasprm[i * mjNBIAS + 1] = -settings_.k_p;
    model->actuator_biasprm[i * mjNBIAS + 2] = -settings_.k_v;
  }
  set_quasi_static_options(*model);

  const auto address = [&](const char* joint) {
    return model->jnt_qposadr[joint_id(*model, joint)];
  };
  block_ = {address("block_x"), address("block_y"), address("block_angle")};
  agent_ = {address("pusher_x"), address("pusher_y")};
  goal_ = model->body_mocapid[body_id(*model, "goal")];

  // All joints have one degree of freedom, so that addresses in qvel equal those in qpos.
  physics_.free_dofs.assign(block_.begin(), block_.end());
  physics_.driven_dofs.assign(agent_.begin(), agent_.end());
  physics_.slop = 0.1 / kPxPerMetre;
  physics_.leftover_per_second = std::pow(0.9, 60);
  model_ = std::move(model);
}

void PushT::place(mjData& data, const Vector2d& agent, const Pose& block) const {
  mj_resetData(model_.get(), &data);
  for (int i = 0; i < 2; ++i) data.qpos[agent_[i]] = data.ctrl[i] = agent[i] / kPxPerMetre;
  set_block(data, block);
  set_goal(data, settings_.goal);
}

void PushT::set_block(mjData& data, const Pose& block) const {
  const Vector2d centre = block.position + Eigen::Rotation2Dd(block.angle) * kCentreOfGravity;
  for (int i = 0; i < 2; ++i) data.qpos[block_[i]] = centre[i] / kPxPerMetre;
  data.qpos[block_[2]] = block.angle;
}

void PushT::set_goal(mjData& data, const Pose& goal) const {
  double* position = data.mocap_pos + 3 * goal_;
  position[0] = goal.position.x() / kPxPerMetre;
  position[1] = goal.position.y() / kPxPerMetre;
  const double axis[3] = {0, 0, 1};
  mju_axisAngle2Quat(data.mocap_quat + 4 * goal_, axis, goal.angle);
}

Vector2d PushT::agent(const mjData& data) const {
  return Vector2d(data.qpos[agent_[0]], data.qpos[agent_[1]]) * kPxPerMetre;
}

Pose PushT::block(const mjData& data) const {
  const double angle = data.qpos[block_[2]];
  const Vector2d centre = Vector2d(data.qpos[block_[0]], data.qpos[block_[1]]) * kPxPerMetre;
  return {centre - Eigen::Rotation2Dd(angle) * kCentreOfGravity, angle};
}

void PushT::reset(mjData& data, std::int64_t context, Rng) const {
  if (context < 0 || context > 0xFFFFFFFF)
    throw UserError("push_t: context " + to_text(context) +
                    " is no seed of numpy's; use 0 to 4294967295");
  NumpyRandomState random(static_cast<std::uint32_t>(context));
  const auto pair = [&](int low, int high) {
    const auto x = static_cast<double>(random.randint(low, high));
    return Vector2d(x, static_cast<double>(random.randint(low, high)));
  };
  const Vector2d agent = pair(50, 450);
  Pose block{pair(100, 400), 0};
  block.angle = random.randn() * 2 * std::numbers::pi - std::numbers::pi;

  // The recordings' order: the position is set at angle 0, then the body turns about its centre of
  // gravity. The published environment ends with one physics step at rest, which moves nothing.
  if (settings_.legacy_reset)
    block.position += kCentreOfGravity - Eigen::Rotation2Dd(block.angle) * kCentreOfGravity;
  place(data, agent, block);
}

StateVector PushT::state_of(const Vector2d& agent, const Pose& block) const {
  StateVector state(info_.state_size);
  if (settings_.keypoints) {
    const Eigen::Rotation2Dd turn(block.angle);
    for (int i = 0; i < kKeypoints; ++i)
      state.segment<2>(2 * i) = block.position + turn * kKeypointsInBody.row(i).transpose();
    state.tail<2>() = agent;
  } else {
    const double angle = std::fmod(block.angle, kTwoPi);
    state << agent, block.position, angle < 0 ? angle + kTwoPi : angle;
  }
  return state;
}

void PushT::observe(const mjData& data, Sensors&, Observation& out) const {
  out.state = state_of(agent(data), block(data));
}

void PushT::restore(mjData& data, const Observation& observation) const {
  const StateVector& state = observation.state;
  if (state.size() != kStateSize || !state.allFinite())
    throw UserError("push_t restores from agent x, y, block x, y (px) and angle (rad); got " +
                    to_text(std::int64_t{state.size()}) + " numbers, or some that are not finite");
  place(data, state.head<2>(), {state.segment<2>(2), state[4]});
}

void PushT::restore_row(mjData& data, const Demonstration& demonstration, std::int64_t row) const {
  // The pusher's velocity is not observed, but it follows from the actions before: contacts do not
  // act on it. Row 0 is at rest.
  Observation observation{demonstration.states.row(0).transpose(), {}};
  restore(data, observation);
  Vector2d position = agent(data);
  Vector2d velocity = Vector2d::Zero();
  const double h = model_->opt.timestep;
  const auto steps = info_.control_period_ns / info_.physics_step_ns;
  for (std::int64_t i = 0; i < row; ++i) {
    const Vector2d target = demonstration.actions.row(i).transpose();
    for (std::int64_t k = 0; k < steps; ++k) {
      velocity += h * (settings_.k_p * (target - position) - settings_.k_v * velocity);
      position += h * velocity;
    }
  }

  observation.state = demonstration.states.row(row).transpose();
  restore(data, observation);
  for (int i = 0; i < 2; ++i) data.qvel[agent_[i]] = velocity[i] / kPxPerMetre;
  if (row > 0) apply(demonstration.actions.row(row - 1).transpose(), data);
}

void PushT::apply(const Action& action, mjData& data) const {
  for (int i = 0; i < 2; ++i) data.ctrl[i] = action[i] / kPxPerMetre;
}

Action PushT::hold(const mjData& data) const {
  return Vector2d(data.ctrl[0], data.ctrl[1]) * kPxPerMetre;
}

Progress PushT::judge(const mjData& data, const Progress& so_far) const {
  const double* position = data.mocap_pos + 3 * goal_;
  const double* turn = data.mocap_quat + 4 * goal_;
  const Pose goal{Vector2d(position[0], position[1]) * kPxPerMetre,
                  2 * std::atan2(turn[3], turn[0])};

  Progress progress = so_far;
  progress.coverage = coverage(block(data), goal);
  // The environment pays for steps only: a start earns nothing.
  if (data.time == 0) return progress;
  progress.score = std::max(so_far.score, std::clamp(progress.coverage / kSuccessCoverage, 0., 1.));
  progress.success_now = progress.coverage > kSuccessCoverage;
  progress.success = so_far.success || progress.success_now;
  return progress;
}

void PushT::disturb(mjData& data, const Event& event) const {
  const auto checked = [](double x, double y, double angle) {
    if (!std::isfinite(x) || !std::isfinite(y) || !std::isfinite(angle))
      throw UserError("push_t: an event's pose must be finite numbers (px, px, rad)");
    return Pose{{x, y}, angle};
  };
  if (const auto* kick = std::get_if<Kick>(&event.what)) {
    const Pose change = checked(kick->dx, kick->dy, kick->dangle);
    const Pose now = block(data);
    set_block(data, {now.position + change.position, now.angle + change.angle});
  } else if (const auto* goal = std::get_if<MoveGoal>(&event.what)) {
    set_goal(data, checked(goal->x, goal->y, goal->angle));
  } else if (const auto* drag = std::get_if<Drag>(&event.what)) {
    set_block(data, checked(drag->x, drag->y, drag->angle));
  }
}

std::optional<Eigen::Vector3d> PushT::point(const Action& action) const {
  // A little above the table, where overlays are seen.
  return Eigen::Vector3d(action[0] / kPxPerMetre, action[1] / kPxPerMetre, 0.002);
}

void PushT::retarget(Demonstration& demonstration) const {
  MatrixRM& states = demonstration.states;
  if (settings_.state_imitation) {
    // The position reached by the next row; the last row, which has none, stays where it is.
    const Eigen::Index rows = states.rows();
    if (rows == 0) return;
    demonstration.actions.topRows(rows - 1) = states.block(1, 0, rows - 1, 2);
    demonstration.actions.row(rows - 1) = states.row(rows - 1).head<2>();
  }
  if (settings_.keypoints) {
    MatrixRM observed(states.rows(), info_.state_size);
    for (Eigen::Index i = 0; i < states.rows(); ++i)
      observed.row(i) = state_of(states.row(i).head<2>().transpose(),
                                 {states.row(i).segment<2>(2).transpose(), states(i, 4)})
                            .transpose();
    states = std::move(observed);
  }
}

std::vector<Key> push_t_keys() {
  return {
      Key::choice(
          "protocol", {"dp", "sfp_state"},
          "dp: imitate actions, k_p 100; sfp_state: imitate the positions reached, k_p 500"),
      Key::number("k_p", 0, "the pusher's stiffness, 1/s^2; 0 takes the protocol's", 0, 5000),
      Key::number("k_v", 20, "the pusher's damping, 1/s", 0, 150),
      Key::number("goal_x", 256, "goal of the T's bar, px", 0, 512),
      Key::number("goal_y", 256, "goal of the T's bar, px", 0, 512),
      Key::number("goal_angle", std::numbers::pi / 4, "goal of the T's angle, rad", -100, 100),
      Key::flag("legacy_reset", true, "starts as in the recordings: placed first, then turned"),
      Key::choice("obs", {"state", "keypoints"},
                  "state: agent and T x, y, angle; keypoints: 9 points of the T, then the agent"),
      Key::integer("max_steps", 300, "control ticks of 0.1 s", 1, 1e6),
      Key::flag("end_on_success", true, "stop when the coverage passes 0.95"),
  };
}

std::unique_ptr<const Task> make_push_t(const Params& params) {
  Settings settings;
  settings.state_imitation = params.text("protocol") == "sfp_state";
  settings.keypoints = params.text("obs") == "keypoints";
  settings.legacy_reset = params.flag("legacy_reset");
  settings.k_p = params.number("k_p");
  if (settings.k_p == 0) settings.k_p = settings.state_imitation ? 500 : 100;
  settings.k_v = params.number("k_v");
  settings.goal = {{params.number("goal_x"), params.number("goal_y")}, params.number("goal_angle")};

  TaskInfo info;
  info.name = "push_t";
  info.label = params.label();
  info.state_size = settings.keypoints ? 2 * kKeypoints + 2 : kStateSize;
  info.action_size = 2;
  info.action_low = Vector2d(0, 0);
  info.action_high = Vector2d(512, 512);
  info.control_period_ns = kNsPerSecond / 10;
  info.physics_step_ns = kNsPerSecond / 100;
  info.max_ticks = static_cast<int>(params.integer("max_steps"));
  info.end_on_success = params.flag("end_on_success");
  if (!settings.keypoints) info.angle_indices = {4};
  return std::make_unique<PushT>(std::move(info), settings);
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(push_t) {
  using namespace streambed;
  registry.add(TaskEntry{"push_t", "push a T onto its goal with a round tool (2-D, 10 Hz)",
                         push_t_keys(), make_push_t});
}
