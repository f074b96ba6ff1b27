// Push-T: push a T onto its goal with a round tool. Geometry, physics, start states and reward
// follow diffusion policy's environment (Chi et al., RSS 2023; after Florence et al., CoRL 2021).
// Its pixels are this scene's millimetres; observations, actions and keys stay in pixels and
// radians.

#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "sim/plugin.h"
#include "sim/pose.h"
#include "tasks/push_t/push_model.h"
#include "tasks/push_t/push_t_state.h"
#include "tasks/push_t/quasi_static.h"
#include "tasks/push_t/tee.h"
#include "tasks/push_t/tee_faces.h"

namespace streambed {
namespace {

using Eigen::Vector2d;

constexpr double kSuccessCoverage = 0.95;
// The pusher touches what is nearer than its radius and the gap that a push leaves.
constexpr double kTouch = 15 + 0.5;
constexpr double kMoved = 0.3, kTurnArm = 55;  // px; px per rad

struct PushTFold final : Fold {
  std::optional<int> first_face;  // that was pushed
  TeePose before{{0, 0}, 0};      // where the T was a tick ago
  double best = 0;                // score
};

// A push: the T moved during the tick and the pusher touches it at the tick's end.
std::optional<int> pushed_face(const TeePose& before, const PushTState& now) {
  const double moved = (now.block.origin - before.origin).norm() +
                       kTurnArm * std::abs(now.block.angle - before.angle);
  const NearestFace nearest = nearest_face(now.block, now.agent);
  if (moved > kMoved && nearest.distance < kTouch) return nearest.face;
  return std::nullopt;
}

struct Settings {
  bool state_imitation = false;
  PushTForm form = PushTForm::kPose;
  bool legacy_reset = true;
  double k_p = 100, k_v = 20;
  TeePose goal;
};

class PushT final : public Task {
 public:
  PushT(TaskInfo info, const Settings& settings, std::filesystem::path scene);

  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }

  void reset(mjData& data, std::int64_t context, Rng rng) const override;
  void restore(mjData& data, const Observation& observation) const override;
  void restore_row(mjData& data, const Demonstration& demonstration,
                   std::int64_t row) const override;
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override;
  Eigen::Isometry3d pose(const mjData& data, std::string_view name) const override;
  std::string model_xml() const override { return read_file(scene_file_); }
  void apply(const Action& action, mjData& data) const override;
  Action hold(const mjData& data) const override;
  void step(mjData& data) const override { quasi_static_step(*model_, data, physics_); }
  std::unique_ptr<Fold> begin(const mjData& data) const override;
  Progress judge(const mjData& data, Fold& fold) const override;
  int mode(const Fold& fold) const override;
  void disturb(mjData& data, const Event& event) const override;
  bool allows(const mjData& data, const Event& event) const override;
  std::optional<Eigen::Vector3d> point(const Action& action) const override;
  void retarget(Demonstration& demonstration) const override;
  bool mirror(Demonstration& demonstration) const override;

 private:
  // At rest, time zero, the pusher's target where the pusher is, the goal where the keys say.
  void place(mjData& data, const PushTState& scene) const;
  void set_block(mjData& data, const TeePose& pose) const;
  void set_goal(mjData& data, const TeePose& pose) const;
  PushTState scene(const mjData& data) const;
  TeePose goal(const mjData& data) const;
  TeePose moved(const mjData& data, const Event& event) const;

  TaskInfo info_;
  Settings settings_;
  std::filesystem::path scene_file_;
  ModelPtr model_;
  QuasiStatic physics_;
  std::array<int, 3> block_{};  // qpos addresses: centre of gravity and angle
  std::array<int, 2> agent_{};  // qpos addresses
  int goal_ = 0;                // mocap index
};

PushT::PushT(TaskInfo info, const Settings& settings, std::filesystem::path scene)
    : info_(std::move(info)), settings_(settings), scene_file_(std::move(scene)) {
  // The gains belong to the protocol and so to the model.
  const ModelPtr loaded = load_model(scene_file_);
  std::unique_ptr<mjModel, ModelDeleter> model(mj_copyModel(nullptr, loaded.get()));
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
  physics_.leftover_per_step = std::pow(std::pow(0.9, 60), model->opt.timestep);
  model_ = std::move(model);
}

void PushT::place(mjData& data, const PushTState& scene) const {
  mj_resetData(model_.get(), &data);
  for (int i = 0; i < 2; ++i) data.qpos[agent_[i]] = data.ctrl[i] = scene.agent[i] / kPxPerMetre;
  set_block(data, scene.block);
  set_goal(data, settings_.goal);
}

void PushT::set_block(mjData& data, const TeePose& pose) const {
  const Vector2d centre = centre_of_gravity(pose);
  for (int i = 0; i < 2; ++i) data.qpos[block_[i]] = centre[i] / kPxPerMetre;
  data.qpos[block_[2]] = pose.angle;
}

void PushT::set_goal(mjData& data, const TeePose& pose) const {
  double* position = data.mocap_pos + 3 * goal_;
  for (int i = 0; i < 2; ++i) position[i] = pose.origin[i] / kPxPerMetre;
  const double axis[3] = {0, 0, 1};
  mju_axisAngle2Quat(data.mocap_quat + 4 * goal_, axis, pose.angle);
}

PushTState PushT::scene(const mjData& data) const {
  const Vector2d agent(data.qpos[agent_[0]], data.qpos[agent_[1]]);
  const Vector2d centre(data.qpos[block_[0]], data.qpos[block_[1]]);
  return {agent * kPxPerMetre,
          pose_with_centre_of_gravity(centre * kPxPerMetre, data.qpos[block_[2]])};
}

TeePose PushT::goal(const mjData& data) const {
  const double* position = data.mocap_pos + 3 * goal_;
  const double* turn = data.mocap_quat + 4 * goal_;
  return {Vector2d(position[0], position[1]) * kPxPerMetre, 2 * std::atan2(turn[3], turn[0])};
}

void PushT::reset(mjData& data, std::int64_t context, Rng) const {
  place(data, push_t_start(context, settings_.legacy_reset));
}

void PushT::observe(const mjData& data, Sensors&, Observation& out) const {
  out.state = encode(scene(data), settings_.form);
}

Eigen::Isometry3d PushT::pose(const mjData& data, std::string_view name) const {
  const auto isometry = [](const TeePose& at) {
    return planar_pose(at.origin.x(), at.origin.y(), at.angle);
  };
  if (name == "block") return isometry(scene(data).block);
  if (name == "goal") return isometry(goal(data));
  return Task::pose(data, name);
}

void PushT::restore(mjData& data, const Observation& observation) const {
  place(data, decode_push_t(observation.state));
}

void PushT::restore_row(mjData& data, const Demonstration& demonstration, std::int64_t row) const {
  // The pusher's velocity is not observed, but it follows from the actions before, because contacts
  // do not act on the pusher; recordings start at rest.
  Vector2d position = decode_push_t(demonstration.states.row(0).transpose()).agent;
  Vector2d velocity = Vector2d::Zero();
  const double h = model_->opt.timestep;
  const std::int64_t steps = info_.control_period_ns / info_.physics_step_ns;
  for (std::int64_t i = 0; i < row; ++i) {
    const Vector2d target = demonstration.actions.row(i).transpose();
    for (std::int64_t k = 0; k < steps; ++k) {
      velocity += h * (settings_.k_p * (target - position) - settings_.k_v * velocity);
      position += h * velocity;
    }
  }

  place(data, decode_push_t(demonstration.states.row(row).transpose()));
  for (int i = 0; i < 2; ++i) data.qvel[agent_[i]] = velocity[i] / kPxPerMetre;
  if (row > 0) apply(demonstration.actions.row(row - 1).transpose(), data);
}

void PushT::apply(const Action& action, mjData& data) const {
  for (int i = 0; i < 2; ++i) data.ctrl[i] = action[i] / kPxPerMetre;
}

Action PushT::hold(const mjData& data) const {
  return Vector2d(data.ctrl[0], data.ctrl[1]) * kPxPerMetre;
}

std::unique_ptr<Fold> PushT::begin(const mjData&) const {
  return std::make_unique<PushTFold>();
}

Progress PushT::judge(const mjData& data, Fold& fold) const {
  auto& kept = fold_of<PushTFold>(fold);
  const PushTState now = scene(data);
  const TeePose before = std::exchange(kept.before, now.block);
  Progress progress;
  progress.coverage = tee_coverage(now.block, goal(data));
  // The environment pays for steps only: a start earns nothing.
  if (data.time > 0) {
    const double reward = std::clamp(progress.coverage / kSuccessCoverage, 0.0, 1.0);
    kept.best = std::max(kept.best, reward);
    progress.success_now = progress.coverage > kSuccessCoverage;
    if (!kept.first_face) kept.first_face = pushed_face(before, now);
  }
  progress.score = kept.best;
  return progress;
}

int PushT::mode(const Fold& fold) const {
  return fold_of<PushTFold>(fold).first_face.value_or(kModeUndecided);
}

// Where an event puts the T, or the goal.
TeePose PushT::moved(const mjData& data, const Event& event) const {
  const auto at = [](const EventPose& pose) { return TeePose{{pose.x, pose.y}, pose.angle}; };
  const auto displaced = [&](const TeePose& from, const EventPose& change) {
    return TeePose{from.origin + at(change).origin, from.angle + change.angle};
  };
  const TeePose now = scene(data).block;
  if (const auto* kick = std::get_if<Kick>(&event.what)) return displaced(now, kick->change);
  if (const auto* move = std::get_if<MoveGoal>(&event.what))
    return move->relative ? displaced(goal(data), move->pose) : at(move->pose);
  if (const auto* drag = std::get_if<Drag>(&event.what)) return at(drag->pose);
  return now;
}

void PushT::disturb(mjData& data, const Event& event) const {
  const TeePose pose = moved(data, event);
  if (std::holds_alternative<MoveGoal>(event.what)) {
    set_goal(data, pose);
  } else {
    set_block(data, pose);
  }
}

bool PushT::allows(const mjData& data, const Event& event) const {
  const TeePose pose = moved(data, event);
  PushState state;
  state.centre = centre_of_gravity(pose);
  state.angle = pose.angle;
  if (wall_excess(state) > 0) return false;
  if (std::holds_alternative<MoveGoal>(event.what)) return true;
  const Vector2d agent = Eigen::Rotation2Dd(-pose.angle) * (scene(data).agent - pose.origin);
  return distance_to_tee(agent) >= kPusherRadius;
}

std::optional<Eigen::Vector3d> PushT::point(const Action& action) const {
  // A little above the table, where overlays are seen.
  return Eigen::Vector3d(action[0] / kPxPerMetre, action[1] / kPxPerMetre, 0.002);
}

void PushT::retarget(Demonstration& demonstration) const {
  // State imitation: the position reached by the next row; the last row, which has none, stays
  // where it is.
  const MatrixRM recorded = std::move(demonstration.states);
  const Eigen::Index rows = recorded.rows();
  demonstration.states.resize(rows, info_.state_size());
  for (Eigen::Index i = 0; i < rows; ++i) {
    const PushTState now = decode_push_t(recorded.row(i).transpose());
    demonstration.states.row(i) = encode(now, settings_.form).transpose();
    if (!settings_.state_imitation) continue;
    demonstration.actions.row(i) = now.agent.transpose();
    if (i > 0) demonstration.actions.row(i - 1) = now.agent.transpose();
  }
}

bool PushT::mirror(Demonstration& demonstration) const {
  return mirror_push_t(demonstration, settings_.goal, settings_.form);
}

std::vector<Key> push_t_keys() {
  return with_realism({
      Key::choice(
          "protocol", {"dp", "sfp_state"},
          "dp: imitate actions, k_p 100; sfp_state: imitate the positions reached, k_p 500"),
      Key::number("k_p", 0, "the pusher's stiffness, 1/s^2; 0 takes the protocol's", 0, 5000),
      Key::number("k_v", 20, "the pusher's damping, 1/s", 0, 150),
      Key::number("goal_x", 256, "goal of the T's bar, px", 0, kPushTSide),
      Key::number("goal_y", 256, "goal of the T's bar, px", 0, kPushTSide),
      Key::number("goal_angle", std::numbers::pi / 4, "goal of the T's angle, rad", -100, 100),
      Key::flag("legacy_reset", true, "starts as in the recordings: placed first, then turned"),
      Key::choice("obs", {"state", "keypoints"},
                  "state: agent and T x, y, angle; keypoints: 9 points of the T, then the agent"),
      Key::integer("max_ticks", 300, "control ticks of 0.1 s", 1, 1e6),
      Key::flag("end_on_success", true, "stop when the coverage passes 0.95"),
  });
}

std::unique_ptr<const Task> make_push_t(const Params& params, const Assets& assets) {
  Settings settings;
  settings.state_imitation = params.text("protocol") == "sfp_state";
  if (params.text("obs") == "keypoints") settings.form = PushTForm::kKeypoints;
  settings.legacy_reset = params.flag("legacy_reset");
  settings.k_p = params.number("k_p");
  if (settings.k_p == 0) settings.k_p = settings.state_imitation ? 500 : 100;
  settings.k_v = params.number("k_v");
  settings.goal = {{params.number("goal_x"), params.number("goal_y")}, params.number("goal_angle")};

  TaskInfo info;
  info.name = "push_t";
  info.label = params.label();
  info.protocol = params.text("protocol");
  info.observation = push_t_observation(settings.form);
  info.action = {{.name = "target",
                  .kind = ComponentKind::kPosition,
                  .size = 2,
                  .unit = "px",
                  .measured_by = "agent"}};
  info.objects = {{.name = "block", .goal = "goal"}};
  info.events = {.kick = true, .drag = true, .move_goal = true, .in_plane = true};
  info.modes.assign(kFaceNames.begin(), kFaceNames.end());
  info.action_low = Vector2d(0, 0);
  info.action_high = Vector2d(kPushTSide, kPushTSide);
  info.control_period_ns = kNsPerSecond / 10;
  info.physics_step_ns = kNsPerSecond / 100;
  info.max_ticks = static_cast<int>(params.integer("max_ticks"));
  info.end_on_success = params.flag("end_on_success");
  info.realism = realism_of(params);
  return std::make_unique<PushT>(std::move(info), settings, assets.path("push_t.xml"));
}

}  // namespace
}  // namespace streambed

STREAMBED_REGISTER(push_t) {
  using namespace streambed;
  registry.add(TaskEntry{"push_t", "push a T onto its goal with a round tool (2-D, 10 Hz)",
                         push_t_keys(), make_push_t});
}
