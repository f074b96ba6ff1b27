#pragma once
// Smooth motion between control ticks, which are far apart. The picture moves from the state at one
// tick to that at the next, and so is one tick behind the simulation.

#include <chrono>

#include "viewer/session/snapshot.h"

namespace streambed {

class Motion {
 public:
  void arrive(const Snapshot& before, const Snapshot& now) {
    const bool continues = before.episode == now.episode && now.tick == before.tick + 1 &&
                           before.scene.qpos.size() == now.scene.qpos.size();
    from_ = continues ? before.scene : now.scene;
    period_s_ = continues ? now.period_s : 0;
    arrived_ = std::chrono::steady_clock::now();
  }

  SceneState at_present(const mjModel& model, const Snapshot& now) const {
    const double elapsed_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - arrived_).count();
    if (period_s_ <= 0 || elapsed_s >= period_s_) return now.scene;
    return blend(model, from_, now.scene, elapsed_s / period_s_);
  }

 private:
  SceneState from_;
  double period_s_ = 0;
  std::chrono::steady_clock::time_point arrived_;
};

}  // namespace streambed
