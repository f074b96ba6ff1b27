#pragma once
// A plane in which nothing coasts: a driven body pushes a free one, and whatever the free one moves
// is forgotten at every step. This is how the engine of the original Push-T (Chipmunk 7, damping 0)
// steps; MuJoCo finds the contacts and solves them.
//
// Chipmunk's step moves the bodies by their velocities, finds the contacts, forgets the free body's
// velocity (damping) and solves the contacts twice: for the velocity at which nothing approaches,
// and for a separate "bias" velocity that undoes a share of the penetration. Both move the body in
// the NEXT step. Since the velocity was forgotten, it depends on the positions and the driven
// body's velocity alone, so that the same trajectory comes from a step in another order, which
// leaves nothing hidden between steps:
//
//   contacts at the present positions -> velocity of the free body -> PD acceleration of the driven
//   body from ctrl -> move both.
//
// State: qpos, the driven dofs of qvel, ctrl. The free dofs of qvel are what it moved with in the
// last step; the next step ignores them.

#include <vector>

#include "sim/mujoco.h"

namespace streambed {

struct QuasiStatic {
  // Dofs moved by actuators alone; contacts do not act on them, as if their mass were infinite.
  std::vector<int> driven_dofs;
  // Dofs moved by contacts alone.
  std::vector<int> free_dofs;
  // Penetration that is left alone, metres (Chipmunk's collision slop: 0.1 px).
  double slop = 0;
  // Share of the remaining penetration that a step leaves (Chipmunk's collision bias: 0.9^60 per
  // second).
  double leftover_per_step = 1;
};

// The options for quasi_static_step: projected Gauss-Seidel as in the original, without memory from
// step to step; contacts of the model's <pair>s only, in the order of their geoms. All pairs have
// the same parameters and touch in one point at most.
void set_quasi_static_options(mjModel& model);

// One physics step of model.opt.timestep; takes the place of mj_step, with its checks: a bad state
// raises the same warnings. The model's constraints must all be frictionless contacts.
void quasi_static_step(const mjModel& model, mjData& data, const QuasiStatic& parts);

}  // namespace streambed
