#include "tasks/table/block_task.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "tasks/table/scene.h"

namespace streambed {
namespace {

constexpr int kBlockSize = 4;  // entries of the observation per block

}  // namespace

BlockTask::BlockTask(TaskInfo info, const BlockScene& scene, int goal_size)
    : info_(std::move(info)),
      scene_(scene),
      model_(load_model(scene.file)),
      rod_(*model_, scene.rod),
      goal_size_(goal_size) {
  for (const std::string& name : scene.blocks) blocks_.emplace_back(*model_, name);

  const int axes = scene.rod.axes;
  info_.state_size = 2 * axes + kBlockSize * static_cast<int>(blocks_.size()) + goal_size;
  info_.action_size = axes;
  info_.action_low = scene.rod.low.head(axes);
  info_.action_high = scene.rod.high.head(axes);
  info_.position_indices.resize(static_cast<std::size_t>(axes));
  std::iota(info_.position_indices.begin(), info_.position_indices.end(), axes);
  for (int i = 0; i < static_cast<int>(blocks_.size()); ++i) {
    const int first = 2 * axes + kBlockSize * i;
    info_.observed_poses.push_back({first, first + 1, first + 2, first + 3, scene.block_symmetry});
  }
  for (const std::string& name : scene.blocks)
    info_.objects.push_back({.name = name, .goal = scene.goal, .symmetry = scene.block_symmetry});
  if (!scene.goal.empty()) {
    const int first = info_.state_size - goal_size;
    info_.observed_poses.front().goal = static_cast<int>(info_.observed_poses.size());
    info_.observed_poses.push_back({first, first + 1, first + 2, first + 3});
  }
  info_.events.push = true;
  info_.events.in_plane = true;
  info_.physics_step_ns = std::llround(model_->opt.timestep * kNsPerSecond);
  info_.control_period_ns = scene.rod.steps_per_tick * info_.physics_step_ns;
  if (model_->nuserdata < kRodUserdata + info_.state_size)
    throw UserError(scene.file.string() + " keeps too little userdata; restore the assets folder");
}

std::string BlockTask::model_xml() const { return scene_xml(scene_.file); }

Rng BlockTask::start_rng(std::int64_t context) const {
  return Rng{}.fork(info_.name).fork("start").fork(context);
}

void BlockTask::start_at(mjData& data, const Action& position) const {
  mj_resetData(model_.get(), &data);
  rod_.place(data, position);
}

void BlockTask::settle(mjData& data) const {
  mj_kinematics(model_.get(), &data);
  observe_now(data, remembered(data));
}

void BlockTask::observe_now(const mjData& data, double* out) const {
  for (const Action& part : {rod_.desired(data), rod_.position(data)})
    out = std::copy(part.begin(), part.end(), out);
  for (const Block& block : blocks_) {
    const BlockPose pose = block.pose(data);
    for (const double value :
         {pose.position.x(), pose.position.y(), std::sin(pose.yaw), std::cos(pose.yaw)})
      *out++ = value;
  }
  observe_goals(data, out);
}

void BlockTask::observe(const mjData& data, Sensors&, Observation& out) const {
  out.state.resize(info_.state_size);
  if (!scene_.legacy_obs_lag) {
    observe_now(data, out.state.data());
    return;
  }
  std::copy_n(data.userdata + kRodUserdata, info_.state_size, out.state.data());
  out.state.head(info_.action_size) = rod_.desired(data);
}

void BlockTask::step(mjData& data) const {
  if (scene_.legacy_obs_lag && rod_.begins_tick(data)) observe_now(data, remembered(data));
  mj_step(model_.get(), &data);
}

void BlockTask::restore(mjData& data, const Observation& observation) const {
  const StateVector& state = observation.state;
  if (state.size() != info_.state_size || !state.allFinite())
    throw UserError(info_.name + " is recorded as " + to_text(std::int64_t{info_.state_size}) +
                    " finite numbers, but this state has " + to_text(std::int64_t{state.size()}) +
                    "; choose the task that was recorded");
  const int axes = info_.action_size;
  mj_resetData(model_.get(), &data);
  rod_.place(data, state.segment(axes, axes), state.head(axes));
  const double* entry = state.data() + 2 * axes;
  for (const Block& block : blocks_) {
    const BlockPose pose{{entry[0], entry[1]}, std::atan2(entry[2], entry[3])};
    block.place(data, pose, rest_height(block, pose));
    entry += kBlockSize;
  }
  restore_goals(data, entry);
  settle(data);
}

void BlockTask::disturb(mjData& data, const Event& event) const {
  const auto* push = std::get_if<Push>(&event.what);
  if (push == nullptr) {
    Task::disturb(data, event);
    return;
  }
  const std::string& name = info_.objects[meant(data, push->object)].name;
  apply_impulse(*model_, data, body_id(*model_, name.c_str()), {push->x, push->y, push->z});
}

std::size_t BlockTask::meant(const mjData&, const std::string& object) const {
  return object_index(info_, object);
}

std::optional<Eigen::Vector3d> BlockTask::point(const Action& action) const {
  Eigen::Vector3d point(0, 0, scene_.rod.height);
  point.head(action.size()) = action;
  return point;
}

void BlockTask::observe_goals(const mjData&, double*) const {}
void BlockTask::restore_goals(mjData&, const double*) const {}
double BlockTask::rest_height(const Block& block, const BlockPose&) const {
  return block.rest_height();
}

Key legacy_obs_lag_key() {
  return Key::flag("legacy_obs_lag", false,
                   "as in the original, all but the desired position is observed one tick late");
}

}  // namespace streambed
