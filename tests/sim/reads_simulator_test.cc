// Who is shown the simulator.

#include <mutex>

#include "sim/episode.h"
#include "tests/catch.h"
#include "tests/sim/tiny_task.h"

using namespace streambed;
using streambed::testing::TinyTask;

namespace {

// Writes down what its requests point to, and where the cart was.
class Looking final : public testing::TinyPolicy {
 public:
  explicit Looking(bool reads_simulator) {
    info_.name = info_.label = "looking";
    info_.reads_simulator = reads_simulator;
  }
  const PolicyInfo& info() const override { return info_; }
  StreamPtr plan(const PlanRequest& request, Memory* memory) const override {
    const std::lock_guard lock(mutex_);
    ++plans;
    model = request.model;
    data = request.data;
    place_agrees = data != nullptr && data->qpos[0] == request.history.back().state[0];
    return TinyPolicy::plan(request, memory);
  }

  // Of the newest plan.
  mutable const mjModel* model = nullptr;
  mutable const mjData* data = nullptr;
  mutable bool place_agrees = false;
  mutable int plans = 0;

 private:
  mutable std::mutex mutex_;
  PolicyInfo info_;
};

}  // namespace

TEST_CASE("a policy sees the simulator if it says that it reads it, else null", "[episode]") {
  const TinyTask task;
  for (const bool reads : {false, true}) {
    for (const bool together : {false, true}) {
      const Looking policy(reads);
      Episode episode(task, policy, {.context = 5});
      for (int tick = 0; tick < 3; ++tick) {
        episode.prepare();
        if (together) {
          Episode::think_together(std::vector{&episode});
        } else {
          episode.think();
        }
        episode.finish();
      }
      CHECK(policy.plans == 3);
      CHECK(policy.model == (reads ? &task.model() : nullptr));
      CHECK(policy.data == (reads ? &episode.data() : nullptr));
    }
  }
}

TEST_CASE("the wall clock copies the simulator for those who read it", "[episode][wall]") {
  const TinyTask task;
  for (const bool reads : {false, true}) {
    const Looking policy(reads);
    const mjData* live = nullptr;
    {
      Episode episode(task, policy, {.context = 5, .clock = "wall"});
      live = &episode.data();
      for (int tick = 0; tick < 5; ++tick) episode.tick();
    }
    // The thinking thread has ended.
    REQUIRE(policy.plans > 0);
    CHECK(policy.model == (reads ? &task.model() : nullptr));
    CHECK((policy.data != nullptr) == reads);
    CHECK(policy.data != live);
    CHECK(policy.place_agrees == reads);
  }
}
