#pragma once
// Settings that the viewer keeps for its next start.

#include <filesystem>
#include <string>

#include "viewer/render/overlay.h"
#include "viewer/session/probe.h"

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
// Reads viewer.json in that folder. If the file is missing, damaged or of another version, returns
// defaults; the same for single entries that are missing or make no sense.
Settings read_settings(const std::filesystem::path& folder);
// Writes the whole file or nothing. Returns false if the folder cannot be written.
bool write_settings(const std::filesystem::path& folder, const Settings& settings);

}  // namespace streambed
