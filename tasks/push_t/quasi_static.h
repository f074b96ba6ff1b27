#pragma once
// Physics without momentum in a plane: a driven body pushes a free one, which stops as soon as it
// is not pushed, because its velocity is set to zero at every step. The engine of the original
// Push-T (Chipmunk 7 with damping 0) steps like this. Here MuJoCo finds the contacts and solves
// them.
//
// Chipmunk's step moves the bodies by their velocities, finds the contacts, forgets the free body's
// velocity (damping) and solves the contacts twice: for the velocity at which nothing approaches,
// and for a separate "bias" velocity that undoes a share of the penetration. Both move the body in
// the NEXT step. Since the old velocity is forgotten, the new one depends only on the positions and
// on the driven body's velocity. So this order of operations gives the same trajectory, and leaves
// no hidden state between steps:
//
//   contacts at the present positions -> velocity of the free body -> PD acceleration of the driven
//   body from ctrl -> move both.
//
// State: qpos, the driven degrees of freedom of qvel, and ctrl. The free ones of qvel tell how the
// free body moved in the last step; the next step ignores them.

#include <vector>

#include "sim/mujoco.h"

namespace streambed {

struct QuasiStatic {
  // Degrees of freedom that only actuators move; contacts do not, as if their mass were infinite.
  std::vector<int> driven_dofs;
  // Degrees of freedom that only contacts move.
  std::vector<int> free_dofs;
  // Penetration that is not corrected, metres (Chipmunk's collision slop: 0.1 px).
  double slop = 0;
  // Share of the remaining penetration that a step leaves (Chipmunk's collision bias: 0.9^60 per
  // second).
  double leftover_per_step = 1;
};

// Sets the options that quasi_static_step needs: projected Gauss-Seidel as in the original, no warm
// start, contacts of the model's <pair>s only, in the order of their geoms. All pairs must have the
// same parameters and touch in at most one point.
void set_quasi_static_options(mjModel& model);

// One physics step of model.opt.timestep, instead of mj_step. A bad state raises the same warnings.
// The model may have no other constraints than frictionless contacts.
void quasi_static_step(const mjModel& model, mjData& data, const QuasiStatic& parts);

}  // namespace streambed
