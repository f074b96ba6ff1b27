#pragma once
// What the viewer remembers from one time to the next.

#include <filesystem>
#include <string>

#include "viewer/overlay.h"
#include "viewer/probe.h"

namespace streambed {

struct Settings {
  bool dark = true;
  int width = 1280, height = 800;  // of the window
  double speed = 1;
  bool next_when_done = false;
  bool interpolate = true;  // between control ticks
  bool legend = true, timeline = true;
  OverlayParts parts;
  ProbeOptions probe{.samples = 0, .denoising = false, .field = false, .flow_time = 0.5};
  int samples = 16, nearest = 5;  // how many, where they are asked for
  double kick_metres = 0;
  std::string record_file, demonstrations_file, results_row;
};

// $XDG_CONFIG_HOME/streambed, else ~/.config/streambed; empty when neither variable is set.
std::filesystem::path settings_folder();
// The settings in viewer.json of that folder. Defaults stand for a file that is missing, damaged or
// of another version, and for entries that are missing or make no sense.
Settings read_settings(const std::filesystem::path& folder);
// Atomic. A folder that cannot be written loses the settings and nothing else: returns false.
bool write_settings(const std::filesystem::path& folder, const Settings& settings);

}  // namespace streambed
