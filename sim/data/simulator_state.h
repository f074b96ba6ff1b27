#pragma once
// The simulator's whole state as one row of float64 numbers, stored with demonstrations as
// obs/simulator_state, so that an episode can go on exactly as it did: the same bits, on the same
// machine and version of MuJoCo. A row holds, one after the other,
//   time, qpos, qvel, act, mocap_pos, mocap_quat, userdata, ctrl, qacc_warmstart
// The last two are no state of the world, but ctrl holds the last target, and the contact solver
// begins its search where the step before ended. Not in it: forces from outside (xfrc_applied,
// qfrc_applied), which tasks leave at zero between ticks, and equality constraints that are
// switched while a scene runs (eq_active, MuJoCo 3).

#include <cstdint>
#include <span>
#include <string>

#include "sim/mujoco.h"

namespace streambed {

class Task;
struct Demonstration;

std::int64_t simulator_state_size(const mjModel& model);
// Version and sizes: "1: time=1 qpos=7 qvel=6 ...". Rows of two models fit each other if this is
// equal.
std::string simulator_layout(const mjModel& model);

// `row` has simulator_state_size() numbers.
void save_simulator_state(const mjModel& model, const mjData& data, std::span<double> row);
// Everything that follows from the state is computed too (mj_forward), so that it may be observed.
void load_simulator_state(const mjModel& model, std::span<const double> row, mjData& data);

// Puts `data` where a demonstration was at the start of tick `row`, 0 <= row < T: exactly, if it
// has simulator states that were recorded on this very task, and then returns true; else as near as
// Task::restore_row comes, for with other keys a goal may lie elsewhere. Throws UserError for
// simulator states of another model or version, and what restore_row throws.
bool restore_recorded(const Task& task, mjData& data, const Demonstration& demonstration,
                      std::int64_t row);

}  // namespace streambed
