#pragma once
// The viewer's two entrances. Both work with whatever the registry holds.

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/registry.h"

namespace streambed {

struct ViewOptions {
  std::string task;                   // spec; empty: the first registered task
  std::vector<std::string> policies;  // specs; empty: the first registered policy that can be made
  std::string clock = "frozen";
  std::int64_t context = 100000;
  int width = 1280, height = 800;       // pixels
  std::int64_t headless_frames = 0;     // control ticks before the picture is taken
  std::filesystem::path screenshot;     // .png; for headless rendering
  std::int64_t close_after_frames = 0;  // drawn ones; 0: when the user closes the window
  std::stop_token stop;                 // closes the window, ends the rendering
};

// Opens a window and returns when it is closed. Main thread only. Throws UserError.
void run_viewer(const Registry& registry, const ViewOptions& options);

// Runs headless_frames control ticks and writes a picture of the last one with its overlay; needs
// no display. Throws UserError.
void render_headless(const Registry& registry, const ViewOptions& options);

}  // namespace streambed
