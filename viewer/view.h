#pragma once
// The two functions that start the viewer. Both work with whatever the registry holds.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/data/demonstrations.h"
#include "sim/episode.h"
#include "sim/registry.h"

namespace streambed {

// A finished episode that is to be run again.
struct RunKey {
  std::string task, policy;  // specs
  EpisodeKey key;
};

// What the program hands in: functions of other folders, which viewer/ does not include, and what
// episodes are run with. Each may be empty.
struct ViewHooks {
  // Demonstrations of a task from any file; without it HDF5 is read. Throws UserError.
  std::function<DemonstrationSet(const std::filesystem::path&, const std::string& task_spec)>
      read_demonstrations;
  // A row of a sweep's results, "FOLDER:ROW". Throws UserError.
  std::function<RunKey(const std::string&)> resolve_row;
  Equipment equipment;
};

// Lets a test look at the window after every frame; called on the main thread.
struct PanelState;
struct Snapshot;
using FrameWatcher =
    std::function<void(const PanelState&, const std::vector<Snapshot>&, std::int64_t frame)>;

struct ViewOptions {
  std::string task;                   // spec; empty: the first registered task
  std::vector<std::string> policies;  // specs; empty: the first registered policy that can be made
  std::string clock = "frozen";
  std::int64_t context = kFirstTestStart;
  int side_by_side = 1;                 // how many of the policies run at once, 1 .. 3
  int width = 0, height = 0;            // pixels; 0: as last time, of pictures 1280 x 800
  std::filesystem::path demonstrations;  // to look up neighbours in and to play back
  std::string results_row;              // "FOLDER:ROW": run that instead of task and policies
  bool frame_times = false;             // print what a frame costs when the window closes
  // Where settings are kept; empty: nowhere.
  std::filesystem::path settings_folder;
  ViewHooks hooks;
  FrameWatcher watcher;
  std::int64_t headless_ticks = 0;      // control ticks before the picture is taken
  std::filesystem::path screenshot;     // .png; for headless rendering
  std::int64_t close_after_frames = 0;  // drawn ones; 0: when the user closes the window
  std::stop_token stop;                 // closes the window, ends the rendering
};

// Opens a window and returns when it is closed. Main thread only. Throws UserError.
void run_viewer(const Registry& registry, const ViewOptions& options);

// Runs headless_ticks control ticks and writes a picture of the last one with its overlay; needs
// no display. Throws UserError.
void render_headless(const Registry& registry, const ViewOptions& options);

}  // namespace streambed
