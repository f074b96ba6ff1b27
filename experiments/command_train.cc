#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "experiments/check_writable.h"
#include "experiments/commands.h"
#include "experiments/import_demonstrations.h"
#include "experiments/runner.h"
#include "sim/error.h"
#include "sim/files.h"
#include "sim/text.h"

namespace streambed {
namespace {

// Starts that no test uses: checkpoints are chosen on these.
constexpr std::int64_t kFirstValidationStart = 200000;

struct TrainOptions {
  std::string policy, task, data_name;
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
  throw UserError(fmt::format("{} cannot be trained; these can: {}", name, join(others, ", ")));
}

void check_widths(const DemonstrationSet& set, const TaskInfo& task) {
  if (set.episodes.empty()) throw UserError("the demonstrations hold no episode");
  for (const Demonstration& episode : set.episodes) {
    if (episode.states.cols() == task.state_size && episode.actions.cols() == task.action_size) {
      continue;
    }
    throw UserError(fmt::format(
        "the demonstrations have {} state and {} action columns, but {} has {} and {}; choose the "
        "task, or its obs key, that they were recorded with",
        episode.states.cols(), episode.actions.cols(), task.label, task.state_size,
        task.action_size));
  }
}

void append_floats(const MatrixRM& matrix, std::string& bytes) {
  for (Eigen::Index i = 0; i < matrix.size(); ++i) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(matrix.data()[i]));
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift & 0xff);
  }
}

// Identity of the data whatever file they came in: SHA-256 over every episode's states, then its
// actions, row by row as little-endian 32-bit floats.
std::string hash_of(const DemonstrationSet& set) {
  std::string bytes;
  for (const Demonstration& episode : set.episodes) {
    append_floats(episode.states, bytes);
    append_floats(episode.actions, bytes);
  }
  return sha256_hex(bytes);
}

// "data/human.zarr/" is called human.
std::string name_of(const std::filesystem::path& path) {
  const std::filesystem::path file = path.has_filename() ? path : path.parent_path();
  const std::string stem = file.stem().string();
  return stem.empty() || stem == "." || stem == ".." ? "human" : stem;
}

// The command for the training record, with bare file names: folders are nobody's business.
std::string command_text(const TrainOptions& options) {
  std::string text = fmt::format(
      "streambed train \"{}\" --task \"{}\" --demos {} --out {}", options.policy, options.task,
      options.demonstrations.filename().string(), options.out.filename().string());
  if (!options.set.empty()) text += " --set " + join(options.set, ",");
  return text;
}

void train(const CommandContext& context, const TrainOptions& options) {
  // Everything that can be wrong with the command line is found before the data are read.
  const Spec spec = parse_spec(options.policy);
  const PolicyEntry& entry = trainable_entry(context.registry, spec.name);
  const Params policy_params(spec, entry.keys);
  const std::string train_spec = options.set.empty() ? "" : "(" + join(options.set, ",") + ")";
  const Params train_params(parse_spec("train" + train_spec), entry.train_keys);
  const std::unique_ptr<const Task> task = context.registry.make_task(options.task);
  check_writable(options.out);

  DemonstrationSet demonstrations =
      load_demonstrations(options.demonstrations, context.registry, options.task);
  const std::string hash = hash_of(demonstrations);
  for (Demonstration& episode : demonstrations.episodes) task->retarget(episode);
  check_widths(demonstrations, task->info());

  TrainRequest request;
  request.task = task.get();
  request.demonstrations = &demonstrations;
  request.data_name =
      options.data_name.empty() ? name_of(options.demonstrations) : options.data_name;
  request.data_sha256 = hash;
  request.out = options.out;
  request.options = &train_params;
  request.stop = context.stop.get_token();
  request.command = command_text(options);
  request.validate = [&](const Policy& policy, int episodes) {
    return mean_score(
        evaluate(*task, policy, kFirstValidationStart, episodes, options.workers, request.stop));
  };
  entry.train(policy_params, request);
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
  command->add_option("POLICY", options->policy, "Policy, e.g. \"streaming_flow(k=2.5)\"")
      ->required();
  command->add_option("--task", options->task, "Task, e.g. push_t")->required();
  command->add_option("--demos", options->demonstrations, "Demonstrations (HDF5, zarr or npz)")
      ->required();
  command->add_option("--out", options->out, "Checkpoint to write (.safetensors)")->required();
  command->add_option("--set", options->set, "Training options, e.g. steps=25000,batch=256")
      ->allow_extra_args(false);
  command->add_option("--data-name", options->data_name,
                      "Name of the data in the training record [file name]");
  command->add_option("--workers", options->workers, "Threads that run validation episodes")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  command->callback([&context, options] { train(context, *options); });
}

}  // namespace streambed
