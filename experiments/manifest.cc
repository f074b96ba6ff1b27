#include "experiments/manifest.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/error.h"
#include "sim/files.h"

namespace streambed {
namespace {

using nlohmann::json;

constexpr const char* kFileName = "manifest.json";

// The compiled model: what was simulated, gains included, whatever file or key it came from.
std::string model_hash(const mjModel& model) {
  std::string bytes(static_cast<std::size_t>(mj_sizeModel(&model)), '\0');
  mj_saveModel(&model, nullptr, bytes.data(), static_cast<int>(bytes.size()));
  return sha256_hex(bytes);
}

json describe(const Task& task) {
  const TaskInfo& info = task.info();
  return {{"model_sha256", model_hash(task.model())}, {"control_period_ns", info.control_period_ns},
          {"physics_step_ns", info.physics_step_ns},  {"max_ticks", info.max_ticks},
          {"end_on_success", info.end_on_success},    {"protocol", info.protocol},
          {"modes", info.modes}};
}

json describe(const Policy& policy) {
  const PolicyInfo& info = policy.info();
  return {{"checkpoint_sha256", info.checkpoint_hash},
          {"train_seed", info.train_seed},
          {"observation_horizon", info.observation_horizon},
          {"execution_horizon", info.execution_horizon},
          {"prediction_horizon", info.prediction_horizon}};
}

// Code that came with a plugin is named by its bytes.
void add_plugin(json& entry, const std::string& sha256) {
  if (!sha256.empty()) entry["plugin_sha256"] = sha256;
}

// Entries of a stored list that the plan left out.
void compare_lists(const char* name, const json& stored, const json& wanted,
                   std::vector<std::string>& out) {
  for (const json& entry : stored.at(name)) {
    const json& list = wanted.at(name);
    if (std::find(list.begin(), list.end(), entry) == list.end()) {
      out.push_back(
          fmt::format("its {} hold {}, this plan's do not", name, entry.get<std::string>()));
    }
  }
}

// Values of the same name in both that differ, in every object of the same name in both.
void compare_objects(const std::string& where, const json& stored, const json& wanted,
                     std::vector<std::string>& out) {
  for (const auto& [name, value] : stored.items()) {
    if (!wanted.contains(name)) continue;
    const std::string path = where + " " + name;
    if (value.is_object()) {
      compare_objects(path, value, wanted.at(name), out);
    } else if (value != wanted.at(name)) {
      out.push_back(fmt::format("{} was {} and is {}", path, value.dump(), wanted.at(name).dump()));
    }
  }
}

}  // namespace

json make_manifest(const ResolvedPlan& resolved) {
  const Plan& plan = resolved.plan();
  json manifest{{"format", kResultsFormat},
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

json make_run(const ResolvedPlan& plan, const Machine& machine, int workers, int batch) {
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

std::optional<json> read_manifest(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kFileName;
  if (!std::filesystem::exists(path)) return std::nullopt;
  json manifest = json::parse(read_file(path, 1u << 24), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("format") || !manifest.contains("plan")) {
    throw UserError(path.string() + " is no manifest of results; use another --out");
  }
  return manifest;
}

void write_manifest(const std::filesystem::path& folder, const json& manifest) {
  write_text_atomically(folder / kFileName, manifest.dump(2) + "\n");
}

std::vector<std::string> differences(const json& stored, const json& wanted) try {
  std::vector<std::string> out;
  for (const char* version : {"format", "streambed", "mujoco"}) {
    if (stored.at(version) != wanted.at(version)) {
      out.push_back(fmt::format("{} version was {} and is {}", version, stored.at(version).dump(),
                                wanted.at(version).dump()));
    }
  }
  const json& old_plan = stored.at("plan");
  const json& new_plan = wanted.at("plan");
  for (const char* list : {"tasks", "policies", "clocks", "events"}) {
    compare_lists(list, old_plan, new_plan, out);
  }

  // Starts are a range; a new one has to cover the old one.
  const auto first = [](const json& plan) { return plan.at("seed").get<std::int64_t>(); };
  const auto end = [&](const json& plan) {
    return first(plan) + plan.at("episodes").get<std::int64_t>();
  };
  if (first(new_plan) > first(old_plan) || end(new_plan) < end(old_plan)) {
    out.push_back(fmt::format("its starts are {}..{}, this plan's {}..{}", first(old_plan),
                              end(old_plan) - 1, first(new_plan), end(new_plan) - 1));
  }
  if (new_plan.at("repeats") < old_plan.at("repeats")) {
    out.push_back(fmt::format("it has {} repeats, this plan {}", old_plan.at("repeats").dump(),
                              new_plan.at("repeats").dump()));
  }
  compare_objects("task", stored.at("tasks"), wanted.at("tasks"), out);
  compare_objects("policy", stored.at("policies"), wanted.at("policies"), out);
  return out;
} catch (const json::exception&) {
  return {"its manifest lacks entries that this version writes"};
}

}  // namespace streambed
