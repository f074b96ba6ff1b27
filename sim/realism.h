#pragma once
// What makes a simulated robot as unreliable as a real one: noise in what is observed, a trembling
// hand, sensors whose news is old. A task declares it (TaskInfo::realism), the one loop applies it
// (sim/episode.h), with random numbers of the task's stream, by tick: alike for every policy.

#include <vector>

#include "sim/rng.h"
#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {

struct TaskInfo;

struct Realism {
  // Standard deviation of the noise in every observation. Positions: in units of half the longest
  // side of the box of commanded positions; velocities: of that much per second; angles, directions and
  // rotations: rad, the latter two are turned. Scalars, switches and pictures stay as they are.
  double observation_noise = 0;
  // Standard deviation of the noise in every target that is executed, in units of half the range of
  // each entry of the action. From tick to tick z <- 0.8 z + 0.6 (a new draw), beginning at 0, so
  // that the hand trembles slowly (Ornstein and Uhlenbeck). Rotations are turned by so many rad,
  // switches stay. What the policy asked for is what it is told and what is recorded.
  double action_noise = 0;
  // How many control ticks old an observation is when the policy sees it. At the start the first
  // one stands for those before.
  int sensor_delay_ticks = 0;
};

// A task's own keys and, after them, observation_noise, action_noise and sensor_delay; and what
// these say.
std::vector<Key> with_realism(std::vector<Key> keys);
Realism realism_of(const Params& params);

// Adds the noise of one observation; `rng` is the stream of its tick.
void add_observation_noise(const TaskInfo& info, Rng rng, StateVector& state);

// The trembling hand of one episode. A value; allocates nothing.
class Tremor {
 public:
  // A tick begins; `rng` is its stream.
  void begin_tick(const TaskInfo& info, Rng rng);
  // What is executed in this tick where `target` is asked for.
  Action executed(const TaskInfo& info, const Action& target) const;

 private:
  Action z_;  // per entry, of deviation one; of a rotation the first three are a rotation vector
};

}  // namespace streambed
