
#include "sim/base/error.h"
#include "viewer/choices.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/png.h"
#include "viewer/view.h"

namespace streambed {
namespace {

constexpr int kPictureWidth = 1280, kPictureHeight = 800;

struct Chosen {
  std::unique_ptr<const Task> task;
  PolicyPtr policy;
  EpisodeKey key;
};

// What the options say: a row of results, or a task, a policy and a start.
Chosen chosen_run(const Registry& registry, const ViewOptions& options) {
  Chosen out;
  if (!options.results_row.empty()) {
    if (!options.hooks.resolve_row) {
      throw UserError("this program cannot read results of sweeps; use streambed view");
    }
    const RunKey run = options.hooks.resolve_row(options.results_row);
    out.task = registry.make_task(run.task);
    out.policy = registry.make_policy(run.policy, *out.task);
    out.key = run.key;
    return out;
  }
  out.task = registry.make_task(chosen_task(registry, options));
  out.policy = chosen_policy(registry, options, *out.task);
  out.key = {.context = options.context, .clock = clock_label(options.clock)};
  return out;
}

}  // namespace

void render_headless(const Registry& registry, const ViewOptions& options) {
  if (options.screenshot.extension() != ".png") {
    throw UserError("--headless-ticks needs a picture to write: add --screenshot out.png");
  }
  if (!options.demonstrations.empty() || options.side_by_side > 1) {
    throw UserError(
        "--headless-ticks draws one policy and no demonstrations: leave out --demos and --beside, "
        "or use streambed render with --demos or --montage");
  }
  const Chosen chosen = chosen_run(registry, options);
  const auto& [task, policy, key] = chosen;

  const auto sensors = options.hooks.equipment.sensors_for(*task);

  // The same three parts of a tick as everywhere; the overlay looks in between.
  Episode episode(*task, *policy, key, nullptr, options.stop,
                  {options.hooks.equipment.shipped, sensors.get()});
  Trail trail(*task, policy->info().execution_horizon);
  for (std::int64_t i = 0; i < options.headless_ticks && !episode.done(); ++i) {
    if (options.stop.stop_requested()) return;
    episode.prepare();
    episode.think();
    trail.add(episode.tick_view());
    episode.finish();
  }
  if (const EpisodeResult result = episode.result(); result.end == End::kError) {
    throw UserError("the episode failed: " + result.reason);
  }

  const int width = options.width > 0 ? options.width : kPictureWidth;
  const int height = options.height > 0 ? options.height : kPictureHeight;
  const Offscreen offscreen;
  Scene scene(task->model(), width, height);
  scene.effects() = {true, true};
  scene.pose(scene_state(task->model(), episode.data()));
  write_png(options.screenshot, scene.render(width, height, trail.overlay()));
}

}  // namespace streambed
