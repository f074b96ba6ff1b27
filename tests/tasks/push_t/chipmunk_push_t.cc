#include "tests/tasks/push_t/chipmunk_push_t.h"

namespace streambed {
namespace {

constexpr double kStep = 0.01;

cpVect to_cp(const Eigen::Vector2d& v) { return cpv(v.x(), v.y()); }
Eigen::Vector2d from_cp(const cpVect& v) { return {v.x, v.y}; }

void add_box(cpSpace* space, cpBody* body, double left, double low, double right, double high) {
  cpSpaceAddShape(space, cpBoxShapeNew2(body, cpBBNew(left, low, right, high), 0));
}

}  // namespace

ChipmunkPushT::ChipmunkPushT(const Eigen::Vector2d& agent, const TeePose& block)
    : space_(cpSpaceNew()), agent_(cpBodyNewKinematic()), block_(cpBodyNew(1, 3000)) {
  cpSpaceSetDamping(space_, 0);

  // Walls, agent and block in the original's order.
  cpBody* ground = cpSpaceGetStaticBody(space_);
  const double walls[][4] = {
      {5, 506, 5, 5}, {5, 5, 506, 5}, {506, 5, 506, 506}, {5, 506, 506, 506}};
  for (const auto& [ax, ay, bx, by] : walls)
    cpSpaceAddShape(space_, cpSegmentShapeNew(ground, cpv(ax, ay), cpv(bx, by), 2));
  cpSpaceAddBody(space_, agent_);
  cpBodySetPosition(agent_, to_cp(agent));
  cpSpaceAddShape(space_, cpCircleShapeNew(agent_, 15, cpvzero));
  cpSpaceAddBody(space_, block_);
  cpBodySetCenterOfGravity(block_, cpv(0, 45));
  add_box(space_, block_, -60, 0, 60, 30);
  add_box(space_, block_, -15, 30, 15, 120);
  cpBodySetAngle(block_, block.angle);
  cpBodySetPosition(block_, to_cp(block.origin));
  cpSpaceStep(space_, kStep);
}

ChipmunkPushT::~ChipmunkPushT() {
  cpSpaceEachShape(
      space_,
      [](cpShape* shape, void* space) {
        cpSpaceAddPostStepCallback(
            static_cast<cpSpace*>(space),
            [](cpSpace* owner, void* key, void*) {
              cpSpaceRemoveShape(owner, static_cast<cpShape*>(key));
              cpShapeFree(static_cast<cpShape*>(key));
            },
            shape, nullptr);
      },
      space_);
  cpSpaceRemoveBody(space_, agent_);
  cpSpaceRemoveBody(space_, block_);
  cpBodyFree(agent_);
  cpBodyFree(block_);
  cpSpaceFree(space_);
}

void ChipmunkPushT::tick(const Eigen::Vector2d& target, double k_p, double k_v) {
  for (int i = 0; i < 10; ++i) {
    Eigen::Vector2d velocity = from_cp(cpBodyGetVelocity(agent_));
    velocity += kStep * (k_p * (target - agent()) - k_v * velocity);
    cpBodySetVelocity(agent_, to_cp(velocity));
    cpSpaceStep(space_, kStep);
  }
}

Eigen::Vector2d ChipmunkPushT::agent() const { return from_cp(cpBodyGetPosition(agent_)); }

TeePose ChipmunkPushT::block() const {
  return {from_cp(cpBodyGetPosition(block_)), cpBodyGetAngle(block_)};
}

}  // namespace streambed
