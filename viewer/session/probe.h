#pragma once
// Questions about the present state: what the policy might do from here, and what demonstrations
// did. Asking does not change the episode: the policy is const, and the Memory used here is thrown
// away.

#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/policy.h"
#include "sim/task.h"
#include "viewer/render/overlay.h"

namespace streambed {

// What to ask.
struct ProbeOptions {
  int samples = 0;         // plans in the fan; 0 none
  bool denoising = false;  // of one sampled plan, for policies that have a trace
  bool field = false;      // for policies that have a velocity, on tasks with two action entries
  double flow_time = 0;    // of the field, in [0,1]
  int nearest = 0;         // demonstrations

  bool operator==(const ProbeOptions&) const = default;
};

// The present state of an episode, between two ticks. Everything that it points to must outlive the
// question.
struct Situation {
  const Task* task = nullptr;
  const Policy* policy = nullptr;
  PlanRequest request;  // what the episode would ask now
  std::stop_token stop;
};

// Recorded states of one task, to find out what was done in states like the present one. Const,
// shared by threads.
class DemonstrationIndex {
 public:
  // Retargets the demonstrations for the task. Throws UserError when their states are not its own.
  DemonstrationIndex(const Task& task, DemonstrationSet set);

  std::int64_t size() const { return static_cast<std::int64_t>(set_.episodes.size()); }
  // From each of the `count` nearest episodes, its nearest row and what was commanded from there
  // on. Distance: Euclidean over the state's entries, each divided by its standard deviation over
  // all rows; angles count as cosine and sine, switches as their signs.
  std::vector<PointPath> nearest(const Task& task, const StateVector& state, int count) const;

 private:
  Eigen::VectorXd feature(const Eigen::Ref<const Eigen::VectorXd>& state) const;

  DemonstrationSet set_;
  std::vector<Component> components_;  // of a state
  std::vector<MatrixRM> features_;  // per episode: T x F
  Eigen::VectorXd scale_;           // F
};

// Writes the answers into the overlay. What cannot be answered stays empty. Returns why, or "".
std::string ask(const Situation& now, const ProbeOptions& options,
                const DemonstrationIndex* demonstrations, Overlay& overlay);

}  // namespace streambed
