#pragma once
// What stands beside the scene: free functions, one per group of widgets. They read a snapshot and
// tell the session what the user wants; none of them knows a task or a policy by name.

#include <string>
#include <vector>

#include "viewer/session.h"

namespace streambed {

// What the user typed or chose that no one else holds.
struct PanelState {
  std::vector<std::string> policies;  // specs to pick from
  std::string policy_text;            // the spec in the text field
  std::string clock_text;
  OverlayParts parts;
  bool next_when_done = false;
};

void run_panel(Session& session, const Snapshot& snapshot, PanelState& state);
void policy_panel(Session& session, const Registry& registry, const Snapshot& snapshot,
                  PanelState& state);
void score_panel(const Snapshot& snapshot, const TaskInfo& task);
void latency_panel(const Snapshot& snapshot, const TaskInfo& task);
// Switches of the overlay, which are its legend at the same time, camera and effects.
void scene_panel(Scene& scene, const mjModel& model, PanelState& state);

// Keys that work while no text is typed: space pause, s step, r restart, n next start.
void handle_keys(Session& session);

}  // namespace streambed
