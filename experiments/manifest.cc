#include "experiments/manifest.h"

#include <fmt/core.h>

#include <algorithm>

#include "experiments/columns.h"
#include "sim/base/error.h"
#include "sim/base/files.h"

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
json describe(const Clock& clock, const ResolvedPlan& plan) {
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

// Entries of a stored list that the plan left out.
void compare_lists(const char* name, const json& stored, const json& wanted,
                   std::vector<std::string>& out) {
  for (const json& entry : stored.at(name)) {
    const json& list = wanted.at(name);
    if (std::find(list.begin(), list.end(), entry) == list.end()) {
      out.push_back(fmt::format("its {} hold {}, this plan's are {}", name,
                                entry.get<std::string>(), list.dump()));
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

std::optional<json> read_manifest(const std::filesystem::path& folder, int oldest_format) {
  const std::filesystem::path path = folder / kFileName;
  if (!std::filesystem::exists(path)) return std::nullopt;
  json manifest = json::parse(read_file(path, 1u << 24), nullptr, false);
  if (!manifest.is_object() || !manifest.contains("format") || !manifest.contains("plan")) {
    throw UserError(path.string() + " is no manifest of results; use another --out");
  }
  const json& format = manifest.at("format");
  if (!format.is_number_integer() || format < oldest_format || format > kResultsFormat) {
    throw UserError(fmt::format(
        "{} holds results of format {}, this version has format {}; sweep again into another --out",
        folder.string(), format.dump(), kResultsFormat));
  }
  return manifest;
}

void write_manifest(const std::filesystem::path& folder, const json& manifest) {
  write_text_atomically(folder / kFileName, manifest.dump(2) + "\n");
}

KeyTable keys_of(const json& manifest) try {
  if (manifest.at("format") != kResultsFormat) {
    throw UserError(fmt::format("the results have format {}, this version reads {}",
                                manifest.at("format").dump(), kResultsFormat));
  }
  const json& plan = manifest.at("plan");
  KeyTable keys;
  plan.at("tasks").get_to(keys.tasks);
  plan.at("clocks").get_to(keys.clocks);
  plan.at("events").get_to(keys.events);
  plan.at("seed").get_to(keys.first_context);
  plan.at("episodes").get_to(keys.contexts);
  plan.at("repeats").get_to(keys.repeats);
  // A file may claim anything; nobody has run so many episodes.
  constexpr double kMaxKeys = 1e9;
  const double count = static_cast<double>(keys.contexts) * static_cast<double>(keys.repeats) *
                       static_cast<double>(keys.tasks.size() * keys.clocks.size()) *
                       static_cast<double>(keys.events.size() * plan.at("policies").size());
  if (keys.contexts < 1 || keys.repeats < 1 || !(count >= 1 && count <= kMaxKeys)) {
    throw UserError("the manifest of the results holds no plan that can be run");
  }
  for (const std::string& task : keys.tasks) {
    auto& column = keys.policies.emplace_back();
    for (const json& label : plan.at("policies")) {
      const json& policy = manifest.at("policies").at(task).at(label.get<std::string>());
      column.push_back({label, policy.at("train_seed")});
    }
  }
  return keys;
} catch (const json::exception&) {
  throw UserError("the manifest of the results lacks entries that this version writes");
}

std::vector<std::string> differences(const json& stored, const json& wanted) try {
  std::vector<std::string> out;
  for (const char* version : {"streambed", "mujoco"}) {
    if (stored.at(version) != wanted.at(version)) {
      out.push_back(fmt::format("{} version was {} and is {}", version, stored.at(version).dump(),
                                wanted.at(version).dump()));
    }
  }
  // What another format holds means something else.
  if (stored.at("format") != wanted.at("format")) return out;
  if (stored.value("shard", "1/1") != wanted.value("shard", "1/1")) {
    out.push_back(fmt::format("shard was \"{}\" and is \"{}\"", stored.value("shard", "1/1"),
                              wanted.value("shard", "1/1")));
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
  compare_objects("clock", stored.at("clocks"), wanted.at("clocks"), out);
  compare_objects("task", stored.at("tasks"), wanted.at("tasks"), out);
  compare_objects("policy", stored.at("policies"), wanted.at("policies"), out);
  return out;
} catch (const json::exception&) {
  return {"its manifest lacks entries that this version writes"};
}

}  // namespace streambed
