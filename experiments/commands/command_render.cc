#include <fmt/core.h>

#include <filesystem>
#include <memory>
#include <string>

#include "experiments/commands/commands.h"
#include "experiments/commands/progress_bar.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/results/reopen.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "viewer/render/render_demonstration.h"
#include "viewer/render/render_episodes.h"

namespace streambed {
namespace {

struct RenderCommand {
  RenderOptions options;
  bool montage = false;
  std::string results, key;
  std::filesystem::path demonstrations;
  std::int64_t episode = 0;
};

void print(const RenderCommand& command, const std::vector<RenderedEpisode>& rendered) {
  for (std::size_t i = 0; i < rendered.size(); ++i) {
    const EpisodeResult& result = rendered[i].result;
    fmt::print("{}: {} after {} ticks, score {}{}{}\n", command.options.policies[i],
               to_string(result.end), result.ticks, to_text(result.score),
               result.reason.empty() ? "" : ", ", result.reason);
  }
  fmt::print("{}\n", command.options.out.string());
}

// The picture is there all the same; but it must not pass for the row.
void check_row(const RenderCommand& command, const StoredRow& row,
               const RenderedEpisode& rendered) {
  std::string why;
  // Rows from before policies without weights had a hash say nothing of their files.
  const bool is_known = !row.checkpoint_sha256.empty();
  if (is_known && rendered.checkpoint_hash != row.checkpoint_sha256) {
    why = "the checkpoint has changed since";
  } else if (to_text(rendered.result.score) != to_text(row.score) ||
             to_string(rendered.result.end) != row.end) {
    why = "run it with the machine and version in the folder's manifest.json";
  } else {
    return;
  }
  throw UserError(fmt::format(
      "{} was written, but shows another episode than the row: it ended as {} with score {}, the "
      "row says {} with score {}; {}",
      command.options.out.string(), to_string(rendered.result.end), to_text(rendered.result.score),
      row.end, to_text(row.score), why));
}

void run_demonstration(const CommandContext& context, const RenderCommand& command) {
  if (!command.key.empty() || !command.results.empty() || !command.options.policies.empty()) {
    throw UserError("--demos shows what was recorded; leave out --policy, --results and --key");
  }
  const EpisodeKey unset;
  const EpisodeKey& key = command.options.key;
  if (key.context != kFirstTestStart || key.repeat != 0 || key.clock != unset.clock ||
      key.events != unset.events || command.montage) {
    throw UserError(
        "--demos shows what was recorded; leave out --context, --repeat, --clock, --events and "
        "--montage");
  }
  const DemonstrationSet set =
      load_demonstrations(command.demonstrations, context.registry, command.options.task);
  const auto task = context.registry.make_task(set.task);
  if (command.episode >= std::ssize(set.episodes)) {
    throw UserError(fmt::format("{} holds {} demonstrations; give --episode 0 to {}",
                                command.demonstrations.string(), set.episodes.size(),
                                set.episodes.size() - 1));
  }
  const Demonstration& demonstration = set.episodes[static_cast<std::size_t>(command.episode)];
  const std::string name = fmt::format("{}, demonstration {}",
                                       command.demonstrations.filename().string(), command.episode);
  ProgressBar bar("render");
  FilmOptions options = command.options;
  options.stop = context.stop.get_token();
  options.progress = bar.callback();
  const bool written = render_demonstration(*task, demonstration, name, options);
  bar.finish();
  if (!written) return;
  fmt::print("{}: {} ticks\n{}\n", name, demonstration.actions.rows(), options.out.string());
}

void run(const CommandContext& context, RenderCommand& command) {
  if (!command.demonstrations.empty()) return run_demonstration(context, command);
  RenderOptions& options = command.options;
  const bool from_row = !command.key.empty();
  if (from_row != !command.results.empty()) {
    throw UserError("--results and --key go together: give the folder of a sweep and a row in it");
  }
  if (from_row && (!options.task.empty() || !options.policies.empty())) {
    throw UserError("the row of --key says its task and policy; leave out --task and --policy");
  }
  StoredRow row;
  if (from_row) {
    row = find_row(command.results, command.key);
    options.task = row.task;
    options.policies = {row.policy};
    options.key = row.key;
  }
  if (options.task.empty() || options.policies.empty()) {
    throw UserError("say what to render: --task and --policy, --results and --key, or --demos");
  }
  if (options.policies.size() > 1 && !command.montage) {
    throw UserError("several policies are given; add --montage to show them side by side");
  }
  options.label = options.label || command.montage;
  options.key.clock = clock_label(options.key.clock);
  options.key.events = format_events(parse_events(options.key.events));

  ProgressBar bar("render");
  options.equipment = context.equipment;
  options.stop = context.stop.get_token();
  options.progress = bar.callback();
  const std::vector<RenderedEpisode> rendered = render_episodes(context.registry, options);
  bar.finish();
  if (rendered.empty()) return;
  print(command, rendered);
  if (from_row) check_row(command, row, rendered.front());
}

}  // namespace

void add_render_command(CLI::App& app, CommandContext& context) {
  CLI::App* sub = app.add_subcommand("render", "Write a picture or a video of an episode");
  sub->alias("record");
  // The options must live as long as the callback that reads them.
  auto command = std::make_shared<RenderCommand>();
  RenderOptions& options = command->options;
  options.key.context = kFirstTestStart;
  sub->add_option("--task", options.task, "Task, e.g. push_t");
  sub->add_option("--policy", options.policies,
                  "Policy, e.g. streaming_flow (repeatable with --montage)")
      ->allow_extra_args(false);
  sub->add_option("--context", options.key.context, "Number of the start")->capture_default_str();
  sub->add_option("--repeat", options.key.repeat, "Number of the episode on this start")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  sub->add_option("--clock", options.key.clock, "Clock, e.g. \"virtual(delay=2)\"")
      ->capture_default_str();
  sub->add_option("--events", options.key.events, "Events")->capture_default_str();
  sub->add_option("--results", command->results, "Results folder that holds the row --key");
  sub->add_option("--key", command->key,
                  "Row to show again: its number, or e.g. \"policy=hold,context=100003\"");
  sub->add_option("--demos", command->demonstrations,
                  "Show a recorded demonstration instead (HDF5, zarr or npz)");
  sub->add_option("--episode", command->episode, "Which one of --demos, from 0 on")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  sub->add_option("--out", options.out, "File to write, .png or .mp4 (by ffmpeg)")->required();
  sub->add_option("--tick", options.tick, "Control tick of the picture [the last one]")
      ->check(CLI::NonNegativeNumber);
  sub->add_flag("--montage", command->montage, "Tile several policies on one start, with labels");
  sub->add_flag("--label", options.label, "Write policy, time and score into the picture");
  sub->add_option("--width", options.width, "Of a tile, pixels")->capture_default_str();
  sub->add_option("--height", options.height, "Of a tile, pixels")->capture_default_str();
  sub->add_option("--fps", options.frames_per_second, "Frames per second of a video")
      ->capture_default_str()
      ->check(CLI::Range(1, 240));
  sub->callback([&context, command] { run(context, *command); });
}

}  // namespace streambed
