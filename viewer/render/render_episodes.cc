#include "viewer/render/render_episodes.h"

#include <fmt/core.h>

#include <algorithm>
#include <list>

#include "viewer/render/montage.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/png.h"
#include "viewer/render/scene.h"

namespace streambed {
namespace {

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

// All of them side by side.
class EpisodesFilm final : public Film {
 public:
  explicit EpisodesFilm(const RenderOptions& options) : options_(&options) {}

  void add(const Task& task, std::unique_ptr<const Policy> policy, Sensors* sensors) {
    players_.emplace_back(task, std::move(policy), *options_, sensors);
  }
  const std::list<Player>& players() const { return players_; }

  bool done() const override {
    return std::all_of(players_.begin(), players_.end(), [](const Player& p) { return p.done(); });
  }
  void tick() override {
    for (Player& player : players_) player.tick();
  }
  Image picture(Scene& scene, double t) override {
    std::vector<Image> tiles;
    for (Player& player : players_) tiles.push_back(player.draw(scene, *options_, t));
    return montage(tiles);
  }

 private:
  const RenderOptions* options_;
  std::list<Player> players_;
};

}  // namespace

std::vector<RenderedEpisode> render_episodes(const Registry& registry,
                                             const RenderOptions& options) {
  check(options);
  const auto task = registry.make_task(options.task);
  const auto sensors = options.equipment.sensors_for(*task);
  EpisodesFilm film(options);
  for (const std::string& spec : options.policies) {
    film.add(*task, registry.make_policy(spec, *task), sensors.get());
  }
  if (!write_film(film, *task, options)) return {};
  std::vector<RenderedEpisode> rendered;
  for (const Player& player : film.players()) rendered.push_back(player.rendered());
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
  EpisodesFilm film(options);
  film.add(*task, registry.make_policy("hold", *task), sensors.get());
  const Offscreen offscreen;
  Scene scene(task->model(), width, height);
  scene.effects() = {true, true};
  write_png(out, film.picture(scene, 1));
}

}  // namespace streambed
