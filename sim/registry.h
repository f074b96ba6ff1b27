#pragma once
// Maps names to factories of tasks and policies. main() makes one and passes it to the registration
// functions; there are no static initialisers and no singleton.

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assets.h"
#include "sim/base/progress.h"
#include "sim/data/demonstrations.h"
#include "sim/policy.h"
#include "sim/spec.h"
#include "sim/task.h"

namespace streambed {

// What a policy reached on validation starts: mean score, and share of episodes that succeeded.
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
  // Runs a policy on so many validation starts. The command provides it, so that training uses the
  // same control loop as everything else.
  std::function<Validation(const Policy&, int episodes)> validate;
};

// `make` gets the keys and the assets of whoever registered the entry: those that ship (the folder
// assets/), or for a plugin the folder that the plugin's file lies in. It must not keep a reference
// to them.
struct TaskEntry {
  std::string name;
  std::string summary;  // one line
  std::vector<Key> keys = {};
  std::function<std::unique_ptr<const Task>(const Params&, const Assets&)> make = {};
  std::string plugin = {};  // the file that brought it; empty for what is built in
};

struct PolicyEntry {
  std::string name;
  std::string summary;
  std::vector<Key> keys = {};
  std::function<std::unique_ptr<const Policy>(const Params&, const Task&, const Assets&)> make = {};
  std::vector<Key> train_keys = {};
  // Empty: the policy cannot be trained.
  std::function<void(const Params& policy, const TrainRequest&)> train = {};
  std::string plugin = {};
};

class Registry {
 public:
  // `builtin` holds the assets of what is built in.
  explicit Registry(Assets builtin = {}) : assets_(std::move(builtin)) {}

  // Throw UserError for a name that exists already or that a spec cannot spell, and for an entry
  // without `make`.
  void add(TaskEntry entry);
  void add(PolicyEntry entry);
  // Everything that is added after this call comes from this plugin.
  void set_plugin(std::string file) { plugin_ = std::move(file); }

  // Of what is built in.
  const Assets& assets() const { return assets_; }
  const std::vector<TaskEntry>& tasks() const { return tasks_; }
  const std::vector<PolicyEntry>& policies() const { return policies_; }

  // Throw UserError for unknown names (listing those that exist) and keys, and for a task or policy
  // whose description contradicts itself.
  const TaskEntry& task(std::string_view name) const;
  const PolicyEntry& policy(std::string_view name) const;
  std::unique_ptr<const Task> make_task(std::string_view spec) const;
  std::unique_ptr<const Policy> make_policy(std::string_view spec, const Task& task) const;

 private:
  Assets assets_of(const std::string& plugin) const;

  Assets assets_;
  std::string plugin_;
  std::vector<TaskEntry> tasks_;
  std::vector<PolicyEntry> policies_;
};

}  // namespace streambed
