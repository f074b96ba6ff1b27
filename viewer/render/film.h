#pragma once
// Something that is drawn tick by tick, as a picture of one tick or as a video of all.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

#include "sim/base/progress.h"
#include "sim/task.h"
#include "viewer/render/scene.h"

namespace streambed {

struct FilmOptions {
  std::filesystem::path out;         // .png or .mp4
  std::optional<std::int64_t> tick;  // of the picture; its last one if none or if that comes first
  int width = 720, height = 720;     // of a tile, pixels
  double frames_per_second = 30;     // rounded so that a tick has a whole number of frames
  bool label = false;                // write what it is, time and score into each tile
  std::stop_token stop = {};
  ProgressCallback progress = {};  // in control ticks
};
// Throws UserError when `out` is neither, or a tick is asked for of a video.
void check(const FilmOptions& options);

class Film {
 public:
  virtual ~Film() = default;
  // Is nothing left to come?
  virtual bool done() const = 0;
  virtual void tick() = 0;
  // The scene at a moment of the last tick, t in (0,1]; before the first tick, its beginning.
  virtual Image picture(Scene& scene, double t) = 0;
};

// Ticks the film to its end and writes the file. A video plays at the speed of the simulated world
// and shows its last frame for a second. False after a stop request; then nothing is written.
// Throws UserError.
bool write_film(Film& film, const Task& task, const FilmOptions& options);

}  // namespace streambed
