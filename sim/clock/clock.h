#pragma once
// A clock is the rule that says what the world does while a policy thinks. It is immutable and
// shared by threads; its state in one episode is an Inference.
//
//   frozen     the world waits for the policy: the classical protocol.
//   virtual    the world moves on by a declared or recorded time; reproducible to the bit:
//     delay=D                    the plan for the observation of tick n is ready at tick n + D
//     first_ms=A,each_ms=B       the first action after A, each later one B after the one before
//     profile=NAME|FILE          the same with the policy's times in a latency profile
//                                (sim/clock/latency_profile.h); with it
//     draw=samples|median        every cost drawn from the profile's samples by the episode's own
//                                random numbers, or always the median
//     rate=1|2|5|10              pretends that the control period is so many times shorter: at
//                                rate 10, 36 ms cost 3.6 ticks of a task with ticks of 100 ms
//     measured=true              what each call takes on this machine; not reproducible
//     correct_ms=C               with first_ms or delay: of correcting an action (Policy::correct)
//     free_start=true            the first plan of an episode costs nothing, as in published loops
//                                that compute it before the robot starts
//     align=drop|shift           late actions are dropped, or a late plan is executed from its
//                                beginning once it is ready (sim/clock/plan_window.h)
//     overlap=true               asynchronous execution: the next plan is computed while the old
//                                one is carried out (sim/clock/simulated_inference.h); it gains
//                                nothing for a policy with PolicyInfo::every_tick, which thinks to
//                                the end of its plan
//     late=hold|continue         until a late plan is ready the world holds, or goes on with what
//                                is left of the old chunk beyond its executed part
//     hold=last|neutral          what it holds: the last target, or what the task calls neutral
//                                (Task::neutral; of the tasks that ship, that is the last target)
//   wall       the policy thinks on a thread of its own while the world moves in real time; not
//              reproducible, one episode at a time (sim/clock/wall_inference.h); align, overlap,
//              late and hold as above.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sim/clock/inference.h"
#include "sim/clock/latency_profile.h"
#include "sim/rng.h"

namespace streambed {

// The episode that a clock is started for.
struct ClockContext {
  TimeNs control_period_ns = 0;
  TimeNs physics_step_ns = 1;          // divides the control period
  std::int64_t max_plans = 0;          // how many plans to reserve memory for
  const PolicyInfo* policy = nullptr;  // whose entry of a profile is charged
  Rng rng{};                           // what costs are drawn with
};

class Clock {
 public:
  // Checks a spec and reads the profile that it names, from a file or from what ships. Throws
  // UserError.
  explicit Clock(std::string_view spec, const Assets& shipped = {});

  const std::string& label() const { return label_; }
  // Does an episode give the same result every time, whatever else runs on the machine?
  bool reproducible() const;
  const LatencyProfile* profile() const { return profile_.get(); }
  // Throws UserError when the profile lacks the policy.
  void check(const PolicyInfo& policy) const;
  // Throws what check() throws.
  std::unique_ptr<Inference> start(const ClockContext& context) const;

 private:
  Params params_;
  std::string label_;
  std::shared_ptr<const LatencyProfile> profile_;
};

}  // namespace streambed
