#pragma once
// What an episode's actions say about the policy beyond success: how old they were, how smooth and
// how many. Fed by the control loop; allocates nothing.

#include <array>
#include <cstdint>
#include <string>

#include "sim/types.h"

namespace streambed {

class EpisodeMeasures {
 public:
  // A tick begins; was an action ready for its first physics step?
  void begin_tick(bool ready);
  // `next` comes into force in place of `before`. It belongs to the plan of plan_tick and was made
  // from what was observed at observed_ns; `corrected`: it is what a correction made of the action
  // that this tick has already.
  void take(const Action& next, const Action& before, std::int64_t plan_tick, TimeNs observed_ns,
            bool corrected = false);
  // A physics step at now_ns executes what is in force.
  void step(TimeNs now_ns);
  // `target` is in force at the end of a tick.
  void end_tick(const Action& target);

  // Ticks that began without an action ready for them; thinking came too late.
  std::int64_t deadline_misses() const { return misses_; }
  // Mean over physics steps of the step's time minus that of the observation from which the action
  // in force was computed; a whole plan of fresh observations has half a control period less half a
  // step. NaN before the first action.
  double action_age_ms() const;
  // New actions that came into force per second of simulated time. NaN before the first tick.
  double effective_hz(TimeNs control_period_ns) const;
  // Root mean square over ticks of the Euclidean norm of the targets' third difference,
  // u_n - 3 u_{n-1} + 3 u_{n-2} - u_{n-3}: the task's units per tick^3. NaN below four ticks.
  double jerk() const;
  // Mean Euclidean distance between the last executed action of a plan and the first one of the
  // next: the task's units. NaN below two plans.
  double seam_jump() const;
  // FNV-1a (64 bits, as 16 hexadecimal digits) of the targets at the ends of all ticks: episodes
  // that executed the same have the same.
  std::string trajectory() const;

 private:
  std::int64_t ticks_ = 0, misses_ = 0, taken_ = 0;
  std::int64_t plan_tick_ = -1;
  TimeNs observed_ns_ = 0, age_sum_ns_ = 0;
  std::int64_t aged_steps_ = 0;
  std::int64_t seams_ = 0;
  double seam_sum_ = 0;
  std::array<Action, 3> last_;  // targets of the last ticks, the newest first
  double jerk_sum_ = 0;         // of squares
  std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace streambed
