#include "viewer/render/film.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/base/error.h"
#include "sim/base/files.h"
#include "viewer/render/offscreen.h"
#include "viewer/render/png.h"
#include "viewer/render/video_writer.h"

namespace streambed {
namespace {

struct Stopped {};

bool is_video(const FilmOptions& options) { return options.out.extension() == ".mp4"; }

// Ticks the film to its end, `after_tick(ticks so far)` after each.
void play(Film& film, const Task& task, const FilmOptions& options,
          const std::function<void(std::int64_t)>& after_tick) {
  for (std::int64_t ticks = 1; !film.done(); ++ticks) {
    film.tick();
    if (options.stop.stop_requested()) throw Stopped{};
    after_tick(ticks);
    if (options.progress) options.progress(ticks, task.info().max_ticks, {});
  }
}

void write_picture(Film& film, const Task& task, Scene& scene, const FilmOptions& options) {
  std::optional<Image> image;
  if (options.tick == 0) image = film.picture(scene, 1);
  play(film, task, options, [&](std::int64_t ticks) {
    if (ticks == options.tick) image = film.picture(scene, 1);
  });
  if (!image) image = film.picture(scene, 1);
  write_png(options.out, *image);
}

void write_video(Film& film, const Task& task, Scene& scene, const FilmOptions& options) {
  const double tick_s = static_cast<double>(task.info().control_period_ns) / kNsPerSecond;
  const int frames = std::max(1, static_cast<int>(std::lround(tick_s * options.frames_per_second)));
  write_atomically(options.out, [&](const std::filesystem::path& file) {
    Image image = film.picture(scene, 1);
    VideoWriter video(file, image.width, image.height, frames / tick_s);
    video.add(image);
    play(film, task, options, [&](std::int64_t) {
      for (int i = 1; i <= frames; ++i) {
        image = film.picture(scene, static_cast<double>(i) / frames);
        video.add(image);
      }
    });
    const auto rest = static_cast<int>(std::lround(frames / tick_s));
    for (int i = 0; i < rest; ++i) video.add(image);
    video.finish();
  });
}

}  // namespace

void check(const FilmOptions& options) {
  if (!is_video(options) && options.out.extension() != ".png") {
    throw UserError("--out " + options.out.string() + ": name a .png or an .mp4");
  }
  if (is_video(options) && options.tick) {
    throw UserError("--tick is for pictures; name a .png or leave it out");
  }
}

bool write_film(Film& film, const Task& task, const FilmOptions& options) {
  const Offscreen offscreen;
  // A video has hundreds of frames, and software takes long for each.
  Scene scene(task.model(), options.width, options.height,
              is_video(options) && software_rendering());
  scene.effects() = {true, true};
  try {
    (is_video(options) ? write_video : write_picture)(film, task, scene, options);
  } catch (const Stopped&) {
    return false;
  }
  return true;
}

}  // namespace streambed
