#pragma once
// What stands beside the scene: one free function per panel, each in a file of its own. They read
// snapshots and tell the session what the user wants; none of them knows a task or a policy by
// name.

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "viewer/hands.h"
#include "viewer/key_form.h"
#include "viewer/session.h"
#include "viewer/settings.h"
#include "viewer/view.h"
#include "viewer/widgets.h"

namespace streambed {

// What a panel asks of the application, which acts on it after the frame.
struct Wishes {
  std::optional<std::string> task;                      // spec of another task
  std::optional<std::filesystem::path> demonstrations;  // to look up neighbours in and to replay
  std::optional<std::string> results_row;               // FOLDER:ROW of a sweep to run again
  bool screenshot = false;
  bool toggle_video = false;
};

// What the user typed or chose that no one else holds, and what the application reports.
struct PanelState {
  Settings settings;
  std::vector<std::string> policies;  // specs to pick from
  std::array<SpecForm, kMaxLanes> policy_forms;
  SpecForm task_form, clock_form;
  int lane = 0;         // the one that the policy panel is about
  int replay_index = 0; // demonstration of the loaded file
  bool help = false;
  int wanted_tab = -1;  // to bring to the front
  Wishes wishes;

  std::string message;             // of the application: what went wrong, what was written
  std::int64_t demonstrations = 0; // loaded ones
  bool busy = false;               // something loads
  bool filming = false;
  WidgetMap widgets;
};

// Everything that a panel reads or acts on.
struct PanelContext {
  const Registry& registry;
  const Task& task;
  const Handles& handles;
  Session& session;
  Scene& scene;
  Hands& hands;
  const std::vector<Snapshot>& snapshots;  // one per lane, at least one
  const std::function<void(int demonstration)>& replay;
  PanelState& state;
};

// Watching.
void run_panel(PanelContext& context);
void policy_panel(PanelContext& context);
void score_panel(PanelContext& context);
void thinking_panel(PanelContext& context);
// What is drawn in the scene: switches that are the legend at the same time, camera and effects.
void overlay_panel(PanelContext& context);
void camera_panel(PanelContext& context);
// The experiment.
void task_panel(PanelContext& context);
void clock_panel(PanelContext& context);
// Hands on.
void hands_panel(PanelContext& context);
void record_panel(PanelContext& context);
// Files.
void replay_panel(PanelContext& context);
void picture_panel(PanelContext& context);

// Contacts, stalls, plans and score over time; a click goes back. Fills the present window.
void timeline_panel(PanelContext& context);
// A key to the colours that are on, in a corner of the rectangle (ImGui's units), or below it where
// there is room above `floor`.
void legend(const PanelContext& context, ImVec2 low, ImVec2 high, float floor);
// The title of a lane, above its picture where there is room, else over it.
void lane_title(const PanelContext& context, int lane, ImVec2 low, ImVec2 high);

// Keys that work while no text is typed, and their list.
void handle_keys(PanelContext& context);
void help_panel(PanelState& state);

}  // namespace streambed
