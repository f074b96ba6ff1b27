#include "viewer/render/render_episodes.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <list>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "viewer/render/montage.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/png.h"
#include "viewer/render/scene.h"
#include "viewer/render/video_writer.h"

namespace streambed {
namespace {

struct Stopped {};

// One episode with what is drawn of it.
class Player {
 public:
  Player(const Task& task, std::unique_ptr<const Policy> policy, const RenderOptions& options,
         Sensors* sensors)
      : task_(&task),
        policy_(std::move(policy)),
        episode_(task, *policy_, options.key, nullptr, options.stop,
                 {options.equipment.shipped, sensors}),
        trail_(task, policy_->info().execution_horizon) {
    before_ = after_ = scene_state(task.model(), episode_.data());
  }

  bool done() const { return episode_.done(); }

  // The same three parts of a tick as everywhere; the overlay looks in between.
  void tick() {
    before_ = after_;
    if (done()) {
      // The end itself is drawn once more, with its label.
      if (!resting_) image_ = {};
      resting_ = true;
      return;
    }
    episode_.prepare();
    episode_.think();
    trail_.add(episode_.tick_view());
    episode_.finish();
    after_ = scene_state(task_->model(), episode_.data());
  }

  // The scene at a moment of the last tick, t in (0,1]. What no longer moves is drawn once.
  const Image& draw(Scene& scene, const RenderOptions& options, double t) {
    if (resting_ && !image_.pixels.empty()) return image_;
    scene.pose(t < 1 ? blend(task_->model(), before_, after_, t) : after_);
    image_ = scene.render(options.width, options.height, trail_.overlay(), {},
                          options.label ? label() : "");
    return image_;
  }

  RenderedEpisode rendered() const { return {episode_.result(), policy_->info().checkpoint_hash}; }

 private:
  std::string label() const {
    const EpisodeResult result = episode_.result();
    const double seconds = static_cast<double>(result.ticks) *
                           static_cast<double>(task_->info().control_period_ns) / kNsPerSecond;
    return fmt::format("{}\n{:.1f} s   score {:.2f}{}{}", policy_->info().label, seconds,
                       result.score, done() ? "   " : "", done() ? to_string(result.end) : "");
  }

  const Task* task_;
  std::unique_ptr<const Policy> policy_;
  Episode episode_;
  Trail trail_;
  SceneState before_, after_;
  bool resting_ = false;
  Image image_;  // drawn last
};

using Players = std::list<Player>;

Image picture(Players& players, Scene& scene, const RenderOptions& options, double t) {
  std::vector<Image> tiles;
  for (Player& player : players) tiles.push_back(player.draw(scene, options, t));
  return montage(tiles);
}

// Ticks all episodes to their ends, `after_tick(ticks so far)` after each.
void play(Players& players, const Task& task, const RenderOptions& options,
          const std::function<void(std::int64_t)>& after_tick) {
  const auto running = [&] {
    return std::any_of(players.begin(), players.end(), [](const Player& p) { return !p.done(); });
  };
  for (std::int64_t ticks = 1; running(); ++ticks) {
    for (Player& player : players) player.tick();
    if (options.stop.stop_requested()) throw Stopped{};
    after_tick(ticks);
    if (options.progress) options.progress(ticks, task.info().max_ticks, {});
  }
}

void write_picture(Players& players, const Task& task, Scene& scene, const RenderOptions& options) {
  std::optional<Image> image;
  if (options.tick == 0) image = picture(players, scene, options, 1);
  play(players, task, options, [&](std::int64_t ticks) {
    if (ticks == options.tick) image = picture(players, scene, options, 1);
  });
  if (!image) image = picture(players, scene, options, 1);
  write_png(options.out, *image);
}

void write_video(Players& players, const Task& task, Scene& scene, const RenderOptions& options) {
  const double tick_s = static_cast<double>(task.info().control_period_ns) / kNsPerSecond;
  const int frames = std::max(1, static_cast<int>(std::lround(tick_s * options.frames_per_second)));
  write_atomically(options.out, [&](const std::filesystem::path& file) {
    Image image = picture(players, scene, options, 1);
    VideoWriter video(file, image.width, image.height, frames / tick_s);
    video.add(image);
    play(players, task, options, [&](std::int64_t) {
      for (int i = 1; i <= frames; ++i) {
        image = picture(players, scene, options, static_cast<double>(i) / frames);
        video.add(image);
      }
    });
    const auto rest = static_cast<int>(std::lround(frames / tick_s));
    for (int i = 0; i < rest; ++i) video.add(image);
    video.finish();
  });
}

}  // namespace

std::vector<RenderedEpisode> render_episodes(const Registry& registry,
                                             const RenderOptions& options) {
  const bool video = options.out.extension() == ".mp4";
  if (!video && options.out.extension() != ".png") {
    throw UserError("--out " + options.out.string() + ": name a .png or an .mp4");
  }
  if (video && options.tick) throw UserError("--tick is for pictures; name a .png or leave it out");

  const auto task = registry.make_task(options.task);
  const auto sensors = options.equipment.sensors_for(*task);
  Players players;
  for (const std::string& spec : options.policies) {
    players.emplace_back(*task, registry.make_policy(spec, *task), options, sensors.get());
  }
  const Offscreen offscreen;
  // A video has hundreds of frames, and software takes long for each.
  Scene scene(task->model(), options.width, options.height, video && software_rendering());
  scene.effects() = {true, true};
  try {
    (video ? write_video : write_picture)(players, *task, scene, options);
  } catch (const Stopped&) {
    return {};
  }
  std::vector<RenderedEpisode> rendered;
  for (const Player& player : players) rendered.push_back(player.rendered());
  return rendered;
}

void draw_start(const Registry& registry, const std::string& task_spec, std::int64_t context,
                int width, int height, const std::filesystem::path& out,
                const Equipment& equipment) {
  RenderOptions options;
  options.key.context = context;
  options.width = width;
  options.height = height;
  const auto task = registry.make_task(task_spec);
  const auto sensors = equipment.sensors_for(*task);
  Players players;
  players.emplace_back(*task, registry.make_policy("hold", *task), options, sensors.get());
  const Offscreen offscreen;
  Scene scene(task->model(), width, height);
  scene.effects() = {true, true};
  write_png(out, picture(players, scene, options, 1));
}

}  // namespace streambed
