#pragma once
// Draws a recorded demonstration off screen as a picture or a video.

#include <string>

#include "sim/data/demonstrations.h"
#include "sim/task.h"
#include "viewer/render/film.h"

namespace streambed {

// Row by row, as RecordedScene shows it; the film ends with the start of its last tick. `name` is
// what the label calls it. False after a stop request; then nothing is written. Throws UserError.
bool render_demonstration(const Task& task, const Demonstration& demonstration,
                          const std::string& name, const FilmOptions& options);

}  // namespace streambed
