#pragma once
// A task: scene, observation, action, success rule. Const for its whole life and shared by threads;
// the state of an episode is mjData plus a folded Progress, nothing else. A task hides no state: a
// desired pose or a controller's memory lives in mjData (ctrl, mocap, userdata).

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/events.h"
#include "sim/mujoco.h"
#include "sim/rng.h"
#include "sim/types.h"

namespace streambed {

struct Demonstration;

// Renders pixels for tasks that observe them; one per worker, empty until a task needs it.
struct Sensors {};

// Where the state tells the pose of an object or a goal, x and y in the units of the measured
// position; the yaw as sine and cosine, if at all.
struct ObservedPose {
  int x = 0, y = 0;
  int sine = -1, cosine = -1;
  int symmetry = 1;  // turned by 2 pi over this it looks the same: 4 for a cube
  int goal = -1;     // which of the observed poses it is to reach, if that is fixed
};

struct TaskInfo {
  std::string name;   // registered name, "push_t"
  std::string label;  // canonical spec with the keys that differ from their defaults
  int state_size = 0;
  int action_size = 0;
  Action action_low, action_high;  // box of sensible targets, the task's units
  TimeNs control_period_ns = 0;    // one tick; a whole number of physics steps
  TimeNs physics_step_ns = 0;
  int max_ticks = 0;
  bool end_on_success = true;
  // Which entries of the state are angles in radians; a learned policy's normaliser encodes these
  // as cosine and sine, so that no policy sees the jump at 2 pi.
  std::vector<int> angle_indices;
  // Where a recorded row of states holds the manipulated object's pose: the first of x, y, angle;
  // -1 when there is none. Recordings may be wider or narrower than state_size.
  int object_pose_index = -1;
  // Which entries of the state are the measured position that an action commands, in the action's
  // order and units; empty when it is not observed so. State imitation begins its plans there.
  std::vector<int> position_indices;
  // What can be shown relative to that position; empty when the state tells no poses.
  std::vector<ObservedPose> observed_poses;
  // Labels of Task::mode, those that are demonstrated; empty when the task has none.
  std::vector<std::string> modes;
  // What an action means where that can differ ("dp": a command, "sfp_state": a position to reach).
  // A checkpoint runs only under the protocol that it was trained for.
  std::string protocol;
};

// What has been achieved so far: a value folded over the control ticks.
struct Progress {
  double score = 0;  // the task's published score so far, in [0,1]
  double coverage = std::numeric_limits<double>::quiet_NaN();  // present measure in [0,1], if any
  bool success = false;                                        // success at any tick so far
  bool success_now = false;                                    // success at this tick
  bool failed = false;            // beyond rescue (touched an obstacle): the episode ends
  std::array<double, 8> notes{};  // whatever else the fold must remember
};

class Task {
 public:
  virtual ~Task() = default;

  virtual const TaskInfo& info() const = 0;
  virtual const mjModel& model() const = 0;

  // Puts the scene at its start number `context`; `rng` is the task's own stream of this episode
  // and does not depend on the policy. Leaves data ready for observe(). Throws UserError for a
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

  virtual void observe(const mjData& data, Sensors& sensors, Observation& out) const = 0;

  // The manipulated object's x, y (the task's units) and angle (rad), if the task has one.
  virtual std::optional<Eigen::Vector3d> object_pose(const mjData& data) const;

  // MJCF text of the scene, embedded in demonstrations so that they replay years later; may be
  // empty.
  virtual std::string model_xml() const;

  // Hands an absolute target to the low-level controller.
  virtual void apply(const Action& action, mjData& data) const = 0;
  // The target to repeat while no action is ready: the last absolute one, after a reset the
  // measured position. This is also what a policy takes for its previous action at the start.
  virtual Action hold(const mjData& data) const = 0;

  // One physics step.
  virtual void step(mjData& data) const;

  // Judges the state at the end of a control tick (at the start: after reset).
  virtual Progress judge(const mjData& data, const Progress& so_far) const = 0;

  // The goal's x, y (the task's units) and angle (rad), if the task has one that can be moved.
  virtual std::optional<Eigen::Vector3d> goal_pose(const mjData& data) const;

  // Kick, goal move or drag. Throws UserError unless the task overrides it.
  virtual void disturb(mjData& data, const Event& event) const;
  // Is there room for what disturb() would do: does nothing come to overlap, or to lie outside?
  // What an episode draws at random is drawn again while this is false. The default is true.
  virtual bool allows(const mjData& data, const Event& event) const;

  // Where an action points to in the scene, world metres; for overlays.
  virtual std::optional<Eigen::Vector3d> point(const Action& action) const;
  // What the episode has settled on so far: an index into info().modes, kModeUndecided or
  // kModeSpurious (sim/mode.h). It follows from the Progress alone and may be asked at any tick; an
  // episode that changes its mind changes its mode (how often says how firmly a policy commits).
  // The default is for tasks that list none.
  virtual int mode(const Progress& progress) const;

  // Rewrites a demonstration's recorded commands into the targets that this protocol imitates
  // (state imitation replaces them by the positions reached), and its states into the observation
  // that this task's keys ask for. Throws UserError for states that are not this task's. The
  // default keeps both.
  virtual void retarget(Demonstration& demonstration) const;

  // Replaces a demonstration by its mirror image where the task looks and counts the same in the
  // mirror, and says whether it did; training may use both. The default is false.
  virtual bool mirror(Demonstration& demonstration) const;
};

// The label of a mode; empty while it is undecided.
std::string mode_label(const TaskInfo& info, int mode);

// Throws UserError when what a task says of itself cannot be: sizes, times, indices, modes.
void check(const Task& task);

}  // namespace streambed
