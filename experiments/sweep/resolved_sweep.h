#pragma once
// A sweep plan with all its tasks, policies and clocks made, so that every mistake in it was found.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "experiments/results/key_table.h"
#include "experiments/sweep/runner.h"
#include "experiments/sweep/sweep_plan.h"
#include "sim/registry.h"

namespace streambed {

class ResolvedSweep {
 public:
  // Makes every task, policy and clock and puts the scene at the first and the last start. Throws
  // UserError that lists all problems in one line; a task with cameras is one when `equipment` has
  // no sensors.
  ResolvedSweep(const SweepPlan& plan, const Registry& registry, Equipment equipment = {});

  // What its episodes are run with.
  const Equipment& equipment() const { return equipment_; }
  const KeyTable& keys() const { return keys_; }
  // Safe to call from many threads.
  Job job(std::int64_t index) const;

  // The plan with canonical labels.
  const SweepPlan& plan() const { return plan_; }
  const std::vector<std::unique_ptr<const Task>>& tasks() const { return tasks_; }
  // For each task, in the order of the plan.
  const std::vector<std::vector<std::unique_ptr<const Policy>>>& policies() const {
    return policies_;
  }
  const std::vector<std::shared_ptr<const Clock>>& clocks() const { return clocks_; }
  // Does every episode give the same result each time? Not with the wall clock, which moreover
  // wants the machine for one episode at a time.
  bool reproducible() const { return reproducible_; }
  // Every key of a task and of a policy with its value, defaults included.
  const std::vector<std::map<std::string, std::string>>& task_values() const {
    return task_values_;
  }
  const std::vector<std::map<std::string, std::string>>& policy_values() const {
    return policy_values_;
  }
  // SHA-256 of the plugin that brought a task and a policy; empty for what is built in.
  const std::vector<std::string>& task_plugins() const { return task_plugins_; }
  const std::vector<std::string>& policy_plugins() const { return policy_plugins_; }

 private:
  SweepPlan plan_;
  Equipment equipment_;
  std::vector<std::unique_ptr<const Task>> tasks_;
  std::vector<std::vector<std::unique_ptr<const Policy>>> policies_;
  std::vector<std::map<std::string, std::string>> task_values_, policy_values_;
  std::vector<std::shared_ptr<const Clock>> clocks_;
  bool reproducible_ = true;
  std::vector<std::string> task_plugins_, policy_plugins_;
  KeyTable keys_;
};

}  // namespace streambed
