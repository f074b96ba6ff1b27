#pragma once
// Teleoperation: a person's hand takes the place of policy and clock.

#include <cstdint>
#include <memory>

#include "sim/clock/inference.h"

namespace streambed {

// The target that the hand points to, in the task's units. Only the thread that ticks may touch it.
struct Hand {
  Action target;
};

// Never asks a policy for anything. The hand's target comes into force once per tick, so that the
// one action in each row of a recording is all that was commanded. An empty target keeps the last
// one.
class ManualInference final : public Inference {
 public:
  explicit ManualInference(std::shared_ptr<const Hand> hand);

  bool wants_plan(std::int64_t) const override { return false; }
  int expected_delay_ticks() const override { return 0; }
  void request(const Policy&, const PlanRequest&, Memory*) override {}
  void think(const Now& now, TimeNs end_ns) override;
  std::optional<Scheduled> due(TimeNs now_ns) override;
  std::span<const Scheduled> upcoming() const override { return upcoming_; }
  const std::optional<Action>& last_generated() const override { return last_; }
  const InferenceLog& log() const override { return log_; }
  void stop() override {}

 private:
  std::shared_ptr<const Hand> hand_;
  std::vector<Scheduled> upcoming_;  // the target of this tick, until it is taken
  std::optional<Action> last_;
  InferenceLog log_;
};

}  // namespace streambed
