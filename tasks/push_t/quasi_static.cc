#include "tasks/push_t/quasi_static.h"

#include <algorithm>
#include <array>

namespace streambed {
namespace {

// The original's number of Gauss-Seidel sweeps. Where contacts contradict each other (a T squeezed
// between pusher and wall) there is no solution, and the sweeps bound how far it is pushed.
constexpr int kSweeps = 10;

// Compliance of a contact; the inverse masses it adds to are of order one per kilogram.
constexpr double kContactCompliance = 1e-8;

// The solver goes through the contacts in their order, and MuJoCo's compiler leaves the pairs of
// the same two bodies in any. The pairs differ in nothing else.
void sort_pairs(mjModel& model) {
  std::vector<std::array<int, 3>> pairs;
  for (int i = 0; i < model.npair; ++i)
    pairs.push_back({model.pair_signature[i], model.pair_geom1[i], model.pair_geom2[i]});
  std::sort(pairs.begin(), pairs.end());
  for (int i = 0; i < model.npair; ++i) {
    model.pair_geom1[i] = pairs[i][1];
    model.pair_geom2[i] = pairs[i][2];
  }
}

// Makes every contact rigid, and driven bodies immovable by hiding them from the contacts. The
// contacts' inverse inertia is then computed anew.
void harden_contacts(const mjModel& model, mjData& data, const QuasiStatic& parts) {
  for (int row = 0; row < data.nefc; ++row) {
    for (const int dof : parts.driven_dofs) data.efc_J[row * model.nv + dof] = 0;
    data.efc_R[row] = kContactCompliance;
    data.efc_D[row] = 1 / kContactCompliance;
  }
  mj_projectConstraint(&model, &data);
}

// Depth of a contact's overlap, metres. The contact's position lies midway between the two surfaces
// along the normal, whereas its distance stops at a sphere's radius when the centre is inside a box
// (MuJoCo 2.2).
double penetration(const mjModel& model, const mjData& data, int row) {
  const mjContact& contact = data.contact[data.efc_id[row]];
  const int sphere = contact.geom1;
  if (model.geom_type[sphere] != mjGEOM_SPHERE) return -data.efc_pos[row];
  double to_middle[3];
  mju_sub3(to_middle, contact.pos, data.geom_xpos + 3 * sphere);
  return 2 * (model.geom_size[3 * sphere] - mju_dot3(to_middle, contact.frame));
}

// The least acceleration, in the metric of the mass matrix, that reaches at least efc_aref in every
// contact; left in data.qacc. MuJoCo's own sweeps visit the contacts in random order from 3.8 on
// and have momentum from 3.11 on; the original's few sweeps then end elsewhere. These do, operation
// by operation, what those of MuJoCo 2.2 did.
void solve_contacts(const mjModel& model, mjData& data) {
  const int size = data.nefc;
  mju_zero(data.efc_force, size);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    for (int row = 0; row < size; ++row) {
      const mjtNum* inverse_inertia = data.efc_AR + row * size;
      mjtNum reached = 0;
      mju_mulMatVec(&reached, inverse_inertia, data.efc_force, 1, size);
      mjtNum& force = data.efc_force[row];
      force -= (reached - data.efc_aref[row]) * (1 / inverse_inertia[row]);
      // Contacts push, never pull. A NaN stays, so that it is seen.
      if (force < 0) force = 0;
    }
  }
  mj_mulJacTVec(&model, &data, data.qfrc_constraint, data.efc_force);
  mj_solveM(&model, &data, data.qacc, data.qfrc_constraint, 1);
}

}  // namespace

void set_quasi_static_options(mjModel& model) {
  sort_pairs(model);
  collide_pairs_only(model);
  model.opt.integrator = mjINT_EULER;
  // Makes mj_projectConstraint fill efc_AR, which solve_contacts needs.
  model.opt.solver = mjSOL_PGS;
  model.opt.jacobian = mjJAC_DENSE;
  model.opt.disableflags |= mjDSBL_WARMSTART;
  // Islands would hold copies of the constraints, made before harden_contacts.
  disable_islands(model);
}

void quasi_static_step(const mjModel& model, mjData& data, const QuasiStatic& parts) {
  const double h = model.opt.timestep;
  mj_checkPos(&model, &data);
  mj_checkVel(&model, &data);

  // Total damping, then everything that follows from positions and the driven velocity.
  for (const int dof : parts.free_dofs) data.qvel[dof] = 0;
  mj_fwdPosition(&model, &data);
  mj_fwdVelocity(&model, &data);

  // Two contact problems; what their solutions gain within one step adds up in the free velocity.
  const auto add_solution = [&] {
    solve_contacts(model, data);
    for (const int dof : parts.free_dofs) data.qvel[dof] += h * data.qacc[dof];
  };
  if (data.nefc > 0) {
    harden_contacts(model, data, parts);

    // Nothing approaches any more.
    for (int row = 0; row < data.nefc; ++row) data.efc_aref[row] = -data.efc_vel[row] / h;
    add_solution();

    // A share of the penetration beyond the slop goes.
    for (int row = 0; row < data.nefc; ++row)
      data.efc_aref[row] = (1 - parts.leftover_per_step) *
                           std::max(0.0, penetration(model, data, row) - parts.slop) / (h * h);
    add_solution();
  }

  // The driven body follows its actuators, and Euler's rule moves both.
  mj_fwdActuation(&model, &data);
  mj_fwdAcceleration(&model, &data);
  mju_copy(data.qacc, data.qacc_smooth, model.nv);
  for (const int dof : parts.free_dofs) {
    data.qacc[dof] = data.qvel[dof] / h;
    data.qvel[dof] = 0;
  }
  mj_checkAcc(&model, &data);
  mj_Euler(&model, &data);
}

}  // namespace streambed
