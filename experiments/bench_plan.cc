#include "experiments/bench_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <regex>

#include "experiments/machine.h"
#include "sim/error.h"

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
  std::vector<std::string> engines = {"fused", "torch", "eager", "torchscript"};
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
bool holds(const List& list, const std::string& policy) {
  return std::any_of(list.begin(), list.end(),
                     [&](const auto& entry) { return entry.policy == policy; });
}

}  // namespace

BenchPlan plan_bench(const Registry& registry, const BenchOptions& options) {
  const Filter filter(options.filter);
  const auto& policies = options.policies.empty() ? kPolicies : options.policies;
  const auto engines = options.engines.empty() ? all_engines() : options.engines;
  BenchPlan plan;
  plan.task = registry.make_task(options.task);

  // Names and keys first: making the policies takes seconds.
  std::vector<std::pair<BenchVariant, Spec>> wanted;
  for (const std::string& text : policies) {
    const Spec spec = parse_spec(text);
    const PolicyEntry& entry = registry.policy(spec.name);
    const std::string label =
        Params(has_engine(entry) ? split(spec).policy : spec, entry.keys).label();
    for (const auto& [engine, variant] : variants(spec, entry, engines)) {
      Params(variant, entry.keys);
      std::string name = "inference/" + label + (engine.empty() ? "" : "/" + engine);
      if (filter.wants(name)) wanted.push_back({{label, engine, std::move(name), {}}, variant});
    }
  }
  for (auto& [variant, spec] : wanted) {
    variant.made = registry.make_policy(format_spec(spec), *plan.task);
    plan.inference.push_back(std::move(variant));
  }

  // Episodes are run with each policy as it was given, and with one that does not think.
  std::vector<std::string> rollouts = policies;
  const auto& known = registry.policies();
  if (std::any_of(known.begin(), known.end(),
                  [](const PolicyEntry& entry) { return entry.name == kIdlePolicy; })) {
    rollouts.insert(rollouts.begin(), kIdlePolicy);
  }
  for (const std::string& text : rollouts) {
    const Spec spec = parse_spec(text);
    const PolicyEntry& entry = registry.policy(spec.name);
    const Params params(spec, entry.keys);
    const bool in_environment = filter.wants("environment/" + params.label());
    const bool in_sweep = filter.wants("sweep/" + params.label());
    if (!holds(plan.environment, params.label()) && (in_environment || in_sweep)) {
      const BenchRollout rollout{params.label(), registry.make_policy(text, *plan.task)};
      if (in_environment) plan.environment.push_back(rollout);
      if (in_sweep) plan.sweep.push_back(rollout);
    }
    // Samplers and engines do not show in training: one training per method.
    const bool trained = std::any_of(plan.training.begin(), plan.training.end(),
                                     [&](const auto& other) { return other.entry == &entry; });
    if (entry.train && !trained && filter.wants("training/" + entry.name)) {
      plan.training.push_back({entry.name, &entry, params});
    }
    const bool has_peer = spec.name == "streaming_flow" || spec.name == "flow_matching";
    if (has_peer && filter.wants("inference/" + params.label() + "/python")) {
      plan.peers.push_back(text);
    }
  }
  if (plan.inference.empty() && plan.environment.empty() && plan.sweep.empty() &&
      plan.training.empty()) {
    throw UserError("--filter " + options.filter +
                    " matches nothing; names begin with inference/, environment/, sweep/ and "
                    "training/, then the policy");
  }

  if (!plan.training.empty() && options.demonstrations.empty()) {
    plan.training.clear();
    plan.notes.push_back("training was not measured: give --demos FILE for it");
  } else if (!plan.training.empty()) {
    plan.data = load_training_data(options.demonstrations, registry, options.task, *plan.task);
  }
  return plan;
}

}  // namespace streambed
