// The command `streambed`: the one file that links every folder.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <exception>
#include <string>
#include <vector>

#include "experiments/commands/commands.h"
#include "experiments/commands/failure.h"
#include "experiments/commands/interrupt.h"
#include "experiments/demonstrations/import_demonstrations.h"
#include "experiments/results/reopen.h"
#include "policies/engine/fused_engine.h"
#include "policies/network/checkpoint.h"
#include "policies/network/inspect_checkpoint.h"
#include "policies/policy/torch_module.h"
#include "sim/base/error.h"
#include "sim/base/text.h"
#include "sim/builtin.h"
#include "sim/episode.h"
#include "sim/mujoco.h"
#include "sim/plugin.h"
#ifdef STREAMBED_RENDER
#include "viewer/render/camera_sensors.h"
#include "viewer/render/render_episodes.h"
#endif
#ifdef STREAMBED_VIEWER
#include "viewer/command_view.h"
#endif

namespace streambed {
namespace {

int fail(const char* message, int status) {
  std::fprintf(stderr, "streambed: %s\n", message);
  return status;
}

// What the parser found, with the nearest command where the command itself is wrong.
std::string complaint(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  std::vector<std::string> commands;
  for (const CLI::App* command : app.get_subcommands({})) commands.push_back(command->get_name());
  if (!app.get_subcommands().empty()) {
    return std::string(error.what()) + " (see streambed " + app.get_subcommands()[0]->get_name() +
           " --help)";
  }
  if (argc < 2) return "name a command: " + join(commands, ", ") + " (see streambed --help)";
  const std::string near = nearest_word(argv[1], commands);
  return "there is no command '" + std::string(argv[1]) + "'; " +
         (near.empty() ? "there are " + join(commands, ", ") : "did you mean '" + near + "'?");
}

// Where what ships lies: in the installation that this program belongs to, else in the source tree.
// An installed program stands in PREFIX/bin; wherever PREFIX was moved, share/ moved with it.
Assets shipped_files() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path installed = program.parent_path().parent_path() / "share" / "streambed";
  return Assets(fs::is_directory(installed, ignored) ? installed : fs::path(STREAMBED_SOURCE_DIR));
}

// The shipped checkpoint of a policy; see BenchHooks and ReportHooks.
auto find_checkpoint(const Assets& assets) {
  return [assets](const std::string& task, const Spec& policy) {
    return default_checkpoint(task, policy, assets);
  };
}

// Limits of the bench, from the folder that knows how to reach them.
BenchHooks bench_hooks(const CommandContext& context) {
  const auto products = [](const std::filesystem::path& checkpoint, std::int64_t batch,
                           int threads) {
    return torch_module().training_products(checkpoint, batch, threads);
  };
  BenchHooks hooks{context.equipment, {}, read_memory, products,
                   find_checkpoint(context.registry.assets())};
#ifdef STREAMBED_RENDER
  hooks.renderer = offscreen_renderer;
#endif
  return hooks;
}

#ifdef STREAMBED_VIEWER
// What the viewer shows and other folders read. The context outlives the hooks.
ViewHooks view_hooks(const CommandContext& context) {
  return {.read_demonstrations =
              [&context](const std::filesystem::path& path, const std::string& task) {
                return load_demonstrations(path, context.registry, task);
              },
          .resolve_row =
              [](const std::string& where) {
                // FOLDER:KEY; a key has no colon, a folder may.
                const auto colon = where.rfind(':');
                if (colon == where.npos) {
                  throw UserError("name a row as FOLDER:ROW, e.g. results/quickstart:17, not " +
                                  where);
                }
                const StoredRow row = find_row(where.substr(0, colon), where.substr(colon + 1));
                return RunKey{row.task, row.policy, row.key};
              },
          .equipment = context.equipment};
}
#endif

// Learning curves, from the folder that knows checkpoints; pictures, from the one that draws. The
// context outlives the hooks.
ReportHooks report_hooks(const CommandContext& context) {
  ReportHooks hooks;
  hooks.read_training_history = [](const std::filesystem::path& path) {
    const Checkpoint checkpoint = read_checkpoint(path);
    return TrainingHistory{checkpoint.policy, checkpoint.hash, checkpoint.record};
  };
  hooks.default_checkpoint = find_checkpoint(context.registry.assets());
#ifdef STREAMBED_RENDER
  hooks.draw_scene = [&context](const std::string& task, const std::filesystem::path& png) {
    draw_start(context.registry, task, kFirstTestStart, 640, 400, png, context.equipment);
  };
#endif
  return hooks;
}

int run(int argc, char** argv) {
  const Assets shipped = shipped_files();
  CommandContext context{.registry = Registry(shipped.folder("assets")),
                         .equipment = {.shipped = shipped, .sensors = {}}};
#ifdef STREAMBED_RENDER
  context.equipment.sensors = offscreen_sensors();
#endif
  const Interrupt interrupt(context.stop);
  install_mujoco_handlers();
  // Tasks come last, so that the first policy of the list is no expert.
  register_policies(context.registry);
  register_tasks(context.registry);

  CLI::App app("Tests imitation-learning policies that act while they think.", "streambed");
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", STREAMBED_VERSION);
  std::vector<std::string> plugins;
  app.add_option("--plugin", plugins, "Shared library with further tasks or policies (repeatable)")
      ->allow_extra_args(false);
  // Plugins come from here and from the environment, never from a file that somebody else may have
  // written.
  const char* plugin_path = std::getenv("STREAMBED_PLUGIN_PATH");
  app.parse_complete_callback(
      [&] { load_plugins(plugins, plugin_path == nullptr ? "" : plugin_path, context.registry); });

  add_list_command(app, context);
  add_sweep_command(app, context);
  add_merge_command(app, context);
  add_report_command(app, context, report_hooks(context));
  add_train_command(app, context);
  add_bench_command(app, context, bench_hooks(context));
  add_latency_command(app, context);
  add_inspect_command(app, inspect_checkpoint);
  add_import_command(app, context);
  add_collect_command(app, context);
  add_export_command(app, context);
  add_replay_command(app, context);
#ifdef STREAMBED_VIEWER
  add_view_command(app, context.registry, context.stop.get_token(), view_hooks(context));
#endif
#ifdef STREAMBED_RENDER
  add_render_command(app, context);
#endif

  // A request for help or the version arrives as an exception, too.
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& request) {
    return app.exit(request);
  } catch (const CLI::ParseError& error) {
    return fail(complaint(app, error, argc, argv).c_str(), kUserErrorStatus);
  }
  return context.stop.stop_requested() ? kInterruptedStatus : context.exit_status;
}

}  // namespace
}  // namespace streambed

int main(int argc, char** argv) {
  using namespace streambed;
  int status = EXIT_FAILURE;
  try {
    status = run(argc, argv);
  } catch (const std::exception& error) {
    // Where printing failed, the line about standard output says all.
    if (std::ferror(stdout) != 0) return close_output(kUserErrorStatus);
    const std::string why = explain(error);
    const std::string bug =
        std::string("a mistake of streambed's, please report it: ") + error.what();
    status = why.empty() ? fail(bug.c_str(), EXIT_FAILURE) : fail(why.c_str(), kUserErrorStatus);
  }
  return close_output(status);
}
