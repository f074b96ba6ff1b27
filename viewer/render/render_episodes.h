#pragma once
// Draws episodes off screen as a picture or a video, with the marks of what was planned and
// executed.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/episode.h"
#include "sim/registry.h"
#include "viewer/render/film.h"

namespace streambed {

struct RenderOptions : FilmOptions {
  std::string task;                   // spec
  std::vector<std::string> policies;  // specs; several are tiled, all on the same start
  EpisodeKey key;
  Equipment equipment;
};

// What happened in one tile.
struct RenderedEpisode {
  EpisodeResult result;
  std::string checkpoint_hash;  // of the policy that ran
};

// Runs the episodes to their ends and writes the file. After a stop request nothing is written and
// nothing returned. Throws UserError.
std::vector<RenderedEpisode> render_episodes(const Registry& registry,
                                             const RenderOptions& options);

// Writes a picture (.png) of a task as the episode of start `context` begins. Throws UserError.
void draw_start(const Registry& registry, const std::string& task, std::int64_t context, int width,
                int height, const std::filesystem::path& out, const Equipment& equipment = {});

}  // namespace streambed
