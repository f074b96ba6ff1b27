#pragma once
// Draws episodes off screen as a picture or a video, with the marks of what was planned and
// executed.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/base/progress.h"
#include "sim/episode.h"
#include "sim/registry.h"

namespace streambed {

struct RenderOptions {
  std::string task;                   // spec
  std::vector<std::string> policies;  // specs; several are tiled, all on the same start
  EpisodeKey key;
  std::filesystem::path out;         // .png or .mp4
  std::optional<std::int64_t> tick;  // of the picture; its last one if none or if that comes first
  int width = 720, height = 720;     // of a tile, pixels
  double frames_per_second = 30;     // rounded so that a tick has a whole number of frames
  bool label = false;                // write policy, time and score into each tile
  std::stop_token stop;
  ProgressCallback progress;  // in control ticks
  Equipment equipment;
};

// What happened in one tile.
struct RenderedEpisode {
  EpisodeResult result;
  std::string checkpoint_hash;  // of the policy that ran
};

// Runs the episodes to their ends and writes the file. A video plays at the speed of the simulated
// world and shows its last frame for a second. After a stop request nothing is written and nothing
// returned. Throws UserError.
std::vector<RenderedEpisode> render_episodes(const Registry& registry,
                                             const RenderOptions& options);

// Writes a picture (.png) of a task as the episode of start `context` begins. Throws UserError.
void draw_start(const Registry& registry, const std::string& task, std::int64_t context, int width,
                int height, const std::filesystem::path& out, const Equipment& equipment = {});

}  // namespace streambed
