
#include "sim/base/error.h"
#include "viewer/choices.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/png.h"
#include "viewer/view.h"

namespace streambed {
namespace {

constexpr int kPictureWidth = 1280, kPictureHeight = 800;

}  // namespace

void render_headless(const Registry& registry, const ViewOptions& options) {
  if (options.screenshot.extension() != ".png") {
    throw UserError("--headless-ticks needs a picture to write: add --screenshot out.png");
  }
  const auto task = registry.make_task(chosen_task(registry, options));
  const PolicyPtr policy = chosen_policy(registry, options, *task);

  const auto sensors = options.hooks.equipment.sensors_for(*task);

  // The same three parts of a tick as everywhere; the overlay looks in between.
  Episode episode(*task, *policy, {.context = options.context, .clock = clock_label(options.clock)},
                  nullptr, options.stop, {options.hooks.equipment.shipped, sensors.get()});
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
