#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/commands/output_file.h"
#include "experiments/commands/progress_bar.h"
#include "experiments/commands/training_preset.h"
#include "experiments/demonstrations/training_data.h"
#include "experiments/sweep/machine.h"
#include "experiments/sweep/runner.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/base/utf8.h"
#include "sim/episode.h"

namespace streambed {
namespace {

struct TrainOptions {
  std::string preset, policy, task, data_name, filter;
  std::filesystem::path demonstrations, out;
  std::vector<std::string> set;
  int workers = 1;
};

const PolicyEntry& trainable_entry(const Registry& registry, const std::string& name) {
  const PolicyEntry& entry = registry.policy(name);
  if (entry.train) return entry;
  std::vector<std::string> others;
  for (const PolicyEntry& other : registry.policies()) {
    if (other.train) others.push_back(other.name);
  }
  throw UserError(
      fmt::format("{} cannot be trained; policies that can: {}", name, join(others, ", ")));
}

// "data/human.zarr/" is called human.
std::string name_of(const std::filesystem::path& path) {
  const std::filesystem::path file = path.has_filename() ? path : path.parent_path();
  const std::string stem = file.stem().string();
  return stem.empty() || stem == "." || stem == ".." ? "human" : stem;
}

// The command for the training record, without folders: they say nothing on other machines.
std::string command_text(const TrainOptions& options) {
  std::string text = fmt::format(
      "streambed train \"{}\" --task \"{}\" --demos {} --out {}", options.policy, options.task,
      options.demonstrations.filename().string(), options.out.filename().string());
  if (!options.filter.empty()) text += " --filter " + options.filter;
  if (!options.set.empty()) text += " --set " + join(options.set, ",");
  return text;
}

// Fills what the user left out from the named preset; training options of the user's go before the
// preset's. Returns the hash that the data must have, or an empty one.
std::string take_preset(TrainOptions& options, const Assets& assets) {
  const auto missing = [&](bool is_missing, const char* what) {
    if (is_missing)
      throw UserError(fmt::format("train: {} is missing; add it, or --preset NAME", what));
  };
  if (options.preset.empty()) {
    missing(options.policy.empty(), "POLICY");
    missing(options.task.empty(), "--task");
    missing(options.demonstrations.empty(), "--demos");
    missing(options.out.empty(), "--out");
    return {};
  }
  const TrainingPreset preset = training_preset(options.preset, assets);
  if (options.policy.empty()) options.policy = preset.policy;
  if (options.task.empty()) options.task = preset.task;
  if (options.data_name.empty()) options.data_name = preset.data_name;
  if (options.out.empty()) options.out = preset.name + ".safetensors";
  Spec set = parse_spec("train(" + preset.set + ")");
  if (!options.set.empty()) {
    for (auto& [key, value] : parse_spec("train(" + join(options.set, ",") + ")").values) {
      set.values[key] = value;
    }
  }
  options.set.clear();
  for (const auto& [key, value] : set.values) options.set.push_back(key + "=" + value);
  const bool own_data = !options.demonstrations.empty();
  if (!own_data) options.demonstrations = find_demonstrations(preset, assets);
  return own_data ? std::string() : preset.sha256;
}

void train(const CommandContext& context, TrainOptions options) {
  const std::string expected_sha256 = take_preset(options, context.registry.assets());
  // Everything that can be wrong with the command line is found before the data are read.
  const Spec spec = parse_spec(options.policy);
  const PolicyEntry& entry = trainable_entry(context.registry, spec.name);
  const Params policy_params(spec, entry.keys);
  const std::string train_spec = options.set.empty() ? "" : "(" + join(options.set, ",") + ")";
  const Params train_params(parse_spec("train" + train_spec), entry.train_keys);
  const std::unique_ptr<const Task> task = context.registry.make_task(options.task);
  check_writable(options.out, "--out");
  // The checkpoint's record names them.
  check_utf8("--out", options.out.filename().string());
  check_utf8("--demos", options.demonstrations.filename().string());
  const OutputLock lock(options.out, "--out");

  const TrainingData data = load_training_data(options.demonstrations, context.registry,
                                               options.task, *task, options.filter);
  for (const std::string& doubt : data.doubts) fmt::print(stderr, "streambed: note: {}\n", doubt);

  if (!expected_sha256.empty() && data.sha256 != expected_sha256) {
    throw UserError(fmt::format(
        "{} holds other data than {} was trained on (SHA-256 {}, not {}); to train on it anyway, "
        "name it with --demos",
        options.demonstrations.string(), options.preset, data.sha256, expected_sha256));
  }

  TrainRequest request;
  request.task = task.get();
  request.demonstrations = &data.demonstrations;
  request.data_name =
      options.data_name.empty() ? name_of(options.demonstrations) : options.data_name;
  request.data_sha256 = data.sha256;
  request.out = options.out;
  request.options = &train_params;
  request.stop = context.stop.get_token();
  request.command = command_text(options);
  request.validate = [&](const Policy& policy, int episodes) {
    const std::vector<EpisodeResult> results =
        evaluate(*task, policy, kFirstValidationStart, episodes, options.workers, request.stop, 1,
                 context.equipment);
    return Validation{mean_score(results), success_rate(results)};
  };
  if (const std::string advice = blas_advice(inspect_machine()); !advice.empty()) {
    fmt::print(stderr, "streambed: note: {}\n", advice);
  }
  ProgressBar bar("train " + entry.name);
  request.progress = bar.callback();
  entry.train(policy_params, request);
  bar.finish();
  if (request.stop.stop_requested()) {
    fmt::print("stopped; the same command goes on from here\n");
  } else {
    fmt::print("{} written; its curve is in {}\n", options.out.string(),
               std::filesystem::path(options.out).replace_extension(".csv").string());
  }
}

}  // namespace

void add_train_command(CLI::App& app, CommandContext& context) {
  CLI::App* command = app.add_subcommand("train", "Train a policy on demonstrations");
  auto options = std::make_shared<TrainOptions>();
  command->add_option("POLICY", options->policy, "Policy, e.g. \"streaming_flow(k=2.5)\"");
  command->add_option("--preset", options->preset,
                      "Train a shipped checkpoint again, e.g. push_t-human-streaming_flow; other "
                      "options replace what the preset says");
  command->add_option("--task", options->task, "Task, e.g. push_t");
  command->add_option("--demos", options->demonstrations, "Demonstrations (HDF5, zarr or npz)");
  command->add_option("--out", options->out, "Checkpoint to write (.safetensors)");
  command->add_option("--set", options->set, "Training options, e.g. steps=25000,batch=256")
      ->allow_extra_args(false);
  command->add_option("--filter", options->filter,
                      "Only the demonstrations that the file lists as mask/FILTER, e.g. train");
  command->add_option("--data-name", options->data_name,
                      "Name of the data in the training record [file name]");
  command->add_option("--workers", options->workers, "Threads that run validation episodes")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->callback([&context, options] { train(context, *options); });
}

}  // namespace streambed
