#pragma once
// A task: scene, observation, action, rule of success. It is const and shared by threads. The state
// of an episode is mjData and a Fold, in which judge() keeps what it remembers from tick to tick;
// there is no other state. So a desired pose or a controller's memory must live in mjData (ctrl,
// mocap bodies, userdata).

#include <Eigen/Geometry>
#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/component.h"
#include "sim/events/events.h"
#include "sim/mujoco.h"
#include "sim/realism.h"
#include "sim/rng.h"
#include "sim/sensors.h"
#include "sim/types.h"

namespace streambed {

struct Demonstration;

// A thing of the scene that is manipulated.
struct TaskObject {
  std::string name;  // as poses, events and components call it: "block"
  // Name of the pose that it is to reach; empty when there is none, or several.
  std::string goal = {};
  // How often it looks the same in a full turn about its z axis: 4 for a cube; 0: always (a disc).
  int symmetry = 1;
};

// A number of the running scene that an event may change, such as the speed of a belt.
struct TaskChange {
  std::string name;
  double low = 0, high = 0;  // the range allowed
  std::string unit;
  std::string help;
};

// Which events a task takes, besides those that set its changes. Their poses are those of
// Task::pose.
struct TaskEvents {
  bool kick = false, drag = false, push = false;
  bool move_goal = false;  // of the objects that have a goal
  bool in_plane = false;   // a pose is x, y and angle; events with more are refused
};

struct TaskInfo {
  std::string name;   // registered name, "push_t"
  std::string label;  // canonical spec with the keys that differ from their defaults
  // What is observed and what is commanded, in the order of the entries of StateVector and Action.
  std::vector<Component> observation, action;
  Action action_low, action_high;  // smallest and largest sensible targets, the task's units
  TimeNs control_period_ns = 0;    // one tick; a whole number of physics steps
  TimeNs physics_step_ns = 0;
  int max_ticks = 0;
  bool end_on_success = true;
  // Names of the ways to solve the task that demonstrations show, see Task::mode; may be empty.
  std::vector<std::string> modes;
  // What is manipulated; the first is what an event without an object means, unless the task says
  // otherwise. May be empty.
  std::vector<TaskObject> objects;
  // What events may change; may be empty.
  std::vector<TaskChange> changes;
  TaskEvents events;
  // Noise and delay that Episode adds to what the policy observes and does.
  Realism realism;
  // The cameras whose pictures observe() takes, in the order of Observation::images; may be empty.
  std::vector<Camera> cameras;
  // What an action means, where there is a choice ("dp": a command; "sfp_state": a position to
  // reach). A checkpoint runs only under the protocol that it was trained for.
  std::string protocol;

  // Entries of the observed state and of an action. They add up the components; nothing is
  // allocated.
  int state_size() const { return total_size(observation); }
  int action_size() const { return total_size(action); }
};

// What an episode has achieved so far; judge() computes it anew at the end of every tick.
struct Progress {
  double score = 0;                // the task's published score so far, in [0,1]
  double coverage = kNotMeasured;  // present measure in [0,1], if any
  bool success = false;            // success at any tick so far; Judgement fills it in
  bool success_now = false;        // success at this tick
  bool failed = false;             // cannot succeed any more (touched an obstacle): it ends
};

// What the judge of one task remembers of an episode: a type of the task's own, derived from this.
class Fold {
 public:
  virtual ~Fold() = default;
};

// The fold as the type that the task's begin() made.
template <class Kept>
Kept& fold_of(Fold& fold) {
  assert(dynamic_cast<Kept*>(&fold) != nullptr);
  return static_cast<Kept&>(fold);
}
template <class Kept>
const Kept& fold_of(const Fold& fold) {
  assert(dynamic_cast<const Kept*>(&fold) != nullptr);
  return static_cast<const Kept&>(fold);
}

// Values of Task::mode besides an index into TaskInfo::modes.
constexpr int kModeUndecided = -1;
constexpr int kModeSpurious = -2;  // the episode went a way that no demonstration shows
constexpr const char* kSpuriousLabel = "spurious";  // its name in results

class Task {
 public:
  virtual ~Task() = default;

  virtual const TaskInfo& info() const = 0;
  virtual const mjModel& model() const = 0;

  // Puts the scene at its start number `context`. `rng` belongs to the task and this episode and
  // does not depend on the policy. Afterwards observe() may be called. Throws UserError for a
  // context out of range.
  virtual void reset(mjData& data, std::int64_t context, Rng rng) const = 0;

  // Starts from a recorded observation instead. Velocities that the observation hides start at
  // zero. Throws UserError unless the task overrides it.
  virtual void restore(mjData& data, const Observation& observation) const;
  // Starts from the state at the start of tick `row` of a demonstration (0 <= row < T). A task
  // whose observation hides state recovers it here from the rows before. The default restores row
  // `row` of `states`.
  virtual void restore_row(mjData& data, const Demonstration& demonstration,
                           std::int64_t row) const;

  // Fills in the state, and one image of `sensors` for each of info().cameras.
  virtual void observe(const mjData& data, Sensors& sensors, Observation& out) const = 0;

  // The pose of one of info().objects, or of a goal that one of them names: translation in the
  // task's units, rotation against the world's axes. Throws UserError for another name. The default
  // is the pose of the body of this name: as its free joint or its mocap pose have it, which is
  // current after an event too, else where the last step has put it.
  virtual Eigen::Isometry3d pose(const mjData& data, std::string_view name) const;

  // MJCF text of the scene. It is stored with demonstrations, so that they can be simulated again
  // years later. It must not name files (parse_model()), so it is empty for a scene with meshes.
  virtual std::string model_xml() const;

  // Hands an absolute target to the low-level controller.
  virtual void apply(const Action& action, mjData& data) const = 0;
  // The target to keep while no action is ready: the last one, or after a reset the measured
  // position. At the start of an episode a policy takes it for the previous action.
  virtual Action hold(const mjData& data) const = 0;
  // The target that a real controller falls back to when commands stop, for clocks that say
  // hold=neutral. The default is hold().
  virtual Action neutral(const mjData& data) const;

  // One physics step.
  virtual void step(mjData& data) const;

  // What judge() remembers of an episode that starts at `data`, after a reset or a restore. The
  // default is an empty fold, for a judge that remembers nothing.
  virtual std::unique_ptr<Fold> begin(const mjData& data) const;
  // Judges the state: once after begin(), then at the end of each control tick. `fold` is what
  // begin() made for this episode. Allocates nothing.
  virtual Progress judge(const mjData& data, Fold& fold) const = 0;

  // Carries out an event of those that info() says it takes. apply_event() in
  // sim/events/check_events.h calls this after it has checked names and numbers; a task may refuse
  // more by UserError.
  virtual void disturb(mjData& data, const Event& event) const;
  // Would the scene be valid after disturb(), with nothing overlapping or outside? Random events
  // are drawn again until this is true. The default is always true.
  virtual bool allows(const mjData& data, const Event& event) const;

  // Where an action's target lies in the scene, world coordinates in metres; for drawing.
  virtual std::optional<Eigen::Vector3d> point(const Action& action) const;
  // Which way the episode has taken so far: an index into info().modes, kModeUndecided or
  // kModeSpurious. It depends on the fold alone and may be asked at any tick. An episode may change
  // its mode; how often it does says how firmly a policy commits. The default is for tasks without
  // modes.
  virtual int mode(const Fold& fold) const;

  // Converts a recorded demonstration into what this task's keys ask for: the commands into the
  // targets to imitate (for example the positions reached), the states into observations. Throws
  // UserError for states of another task. The default changes nothing.
  virtual void retarget(Demonstration& demonstration) const;

  // If the task is the same in a mirror, replaces the demonstration by its mirror image and returns
  // true; training may use both. The default returns false.
  virtual bool mirror(Demonstration& demonstration) const;
};

// For every entry of the action, the entry of the observed state that measures it; empty when one
// of them is not measured.
std::vector<int> measured_entries(const TaskInfo& info);
// Index in info.objects of what an event means by a name: the first one by an empty name. Throws
// UserError when there is none.
std::size_t object_index(const TaskInfo& info, std::string_view name);
// The change of this name. Throws UserError when there is none.
const TaskChange& task_change(const TaskInfo& info, std::string_view name);

// How a task judges one episode, from its start on.
class Judgement {
 public:
  // Judges the start. The task must outlive this. Throws UserError for a task that makes no fold or
  // cannot tell the mode of a start.
  Judgement(const Task& task, const mjData& start);
  // Judges the state at the end of a control tick.
  const Progress& judge(const mjData& data);

  const Progress& progress() const { return progress_; }
  // As Task::mode. Throws EngineError for one that is not in info().modes.
  int mode() const;

 private:
  const Task* task_;
  std::unique_ptr<Fold> fold_;
  Progress progress_;
};

// What Task::pose knows: the names of the objects, then those of their goals.
std::vector<std::string> pose_names(const TaskInfo& info);

// The label of a mode; empty while it is undecided.
std::string mode_label(const TaskInfo& info, int mode);

// Throws UserError when a task's description contradicts itself: components, times, cameras, modes.
void check(const Task& task);

}  // namespace streambed
