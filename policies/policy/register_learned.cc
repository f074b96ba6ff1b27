#include "policies/policy/register_learned.h"

#include <optional>
#include <tuple>

#include "policies/network/checkpoint.h"
#include "policies/policy/learned_policy.h"
#include "policies/policy/torch_module.h"
#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

// One demonstration in this many is held out, the same ones for every method.
constexpr std::size_t kHeldOutEvery = 20;
constexpr std::size_t kHeldOutOffset = 10;

std::vector<Key> shared_trained_keys(const LearnedEntry& entry) {
  std::vector<Key> keys = {
      Key::integer("observation_horizon", 2, "To: observations that a plan sees", 1, 16),
      Key::integer("prediction_horizon", entry.prediction_horizon,
                   "Tp: actions predicted by one plan", 1, 256),
      Key::flag("previous_action", false, "is the last executed action part of the observation?"),
      Key::number("relative", 0, "also shows poses relative to the agent, with this gain; 0: not",
                  0, 1000),
      Key::choice("network", {"mlp", "unet"}, "residual MLP, or diffusion policy's U-Net"),
      Key::choice("size", {"small", "medium", "paper"},
                  "of the network; paper: the published U-Net"),
      Key::integer("hidden", 0, "width of the MLP; 0: by its size", 0, 4096),
      Key::integer("blocks", 3, "residual blocks of the MLP", 1, 64)};
  if (entry.chunk) {
    keys.push_back(Key::choice("actions", {"absolute", "steps"},
                               "what a chunk holds: actions, or the step from each to the next"));
  }
  return keys;
}

std::vector<Key> shared_run_keys() {
  std::vector<Key> keys = {
      Key::text("checkpoint", "", "trained weights; empty: the shipped ones"),
      Key::integer("execution_horizon", 0,
                   "Ta: actions executed before the next plan; 0: as the checkpoint was chosen", 0,
                   256)};
  for (Key& key : engine_keys()) keys.push_back(std::move(key));
  return keys;
}

std::vector<Key> concatenate(std::initializer_list<std::vector<Key>> lists) {
  std::vector<Key> out;
  for (const auto& list : lists) out.insert(out.end(), list.begin(), list.end());
  return out;
}

std::vector<Key> trained_keys(const LearnedEntry& entry) {
  return concatenate({entry.trained_keys, shared_trained_keys(entry)});
}
std::vector<Key> all_keys(const LearnedEntry& entry) {
  return concatenate(
      {entry.trained_keys, entry.run_keys, shared_trained_keys(entry), shared_run_keys()});
}

MethodShape method_shape(const LearnedEntry& entry, const Params& params,
                         const Normaliser& normaliser) {
  const auto integer = [&](const char* key) { return static_cast<int>(params.integer(key)); };
  const bool steps = entry.chunk && params.text("actions") == "steps";
  MethodShape shape{{.observation = integer("observation_horizon"),
                     .prediction = integer("prediction_horizon"),
                     .execution = integer("execution_horizon"),
                     .previous_action = params.flag("previous_action"),
                     .steps = steps},
                    normaliser.encoded_action_size()};
  shape.switches = normaliser.action_switches();
  if (steps) shape.step_scale = normaliser.step_scale();
  return shape;
}

NetworkShape network_shape(const std::string& entry_name, const Params& params,
                           const Method& method, const MethodShape& shape,
                           const Normaliser& normaliser) {
  NetworkShape out;
  out.input = method.network_input(shape);
  out.output = method.network_width(shape);
  out.condition = condition_size(shape.horizons, normaliser);
  out.blocks = static_cast<int>(params.integer("blocks"));
  if (params.text("network") == "unet") {
    out.kind = NetworkKind::kConditionalUnet;
    if (out.input != out.output) {
      throw UserError(entry_name +
                      " gives its network further inputs, for which the U-Net has no "
                      "place; use network=mlp");
    }
    out.length = out.input / shape.action_size;
  }
  set_size(out, params.text("size"));
  if (const auto hidden = static_cast<int>(params.integer("hidden"))) out.hidden = hidden;
  return out;
}

void check_horizons(const Method& method, const MethodShape& shape, const std::string& name) {
  if (shape.horizons.execution > method.yields(shape)) {
    throw UserError(name + ": execution_horizon " + std::to_string(shape.horizons.execution) +
                    " is more than the " + std::to_string(method.yields(shape)) +
                    " actions that a plan yields; lower it or train a longer prediction_horizon");
  }
}

// How errors name a checkpoint.
std::string name_of(const Checkpoint& checkpoint) {
  return checkpoint.path.empty() ? "the checkpoint" : checkpoint.path.string();
}

// The user's keys over those that the checkpoint fixes; contradictions are refused, not ignored.
Params merged_params(const LearnedEntry& entry, const Params& params,
                     const Checkpoint& checkpoint) {
  Spec spec{entry.name, checkpoint.trained};
  for (const Key& key : trained_keys(entry)) {
    if (!params.given(key.name)) continue;
    const Params trained({entry.name, checkpoint.trained}, all_keys(entry));
    if (trained.value(key.name) != params.value(key.name)) {
      throw UserError(name_of(checkpoint) + " was trained with " + key.name + "=" +
                      trained.value(key.name) + ", not " + params.value(key.name) +
                      "; leave the key out or name a checkpoint trained with it");
    }
  }
  for (const Key& key : concatenate({entry.run_keys, shared_run_keys()})) {
    spec.values[key.name] = params.value(key.name);
  }
  if (params.integer("execution_horizon") == 0) {
    spec.values["execution_horizon"] = std::to_string(checkpoint.execution_horizon);
  }
  return Params(spec, all_keys(entry));
}

// The weights of network 1, if `params` name them. They are called as the first ones are, so
// nothing but the weights may differ.
std::optional<Checkpoint> second_checkpoint(const LearnedEntry& entry, const Params& params,
                                            const Checkpoint& first) {
  if (entry.second_checkpoint.empty()) return std::nullopt;
  const std::string& path = params.text(entry.second_checkpoint);
  if (path.empty()) return std::nullopt;
  Checkpoint second = read_checkpoint(path);
  const auto kind = [](const Checkpoint& checkpoint) {
    return std::tie(checkpoint.policy, checkpoint.trained, checkpoint.task, checkpoint.protocol);
  };
  if (kind(second) != kind(first) || second.normaliser.to_json() != first.normaliser.to_json()) {
    throw UserError(entry.name + "(" + entry.second_checkpoint + "=" + path +
                    ") was trained otherwise than the first checkpoint; name one of the same run, "
                    "such as training with keep=true leaves");
  }
  return second;
}

std::unique_ptr<const Policy> make_policy(const LearnedEntry& entry, const Params& params,
                                          const Task& task, const Checkpoint& checkpoint) {
  const TaskInfo& info = task.info();
  if (checkpoint.policy != entry.name) {
    throw UserError(name_of(checkpoint) + " holds " + checkpoint.policy + ", not " + entry.name +
                    "; name a checkpoint of " + entry.name);
  }
  if (checkpoint.task != info.name || checkpoint.normaliser.state_size() != info.state_size() ||
      checkpoint.normaliser.action_size() != info.action_size()) {
    throw UserError(name_of(checkpoint) + " was trained on " + checkpoint.task_label + " (state " +
                    std::to_string(checkpoint.normaliser.state_size()) + ", action " +
                    std::to_string(checkpoint.normaliser.action_size()) + "), not for " +
                    info.label + " (state " + std::to_string(info.state_size()) + ", action " +
                    std::to_string(info.action_size()) + "); name a checkpoint of this task");
  }
  if (checkpoint.protocol != info.protocol) {
    throw UserError(name_of(checkpoint) + " was trained for protocol " + checkpoint.protocol +
                    ", but the task runs " + info.protocol +
                    "; name a checkpoint of that protocol or change the task's key protocol");
  }
  const Params merged = merged_params(entry, params, checkpoint);
  auto method = entry.make_method(merged);
  const MethodShape shape = method_shape(entry, merged, checkpoint.normaliser);
  check_horizons(*method, shape, entry.name);
  if (shape.horizons.steps && shape.step_scale.empty()) {
    throw UserError(name_of(checkpoint) +
                    " does not say how long a step is, which actions=steps needs; train it again");
  }
  const NetworkShape network =
      network_shape(entry.name, merged, *method, shape, checkpoint.normaliser);
  if (method->needs_measured() && measured_entries(info).empty()) {
    throw UserError(info.label + " does not observe what its actions command, so " + entry.name +
                    " cannot begin at the measured position; leave out imitate=state");
  }
  PolicyInfo about;
  about.name = entry.name;
  about.label = params.label();
  about.observation_horizon = shape.horizons.observation;
  about.execution_horizon = shape.horizons.execution;
  about.prediction_horizon = method->yields(shape);
  const auto second = second_checkpoint(entry, merged, checkpoint);
  about.checkpoint_hash = second ? sha256_hex(checkpoint.hash + second->hash) : checkpoint.hash;
  about.train_seed = checkpoint.record.value("seed", std::int64_t{0});
  return make_learned_policy(merged, std::move(about), std::move(method), shape, network,
                             checkpoint, measured_entries(info), second ? &*second : nullptr);
}

void train(const LearnedEntry& entry, const Params& given, const TrainRequest& request) {
  const Task& task = *request.task;
  std::vector<Demonstration> train, held_out;
  const auto& episodes = request.demonstrations->episodes;
  for (std::size_t i = 0; i < episodes.size(); ++i) {
    (i % kHeldOutEvery == kHeldOutOffset ? held_out : train).push_back(episodes[i]);
  }

  // A mirror image belongs to the side of the split that its original is on.
  const TrainingOptions options = training_options(*request.options);
  if (options.mirror) {
    const std::size_t originals = train.size();
    for (std::size_t i = 0; i < originals; ++i) {
      Demonstration image = train[i];
      if (!task.mirror(image)) {
        throw UserError(task.info().label + " has no mirror image; train without mirror=true");
      }
      train.push_back(std::move(image));
    }
  }

  Checkpoint checkpoint;
  checkpoint.policy = entry.name;
  checkpoint.task = task.info().name;
  checkpoint.task_label = task.info().label;
  checkpoint.protocol = task.info().protocol;
  checkpoint.data = request.data_name;
  checkpoint.normaliser = Normaliser::fit(train, task.info());
  checkpoint.normaliser.show_relative(given.number("relative"), task.info());
  if (const auto chosen = static_cast<int>(given.integer("execution_horizon"))) {
    checkpoint.execution_horizon = chosen;
  }
  for (const Key& key : trained_keys(entry)) checkpoint.trained[key.name] = given.value(key.name);

  // With the execution horizon spelled out.
  const Params params = merged_params(entry, given, checkpoint);
  const auto method = entry.make_method(params);
  const MethodShape shape = method_shape(entry, params, checkpoint.normaliser);
  check_horizons(*method, shape, entry.name);
  const NetworkShape network =
      network_shape(entry.name, params, *method, shape, checkpoint.normaliser);
  const auto windows = [&](const std::vector<Demonstration>& set) {
    return make_windows(task, set, shape.horizons, checkpoint.normaliser, options.padding);
  };
  torch_module().train_network(
      *method, shape, network, windows(train), windows(held_out), options, request, checkpoint,
      [&](Checkpoint trained) { return make_policy(entry, params, task, trained); });
}

}  // namespace

void register_learned(Registry& registry, LearnedEntry entry) {
  PolicyEntry out;
  out.name = entry.name;
  out.summary = entry.summary;
  out.keys = all_keys(entry);
  out.train_keys = training_keys();
  out.make = [entry](const Params& params, const Task& task, const Assets& assets) {
    const std::string& named = params.text("checkpoint");
    Spec given{entry.name, {}};
    for (const Key& key : trained_keys(entry)) {
      if (params.given(key.name)) given.values[key.name] = params.value(key.name);
    }
    const auto path = named.empty() ? default_checkpoint(task.info().name, given, assets)
                                    : std::filesystem::path(named);
    return make_policy(entry, params, task, read_checkpoint(path));
  };
  out.train = [entry](const Params& params, const TrainRequest& request) {
    train(entry, params, request);
  };
  registry.add(std::move(out));
}

}  // namespace streambed
