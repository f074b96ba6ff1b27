#include "sim/task.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/data/demonstrations.h"

namespace streambed {
namespace {

[[noreturn]] void refuse_name(const TaskInfo& info, const std::string& kind, std::string_view name,
                              const std::vector<std::string>& known) {
  throw UserError(info.name + " has no " + kind + " \"" + excerpt(name) + "\"." +
                  did_you_mean(name, known) +
                  (known.empty() ? " It has none." : " It has: " + join(known, ", ")));
}

Eigen::Isometry3d pose_from(const mjtNum* position, const mjtNum* quaternion) {
  Eigen::Isometry3d pose = Eigen::Isometry3d::Identity();
  pose.translation() << position[0], position[1], position[2];
  const Eigen::Quaterniond turn(quaternion[0], quaternion[1], quaternion[2], quaternion[3]);
  pose.linear() = turn.normalized().toRotationMatrix();
  return pose;
}

Eigen::Isometry3d body_pose(const mjModel& model, const mjData& data, int body) {
  const int mocap = model.body_mocapid[body];
  if (mocap >= 0) return pose_from(data.mocap_pos + 3 * mocap, data.mocap_quat + 4 * mocap);
  const int joint = model.body_jntadr[body];
  if (joint >= 0 && model.jnt_type[joint] == mjJNT_FREE) {
    const mjtNum* place = data.qpos + model.jnt_qposadr[joint];
    return pose_from(place, place + 3);
  }
  return pose_from(data.xpos + 3 * body, data.xquat + 4 * body);
}

}  // namespace

void Task::restore(mjData&, const Observation&) const {
  throw UserError(info().name + " cannot start from a recorded observation; start from a context");
}

void Task::restore_row(mjData& data, const Demonstration& demonstration, std::int64_t row) const {
  assert(0 <= row && row < demonstration.states.rows());
  restore(data, Observation{demonstration.states.row(row).transpose(), {}});
}

Eigen::Isometry3d Task::pose(const mjData& data, std::string_view name) const {
  const std::vector<std::string> known = pose_names(info());
  if (std::find(known.begin(), known.end(), name) == known.end())
    refuse_name(info(), "object or goal", name, known);
  return body_pose(model(), data, body_id(model(), std::string(name).c_str()));
}

std::string Task::model_xml() const { return {}; }

void Task::step(mjData& data) const { mj_step(&model(), &data); }

void Task::disturb(mjData&, const Event&) const {
  throw UserError(info().name +
                  " takes events but does not carry this one out; override disturb()");
}

bool Task::allows(const mjData&, const Event&) const { return true; }

std::optional<Eigen::Vector3d> Task::point(const Action&) const { return std::nullopt; }

std::unique_ptr<Fold> Task::begin(const mjData&) const { return std::make_unique<Fold>(); }

int Task::mode(const Fold&) const {
  if (info().modes.empty()) return kModeUndecided;
  throw UserError(info().name +
                  " lists modes but does not tell which one an episode took; override mode()");
}

Image NoSensors::render(const mjData&, std::string_view camera) {
  throw UserError("the camera \"" + one_line(camera, 200) +
                  "\" cannot be used: the task does not list it; add it to TaskInfo::cameras");
}

void Task::retarget(Demonstration&) const {}

bool Task::mirror(Demonstration&) const { return false; }

std::vector<std::string> pose_names(const TaskInfo& info) {
  std::vector<std::string> names;
  for (const TaskObject& object : info.objects) names.push_back(object.name);
  for (const TaskObject& object : info.objects) {
    const bool known = std::find(names.begin(), names.end(), object.goal) != names.end();
    if (!object.goal.empty() && !known) names.push_back(object.goal);
  }
  return names;
}

std::size_t object_index(const TaskInfo& info, std::string_view name) {
  if (name.empty() && !info.objects.empty()) return 0;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < info.objects.size(); ++i) {
    if (info.objects[i].name == name) return i;
    known.push_back(info.objects[i].name);
  }
  refuse_name(info, "object", name, known);
}

const TaskChange& task_change(const TaskInfo& info, std::string_view name) {
  std::vector<std::string> known;
  for (const TaskChange& change : info.changes) {
    if (change.name == name) return change;
    known.push_back(change.name);
  }
  refuse_name(info, "change", name, known);
}

Judgement::Judgement(const Task& task, const mjData& start)
    : task_(&task), fold_(task.begin(start)) {
  const auto require = [&](bool holds, const char* fix) {
    if (!holds) throw UserError(task.info().name + " cannot judge an episode: " + fix);
  };
  require(fold_ != nullptr, "its begin() must return a fold; let it return one");
  judge(start);
  const int mode = task.mode(*fold_);
  require(kModeSpurious <= mode && mode < std::ssize(task.info().modes),
          "mode() at the start must be an index into modes or one of the values in sim/task.h");
}

const Progress& Judgement::judge(const mjData& data) {
  const bool before = progress_.success;
  progress_ = task_->judge(data, *fold_);
  progress_.success = before || progress_.success_now;
  return progress_;
}

int Judgement::mode() const {
  const int mode = task_->mode(*fold_);
  const auto listed = std::ssize(task_->info().modes);
  if (kModeSpurious <= mode && mode < listed) return mode;
  throw EngineError("the task took mode " + std::to_string(mode) + ", it lists " +
                    std::to_string(listed));
}

std::string mode_label(const TaskInfo& info, int mode) {
  assert(mode < std::ssize(info.modes));
  if (mode == kModeSpurious) return kSpuriousLabel;
  return mode == kModeUndecided ? "" : info.modes[static_cast<std::size_t>(mode)];
}

void check(const Task& task) {
  const TaskInfo& info = task.info();
  const auto require = [&](bool holds, const std::string& fix) {
    if (!holds) {
      throw UserError("the task " + (info.name.empty() ? "without a name" : info.name) +
                      " contradicts itself: " + fix);
    }
  };
  require(!info.name.empty() && !info.label.empty(), "set name and label");
  require(0 < info.state_size && info.state_size <= kMaxStateSize,
          "state_size must be 1 to " + std::to_string(kMaxStateSize));
  require(0 < info.action_size && info.action_size <= kMaxActionSize,
          "action_size must be 1 to " + std::to_string(kMaxActionSize));
  require(info.action_low.size() == info.action_size && info.action_high.size() == info.action_size,
          "action_low and action_high must have action_size entries");
  require(info.action_low.allFinite() && info.action_high.allFinite() &&
              (info.action_low.array() < info.action_high.array()).all(),
          "action_low must be below action_high");
  require(info.physics_step_ns > 0 && info.control_period_ns > 0 &&
              info.control_period_ns % info.physics_step_ns == 0,
          "control_period_ns must be a whole number of physics_step_ns");
  require(info.max_ticks > 0, "max_ticks must be positive");
  const auto inside = [&](int index) { return 0 <= index && index < info.state_size; };
  require(std::ranges::all_of(info.angle_indices, inside) &&
              std::ranges::all_of(info.position_indices, inside),
          "angle_indices and position_indices must be entries of the state");
  require(info.position_indices.empty() || std::ssize(info.position_indices) == info.action_size,
          "position_indices must name one entry for each of the action's");
  require(std::ranges::all_of(info.observed_poses,
                              [&](const ObservedPose& pose) {
                                const bool turns = pose.sine >= 0 || pose.cosine >= 0;
                                return inside(pose.x) && inside(pose.y) && pose.symmetry >= 1 &&
                                       pose.goal < std::ssize(info.observed_poses) &&
                                       (!turns || (inside(pose.sine) && inside(pose.cosine)));
                              }) &&
              (info.observed_poses.empty() || info.position_indices.size() >= 2),
          "observed_poses must be entries of the state, beside a measured position");
  std::set<std::string> objects;
  for (const TaskObject& object : info.objects) {
    require(!object.name.empty() && object.symmetry >= 0,
            "objects must have names, and symmetries of at least 0");
    require(objects.insert(object.name).second, "list the object " + object.name + " once");
  }
  std::set<std::string> changes;
  for (const TaskChange& change : info.changes) {
    require(!change.name.empty() && change.low < change.high,
            "changes must have names, and low must be below high");
    require(changes.insert(change.name).second, "list the change " + change.name + " once");
  }
  const TaskEvents& events = info.events;
  require(!info.objects.empty() || !(events.kick || events.drag || events.push || events.move_goal),
          "events other than changes need an object; list one");
  if (!info.objects.empty()) {
    const DataPtr data = make_data(task.model());
    for (const std::string& name : pose_names(info)) task.pose(*data, name);
  }
  std::set<std::string> cameras;
  for (const Camera& camera : info.cameras) {
    require(mj_name2id(&task.model(), mjOBJ_CAMERA, camera.name.c_str()) >= 0,
            "its scene has no camera \"" + one_line(camera.name, 200) + "\"; name one that it has");
    require(cameras.insert(camera.name).second, "list the camera " + camera.name + " once");
    require(1 <= std::min(camera.width, camera.height) &&
                std::max(camera.width, camera.height) <= kMaxImageSide,
            "the pictures of camera " + camera.name + " must have 1 to " +
                std::to_string(kMaxImageSide) + " pixels on each side");
  }
}

}  // namespace streambed
