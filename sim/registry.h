#pragma once
// Names to factories. A value that main() builds by calling the registration functions: no static
// initialisers, no singleton.

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/demonstrations.h"
#include "sim/policy.h"
#include "sim/progress.h"
#include "sim/spec.h"
#include "sim/task.h"

namespace streambed {

// Of the episodes on validation starts: mean score and share of successes, 0 to 1.
struct Validation {
  double score = 0;
  double success = 0;
};

// How `streambed train` reaches a policy's training code without knowing it.
struct TrainRequest {
  const Task* task = nullptr;
  const DemonstrationSet* demonstrations = nullptr;  // retargeted for the task
  std::string data_name;        // "human": middle part of the checkpoint's name
  std::string data_sha256;
  std::filesystem::path out;    // .safetensors
  const Params* options = nullptr;  // checked against the entry's train_keys
  std::stop_token stop;
  ProgressCallback progress;    // in gradient steps
  std::string command;          // for the training record
  // A policy on so many validation starts; the command provides it, so that training rolls out
  // through the one control loop.
  std::function<Validation(const Policy&, int episodes)> validate;
};

struct TaskEntry {
  std::string name;
  std::string summary;  // one line
  std::vector<Key> keys = {};
  std::function<std::unique_ptr<const Task>(const Params&)> make = {};
  std::string plugin = {};  // the file that brought it; empty for what is built in
};

struct PolicyEntry {
  std::string name;
  std::string summary;
  std::vector<Key> keys = {};
  std::function<std::unique_ptr<const Policy>(const Params&, const Task&)> make = {};
  std::vector<Key> train_keys = {};
  std::function<void(const Params& policy, const TrainRequest&)> train = {};  // empty: cannot be trained
  std::string plugin = {};
};

class Registry {
 public:
  // Throw UserError on a duplicate name, one that a spec could not write, and one without `make`.
  void add(TaskEntry entry);
  void add(PolicyEntry entry);
  // What is added from here on comes from this plugin.
  void set_plugin(std::string file) { plugin_ = std::move(file); }

  const std::vector<TaskEntry>& tasks() const { return tasks_; }
  const std::vector<PolicyEntry>& policies() const { return policies_; }

  // Throw UserError for unknown names (listing those that exist) and keys, and for a task or policy
  // whose description contradicts itself.
  const TaskEntry& task(std::string_view name) const;
  const PolicyEntry& policy(std::string_view name) const;
  std::unique_ptr<const Task> make_task(std::string_view spec) const;
  std::unique_ptr<const Policy> make_policy(std::string_view spec, const Task& task) const;

 private:
  std::string plugin_;
  std::vector<TaskEntry> tasks_;
  std::vector<PolicyEntry> policies_;
};

}  // namespace streambed
