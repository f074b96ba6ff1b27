#include "tasks/quasi_static.h"

#include <algorithm>
#include <cmath>

namespace streambed {
namespace {

// The original's number of Gauss-Seidel sweeps. Where contacts contradict each other (a T squeezed
// between pusher and wall) there is no solution, and the sweeps bound how far it is pushed.
constexpr int kSweeps = 10;

// Compliance of a contact; the inverse masses it adds to are of order one per kilogram.
constexpr double kContactCompliance = 1e-8;

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
// contact; left in data.qacc.
void solve_contacts(const mjModel& model, mjData& data) {
  mju_zero(data.qfrc_smooth, model.nv);
  mju_zero(data.qacc_smooth, model.nv);
  mj_fwdConstraint(&model, &data);
}

}  // namespace

void set_quasi_static_options(mjModel& model) {
  model.opt.integrator = mjINT_EULER;
  model.opt.solver = mjSOL_PGS;
  model.opt.jacobian = mjJAC_DENSE;
  model.opt.iterations = kSweeps;
  model.opt.tolerance = 0;
  model.opt.disableflags |= mjDSBL_WARMSTART;
#if mjVERSION_HEADER >= 336
  // Islands hold copies of the constraints, made before harden_contacts.
  model.opt.disableflags |= mjDSBL_ISLAND;
#endif
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
    const double share = 1 - std::pow(parts.leftover_per_second, h);
    for (int row = 0; row < data.nefc; ++row)
      data.efc_aref[row] =
          share * std::max(0.0, penetration(model, data, row) - parts.slop) / (h * h);
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
