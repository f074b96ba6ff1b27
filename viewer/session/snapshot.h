#pragma once
// What is shown of an episode between two ticks. The simulating thread passes these values to the
// drawing one.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/episode.h"
#include "viewer/render/overlay.h"
#include "viewer/render/scene.h"

namespace streambed {

// What happened in a tick, as bits.
enum TickMark : std::uint8_t {
  kTouching = 1,   // the robot touches something that can move
  kStalled = 2,    // no action was ready: the last target was held
  kPlanned = 4,    // a new plan begins here
  kDisturbed = 8,  // kick, drag, moved goal, other policy or clock
  kByHand = 16,    // a person steers
};

// One entry per tick that is kept, the oldest first.
struct TickSeries {
  std::int64_t first_tick = 0;
  std::vector<std::uint8_t> marks;
  std::vector<float> score, think_ms;
  std::vector<double> begin_ms;  // wall clock, from the episode's making on
};

// A recording of the shown episode, see recorder.h.
struct RecorderState {
  bool recording = false;
  std::int64_t rows = 0;     // recorded and neither kept nor discarded yet
  std::int64_t kept = 0;     // demonstrations in the file
  std::int64_t undoable = 0; // of these, kept in this session
  std::string file;
  std::string message;  // of the last keep, discard or undo
};

struct Snapshot {
  std::int64_t episode = 0;  // counts the episodes of the session
  std::int64_t context = 0;
  std::string clock;
  std::string policy;  // label; of a demonstration, where it comes from
  bool is_demonstration = false;
  bool by_hand = false;
  std::int64_t tick = 0;         // what is shown
  std::int64_t newest_tick = 0;  // what the simulation has reached
  TimeNs time_ns = 0;
  double period_s = 0;  // expected wall-clock time until the next one; 0 if none is expected
  SceneState scene;
  Overlay overlay;
  Action target;  // in force; empty in a demonstration
  Progress progress;
  EpisodeResult result;
  TickSeries series;
  RecorderState recorder;
  std::string probe_message;  // why a question to the policy has no answer; empty
  std::string error;          // why the last command failed; empty
};

}  // namespace streambed
