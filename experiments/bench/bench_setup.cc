#include "experiments/bench/bench_setup.h"

#include <algorithm>
#include <regex>
#include <set>

#include "experiments/sweep/machine.h"
#include "sim/base/error.h"

namespace streambed {
namespace {

const std::vector<std::string> kPolicies = {"streaming_flow", "diffusion",
                                            "diffusion(sampler=ddim)", "flow_matching",
                                            "flow_matching(steps=1)"};
constexpr const char* kIdlePolicy = "hold";

bool has_engine(const PolicyEntry& entry) {
  return std::any_of(entry.keys.begin(), entry.keys.end(),
                     [](const Key& key) { return key.name == "engine"; });
}

bool cpu_has(const Machine& machine, const char* flag) {
  return std::binary_search(machine.isa.begin(), machine.isa.end(), flag);
}

// All engines, and what else the fused one can do on this processor.
std::vector<std::string> all_engines() {
  std::vector<std::string> engines = {"fused", "torch", "eager"};
  const Machine machine = inspect_machine();
  if (cpu_has(machine, "f16c")) engines.push_back("fused(weights=float16)");
  if (cpu_has(machine, "avx512bw")) engines.push_back("fused(isa=v3)");
  return engines;
}

class Filter {
 public:
  explicit Filter(const std::string& pattern) try : pattern_(pattern) {
  } catch (const std::regex_error&) {
    throw UserError("--filter " + pattern +
                    " is no regular expression; write parts of names, e.g. inference/diffusion");
  }
  bool wants(const std::string& name) const { return std::regex_search(name, pattern_); }

 private:
  std::regex pattern_;
};

// A policy's spec without its engine, and the engine that it names, if any.
struct SplitSpec {
  Spec policy, engine;
};
SplitSpec split(Spec policy) {
  Spec engine;
  for (const char* key : {"engine", "isa", "weights"}) {
    const auto found = policy.values.find(key);
    if (found == policy.values.end()) continue;
    if (std::string(key) == "engine") {
      engine.name = found->second;
    } else {
      engine.values.insert(*found);
    }
    policy.values.erase(found);
  }
  if (engine.name.empty() && !engine.values.empty()) engine.name = "fused";
  return {std::move(policy), std::move(engine)};
}

Spec joined(Spec policy, const Spec& engine) {
  policy.values["engine"] = engine.name;
  policy.values.insert(engine.values.begin(), engine.values.end());
  return policy;
}

// The inference variants of one policy as specs, by the engine's own.
std::vector<std::pair<std::string, Spec>> variants(const Spec& given, const PolicyEntry& entry,
                                                   const std::vector<std::string>& engines) {
  if (!has_engine(entry)) return {{"", given}};
  const auto [policy, engine] = split(given);
  if (!engine.name.empty()) return {{format_spec(engine), given}};
  std::vector<std::pair<std::string, Spec>> out;
  for (const std::string& text : engines) {
    const Spec one = parse_spec(text);
    out.emplace_back(format_spec(one), joined(policy, one));
  }
  return out;
}

template <class List>
bool any(const List& list, const auto& wanted) {
  return std::any_of(list.begin(), list.end(), wanted);
}

// Names and keys of everything are checked before the first policy is made: that takes seconds.
void plan_inference(const std::vector<std::string>& policies, const Registry& registry,
                    const BenchOptions& options, const Filter& filter, BenchSetup& plan) {
  const auto engines = options.engines.empty() ? all_engines() : options.engines;
  std::vector<Spec> specs;
  for (const std::string& text : policies) {
    const Spec given = parse_spec(text);
    const PolicyEntry& entry = registry.policy(given.name);
    const Spec policy = has_engine(entry) ? split(given).policy : given;
    const std::string label = Params(policy, entry.keys).label();
    for (const auto& [engine, spec] : variants(given, entry, engines)) {
      Params(spec, entry.keys);
      std::string name = "inference/" + label + (engine.empty() ? "" : "/" + engine);
      const auto same = [&](const BenchVariant& other) { return other.name == name; };
      if (!filter.wants(name) || any(plan.inference, same)) continue;
      plan.inference.push_back({label, engine, std::move(name), nullptr});
      specs.push_back(spec);
    }
    const bool has_peer = given.name == "streaming_flow" || given.name == "flow_matching";
    const bool wanted = !options.peer_python.empty() && has_peer;
    if (wanted && filter.wants("inference/" + label + "/python")) {
      plan.peers.push_back({label, given});
    }
  }
  for (std::size_t i = 0; i < specs.size(); ++i) {
    plan.inference[i].made = registry.make_policy(format_spec(specs[i]), *plan.task);
  }
}

// Episodes are run with each policy as it was given, and with one that does not think.
void plan_rollouts(std::vector<std::string> policies, const Registry& registry,
                   const Filter& filter, BenchSetup& plan) {
  if (any(registry.policies(), [](const auto& entry) { return entry.name == kIdlePolicy; })) {
    policies.insert(policies.begin(), kIdlePolicy);
  }
  std::set<std::string> seen;
  for (const std::string& text : policies) {
    const Spec spec = parse_spec(text);
    const std::string label = Params(spec, registry.policy(spec.name).keys).label();
    const bool in_environment = filter.wants("environment/" + label);
    const bool in_sweep = filter.wants("sweep/" + label);
    if (!seen.insert(label).second || (!in_environment && !in_sweep)) continue;
    const BenchRollout rollout{label, registry.make_policy(text, *plan.task)};
    if (in_environment) plan.environment.push_back(rollout);
    if (in_sweep) plan.sweep.push_back(rollout);
  }
}

// Samplers and engines do not show in training: one training per method.
void plan_training(const std::vector<std::string>& policies, const Registry& registry,
                   const BenchOptions& options, const Filter& filter, BenchSetup& plan) {
  for (const std::string& text : policies) {
    const Spec spec = parse_spec(text);
    const PolicyEntry& entry = registry.policy(spec.name);
    const auto same = [&](const BenchTraining& other) { return other.entry == &entry; };
    if (!entry.train || any(plan.training, same) || !filter.wants("training/" + entry.name)) {
      continue;
    }
    plan.training.push_back({entry.name, &entry, Params(spec, entry.keys)});
  }
  if (plan.training.empty()) return;
  if (options.demonstrations.empty()) {
    plan.training.clear();
    plan.notes.push_back("Training was not measured: give --demos FILE for it.");
    return;
  }
  plan.data = load_training_data(options.demonstrations, registry, options.task, *plan.task);
}

// An image as policies see them, by the scene's first camera.
void plan_images(const Filter& filter, const BenchHooks& hooks, BenchSetup& plan) {
  constexpr int kSide = 96;
  const mjModel& model = plan.task->model();
  const char* camera = model.ncam > 0 ? mj_id2name(&model, mjOBJ_CAMERA, 0) : nullptr;
  if (!hooks.equipment.sensors || !hooks.renderer || camera == nullptr ||
      !filter.wants("image/" + plan.task->info().label)) {
    return;
  }
  try {
    plan.renderer = hooks.renderer();
    plan.cameras = {{camera, kSide, kSide}};
  } catch (const UserError& error) {
    plan.notes.push_back(std::string("Images were not measured: ") + error.what() + ".");
  }
}

}  // namespace

BenchSetup set_up_bench(const Registry& registry, const BenchOptions& options,
                        const BenchHooks& hooks) {
  const Filter filter(options.filter);
  const auto& policies = options.policies.empty() ? kPolicies : options.policies;
  BenchSetup plan;
  plan.task = registry.make_task(options.task);
  plan_inference(policies, registry, options, filter, plan);
  plan_rollouts(policies, registry, filter, plan);
  plan_training(policies, registry, options, filter, plan);
  plan_images(filter, hooks, plan);
  if (plan.inference.empty() && plan.peers.empty() && plan.environment.empty() &&
      plan.sweep.empty() && plan.training.empty() && plan.cameras.empty() && plan.notes.empty()) {
    throw UserError("--filter " + options.filter +
                    " matches nothing; names begin with inference/, environment/, sweep/ and "
                    "training/, then the policy, or image/, then the task");
  }
  return plan;
}

}  // namespace streambed
