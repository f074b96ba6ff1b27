#include "sim/task.h"

#include <algorithm>
#include <array>
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

Action Task::neutral(const mjData& data) const { return hold(data); }

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

std::vector<int> measured_entries(const TaskInfo& info) {
  return measured_entries(info.observation, info.action);
}

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

namespace {

// What demonstrations store beside the observation's components.
constexpr std::array kReservedNames{kSimulatorState, kExecutedAction, kScore};

// How many entries a component of this kind must have; 0: any number.
int fixed_size(ComponentKind kind) {
  if (kind == ComponentKind::kAngle) return 1;
  if (kind == ComponentKind::kDirection) return 2;
  return kind == ComponentKind::kRotation ? 6 : 0;
}

bool is_component_name(const std::string& name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '_';
  });
}

bool is_object(const TaskInfo& info, const std::string& name) {
  return std::ranges::any_of(info.objects, [&](const TaskObject& object) {
    return object.name == name || object.goal == name;
  });
}

// What is wrong with a component by itself, and how to mend it; empty when nothing is.
std::string fault_of(const Component& component, const TaskInfo& info) {
  const std::string name = "the component \"" + one_line(component.name, 200) + "\" ";
  if (!is_component_name(component.name)) {
    return name + "needs a name of letters a-z, digits and underscores";
  }
  const int size = fixed_size(component.kind);
  if (component.size < 1 || (size != 0 && component.size != size)) {
    return name + "is of kind " + kind_name(component.kind) + ", which takes " +
           (size != 0 ? std::to_string(size) : "1 or more") + " entries, not " +
           std::to_string(component.size);
  }
  if (!component.object.empty() && !is_object(info, component.object)) {
    return name + "belongs to \"" + one_line(component.object, 200) +
           "\", which is no name or goal in TaskInfo::objects; add it there or leave it empty";
  }
  return {};
}

// The same for the components of the observation, or of the action, together.
std::string fault_of(const std::vector<Component>& components, const TaskInfo& info,
                     const std::string& what, int most) {
  std::set<std::string> names;
  for (const Component& component : components) {
    if (std::string fault = fault_of(component, info); !fault.empty()) return fault;
    if (!names.insert(component.name).second) {
      return "two components of its " + what + " are called " + component.name +
             "; give each its own name";
    }
  }
  const int size = total_size(components);
  if (size >= 1 && size <= most) return {};
  return "the components of its " + what + " must have 1 to " + std::to_string(most) +
         " entries together, not " + std::to_string(size);
}

// An object has one place and one orientation, and all that is observed has a name of its own.
std::string fault_of_observation(const TaskInfo& info) {
  std::set<std::pair<std::string, bool>> poses;  // object, and whether it is its place
  for (const Component& component : info.observation) {
    const bool is_place = component.kind == ComponentKind::kPosition;
    if (component.object.empty() || (!is_place && fixed_size(component.kind) == 0)) continue;
    if (!poses.insert({component.object, is_place}).second) {
      return "its observation has two " + std::string(is_place ? "positions" : "orientations") +
             " of " + component.object + "; leave one without the object";
    }
  }
  for (const char* reserved : kReservedNames) {
    if (find_component(info.observation, reserved) == nullptr) continue;
    return std::string("a component of its observation is called ") + reserved +
           ", which demonstrations keep for something else; call it otherwise";
  }
  for (const Camera& camera : info.cameras) {
    if (find_component(info.observation, camera.name) != nullptr) {
      return "a camera and a component of its observation are both called " + camera.name +
             "; call one otherwise";
    }
  }
  return {};
}

// Is every measure of what an action commands a component of the same kind and size?
std::string fault_of_measures(const TaskInfo& info) {
  for (const Component& component : info.observation) {
    if (component.measured_by.empty()) continue;
    return "the component " + component.name +
           " is observed, so it must leave measured_by empty; set it in the action's";
  }
  for (const Component& component : info.action) {
    if (component.measured_by.empty()) continue;
    const Component* measure = find_component(info.observation, component.measured_by);
    if (measure != nullptr && measure->kind == component.kind && measure->size == component.size) {
      continue;
    }
    return "measured_by of the action's component " + component.name +
           " must name an observed component of the same kind and size, or be empty";
  }
  return {};
}

std::string component_fault(const TaskInfo& info) {
  std::string fault = fault_of(info.observation, info, "observation", kMaxStateSize);
  if (fault.empty()) fault = fault_of(info.action, info, "action", kMaxActionSize);
  if (fault.empty()) fault = fault_of_observation(info);
  if (fault.empty()) fault = fault_of_measures(info);
  return fault;
}

}  // namespace

void check(const Task& task) {
  const TaskInfo& info = task.info();
  const auto require = [&](bool holds, const std::string& fix) {
    if (!holds) {
      throw UserError("the task " + (info.name.empty() ? "without a name" : info.name) +
                      " contradicts itself: " + fix);
    }
  };
  require(!info.name.empty() && !info.label.empty(), "set name and label");
  const std::string fault = component_fault(info);
  require(fault.empty(), fault);
  require(info.action_low.size() == info.action_size() &&
              info.action_high.size() == info.action_size(),
          "action_low and action_high must have an entry for each of the action's, " +
              std::to_string(info.action_size()));
  require(info.action_low.allFinite() && info.action_high.allFinite() &&
              (info.action_low.array() < info.action_high.array()).all(),
          "action_low must be below action_high");
  require(info.physics_step_ns > 0 && info.control_period_ns > 0 &&
              info.control_period_ns % info.physics_step_ns == 0,
          "control_period_ns must be a whole number of physics_step_ns");
  require(info.max_ticks > 0, "max_ticks must be positive");
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
  const Realism& realism = info.realism;
  require(realism.observation_noise >= 0 && realism.action_noise >= 0 &&
              realism.sensor_delay_ticks >= 0,
          "noises and sensor delay must not be negative");
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
