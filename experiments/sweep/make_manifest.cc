#include "experiments/sweep/make_manifest.h"

#include <string>

#include "experiments/results/columns.h"
#include "experiments/results/manifest.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

using nlohmann::json;

// The compiled model: what was simulated, gains included, whatever file or key it came from.
std::string model_hash(const mjModel& model) {
  std::string bytes(static_cast<std::size_t>(mj_sizeModel(&model)), '\0');
  mj_saveModel(&model, nullptr, bytes.data(), static_cast<int>(bytes.size()));
  return sha256_hex(bytes);
}

json describe(const Task& task) {
  const TaskInfo& info = task.info();
  return {{"model_sha256", model_hash(task.model())},
          {"control_period_ns", info.control_period_ns},
          {"physics_step_ns", info.physics_step_ns},
          {"max_ticks", info.max_ticks},
          {"end_on_success", info.end_on_success},
          {"protocol", info.protocol},
          {"modes", info.modes}};
}

json describe(const Policy& policy) {
  const PolicyInfo& info = policy.info();
  return {{"checkpoint_sha256", info.checkpoint_hash},
          {"train_seed", info.train_seed},
          {"reads_simulator", info.reads_simulator},
          {"observation_horizon", info.observation_horizon},
          {"execution_horizon", info.execution_horizon},
          {"prediction_horizon", info.prediction_horizon}};
}

// A profile counts by content, and where its costs come from stays with the results.
json describe(const Clock& clock, const ResolvedSweep& plan) {
  json out{{"reproducible", clock.reproducible()}};
  if (const LatencyProfile* profile = clock.profile()) {
    out["profile_sha256"] = profile->sha256;
    out["profile_source"] = profile->source;
    for (const auto& policies : plan.policies()) {
      for (const auto& policy : policies) {
        const LatencyEntry& entry = profile->entry(policy->info());
        out["charged"][policy->info().label] = {
            {"policy", entry.policy}, {"engine", entry.engine}, {"source", entry.source}};
      }
    }
  }
  return out;
}

// Code that came with a plugin is named by its bytes.
void add_plugin(json& entry, const std::string& sha256) {
  if (!sha256.empty()) entry["plugin_sha256"] = sha256;
}

}  // namespace

json make_manifest(const ResolvedSweep& resolved) {
  const SweepPlan& plan = resolved.plan();
  json manifest{{"format", kResultsFormat},
                {"columns_version", kColumnsVersion},
                {"streambed", STREAMBED_VERSION},
                {"build", STREAMBED_BUILD},
                {"mujoco", mj_versionString()},
                {"plan",
                 {{"tasks", plan.tasks},
                  {"policies", plan.policies},
                  {"clocks", plan.clocks},
                  {"events", plan.events},
                  {"seed", plan.seed},
                  {"episodes", plan.episodes},
                  {"repeats", plan.repeats}}}};

  manifest["reproducible"] = resolved.reproducible();
  manifest["clocks"] = json::object();
  for (const auto& clock : resolved.clocks()) {
    manifest["clocks"][clock->label()] = describe(*clock, resolved);
  }
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    json& task = manifest["tasks"][plan.tasks[i]];
    task = describe(*resolved.tasks()[i]);
    task["keys"] = resolved.task_values()[i];
    add_plugin(task, resolved.task_plugins()[i]);
    for (std::size_t j = 0; j < plan.policies.size(); ++j) {
      json& policy = manifest["policies"][plan.tasks[i]][plan.policies[j]];
      policy = describe(*resolved.policies()[i][j]);
      policy["keys"] = resolved.policy_values()[j];
      add_plugin(policy, resolved.policy_plugins()[j]);
    }
  }
  return manifest;
}

json make_run(const ResolvedSweep& plan, const Machine& machine, int workers, int batch) {
  // Which kernels ran belongs to the machine, not to the plan: a folder may go on elsewhere.
  json engines = json::object();
  for (const auto& policies : plan.policies()) {
    for (const auto& policy : policies) {
      if (!policy->info().engine.empty()) engines[policy->info().label] = policy->info().engine;
    }
  }
  return {{"workers", workers},
          {"batch", batch},
          {"engines", engines},
          {"cpu", machine.cpu},
          {"isa", machine.isa},
          {"cores", machine.cores},
          {"load_average", machine.load_average},
          {"environment", machine.environment}};
}

}  // namespace streambed
