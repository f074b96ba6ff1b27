#pragma once
// What tasks with blocks on a table have in common: a rod (tasks/table/rod.h) that is told where to
// go, blocks that move freely, and an observation of both. A task adds its starts, its goals and
// its rule of success.
//
// Observation, metres, world axes:
//   rod desired            x, y (z with 3 axes)
//   rod measured           x, y (z)
//   every block            x, y of its centre, sine and cosine of its yaw
//   the task's part        its goals, if they differ from start to start
// Action: the rod's desired x, y (z), absolute; tasks/table/rod.h limits it.
//
// legacy_obs_lag: D3IL reads its observation before the physics steps of a tick, so its policies
// see everything but the desired position one tick late. The last tick's observation then lies in
// userdata behind the rod's entries.

#include <Eigen/Core>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/spec.h"
#include "sim/task.h"
#include "tasks/table/block.h"
#include "tasks/table/rod.h"

namespace streambed {

struct BlockScene {
  std::filesystem::path file;       // MJCF
  std::vector<std::string> blocks;  // names of bodies with free joints
  RodSettings rod;
  int block_symmetry = 4;  // TaskObject::symmetry; cubes unless told otherwise
  // Name of the mocap body whose pose the block must reach. Empty: there is no such pose.
  std::string goal;
  bool legacy_obs_lag = false;
};

class BlockTask : public Task {
 public:
  const TaskInfo& info() const override { return info_; }
  const mjModel& model() const override { return *model_; }
  std::string model_xml() const override;

  void restore(mjData& data, const Observation& observation) const override;
  void observe(const mjData& data, Sensors& sensors, Observation& out) const override;
  void apply(const Action& action, mjData& data) const override { rod_.apply(action, data); }
  Action hold(const mjData& data) const override { return rod_.desired(data); }
  void step(mjData& data) const override;
  std::optional<Eigen::Vector3d> point(const Action& action) const override;
  // Pushes a block.
  void disturb(mjData& data, const Event& event) const override;

  const Rod& rod() const { return rod_; }
  const std::vector<Block>& blocks() const { return blocks_; }

 protected:
  // Fills in what of `info` follows from the scene, and lets blocks be pushed; `goals` are what the
  // task appends to the observation. Throws UserError when the scene lacks something.
  BlockTask(TaskInfo info, const BlockScene& scene, const std::vector<Component>& goals);

  // Random numbers for a start. They depend on the context alone, so that all repeats of a start
  // begin alike.
  Rng start_rng(std::int64_t context) const;
  // Sets the scene's rest state with the rod at `position`. A task's reset() calls this first, then
  // places its things, then calls settle().
  void start_at(mjData& data, const Action& position) const;
  // Computes everything that follows from positions, and fills the memory of legacy_obs_lag.
  void settle(mjData& data) const;

  // The entries of the observation's goals; and back. Default: none.
  virtual void observe_goals(const mjData& data, double* out) const;
  virtual void restore_goals(mjData& data, const double* entries) const;
  // Index of the block that an event means by this name. Default: the first by an empty name.
  virtual std::size_t meant(const mjData& data, const std::string& object) const;
  // The height at which a block at rest lies there. Default: the scene's.
  virtual double rest_height(const Block& block, const BlockPose& pose) const;

 private:
  void observe_now(const mjData& data, double* out) const;
  double* remembered(mjData& data) const { return data.userdata + kRodUserdata; }

  TaskInfo info_;
  BlockScene scene_;
  ModelPtr model_;
  Rod rod_;
  std::vector<Block> blocks_;
};

// The components "<name>_position", x and y in metres, and "<name>_direction", sine and cosine of
// the yaw, of a block or of a goal.
std::vector<Component> planar_pose(const std::string& name);

// Every block task has this key.
Key legacy_obs_lag_key();

}  // namespace streambed
