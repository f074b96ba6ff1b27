#include "tasks/table/block_task.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "tasks/table/scene.h"

namespace streambed {
namespace {

constexpr int kBlockSize = 4;  // entries of the observation per block

void append_components(std::vector<Component>& components, const std::vector<Component>& more) {
  components.insert(components.end(), more.begin(), more.end());
}

}  // namespace

BlockTask::BlockTask(TaskInfo info, const BlockScene& scene, const std::vector<Component>& goals)
    : info_(std::move(info)),
      scene_(scene),
      model_(load_model(scene.file)),
      rod_(*model_, scene.rod) {
  for (const std::string& name : scene.blocks) blocks_.emplace_back(*model_, name);

  const int axes = scene.rod.axes;
  info_.observation = rod_observation(axes);
  for (const std::string& name : scene.blocks)
    append_components(info_.observation, planar_pose(name));
  append_components(info_.observation, goals);
  info_.action = rod_action(axes);
  info_.action_low = scene.rod.low.head(axes);
  info_.action_high = scene.rod.high.head(axes);
  for (const std::string& name : scene.blocks)
    info_.objects.push_back({.name = name, .goal = scene.goal, .symmetry = scene.block_symmetry});
  info_.events.push = true;
  info_.events.in_plane = true;
  info_.physics_step_ns = std::llround(model_->opt.timestep * kNsPerSecond);
  info_.control_period_ns = scene.rod.steps_per_tick * info_.physics_step_ns;
  if (model_->nuserdata < kRodUserdata + info_.state_size())
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
  out.state.resize(info_.state_size());
  if (!scene_.legacy_obs_lag) {
    observe_now(data, out.state.data());
    return;
  }
  std::copy_n(data.userdata + kRodUserdata, info_.state_size(), out.state.data());
  out.state.head(info_.action_size()) = rod_.desired(data);
}

void BlockTask::step(mjData& data) const {
  if (scene_.legacy_obs_lag && rod_.begins_tick(data)) observe_now(data, remembered(data));
  mj_step(model_.get(), &data);
}

void BlockTask::restore(mjData& data, const Observation& observation) const {
  const StateVector& state = observation.state;
  if (state.size() != info_.state_size() || !state.allFinite())
    throw UserError(info_.name + " is recorded as " + to_text(std::int64_t{info_.state_size()}) +
                    " finite numbers, but this state has " + to_text(std::int64_t{state.size()}) +
                    "; choose the task that was recorded");
  const int axes = info_.action_size();
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

std::vector<Component> planar_pose(const std::string& name) {
  return {{.name = name + "_position",
           .kind = ComponentKind::kPosition,
           .size = 2,
           .unit = "m",
           .object = name},
          {.name = name + "_direction",
           .kind = ComponentKind::kDirection,
           .size = 2,
           .object = name}};
}

Key legacy_obs_lag_key() {
  return Key::flag("legacy_obs_lag", false,
                   "as in the original, all but the desired position is observed one tick late");
}

}  // namespace streambed
