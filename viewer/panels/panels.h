#pragma once
// The panels beside the scene: one function per panel. They read snapshots and tell the session
// what the user wants. None of them knows a task or a policy by name.

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "viewer/panels/key_form.h"
#include "viewer/panels/widgets.h"
#include "viewer/session/hands.h"
#include "viewer/session/session.h"
#include "viewer/session/settings.h"

namespace streambed {

// What panels want the application to do after the frame.
struct Wishes {
  std::optional<std::string> task;                      // spec of another task
  std::optional<std::filesystem::path> demonstrations;  // to look up neighbours in and to play back
  std::optional<std::string> results_row;               // FOLDER:ROW of a sweep to run again
  bool screenshot = false;
  bool toggle_video = false;
};

// What the user typed or chose and no other object stores, and what the application reports.
struct PanelState {
  Settings settings;
  std::vector<std::string> policies;  // specs to pick from
  std::array<SpecForm, kMaxLanes> policy_forms;
  SpecForm task_form, clock_form;
  int lane = 0;                 // the lane that the policy panel shows
  int demonstration_index = 0;  // demonstration of the loaded file
  bool help = false;
  int wanted_tab = -1;  // number of the tab to bring to the front; -1: none
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
  const std::function<void(int demonstration)>& play_back;
  PanelState& state;
};

// Watching.
void run_panel(PanelContext& context);
void policy_panel(PanelContext& context);
void score_panel(PanelContext& context);
void thinking_panel(PanelContext& context);
// What is drawn in the scene: switches, which are also the legend; camera and effects.
void overlay_panel(PanelContext& context);
void camera_panel(PanelContext& context);
// The experiment.
void task_panel(PanelContext& context);
void clock_panel(PanelContext& context);
// Hands on.
void hands_panel(PanelContext& context);
void record_panel(PanelContext& context);
// Files.
void demonstrations_panel(PanelContext& context);
void picture_panel(PanelContext& context);

// Contacts, ticks that stalled, plans and score over time; a click goes back to that tick. Fills
// the present window.
void timeline_panel(PanelContext& context);
// The legend of the colours that are shown: in a corner of the rectangle (ImGui's units), or below
// it if there is room above `floor`.
void legend(const PanelContext& context, ImVec2 low, ImVec2 high, float floor);
// The title of a lane, above its picture where there is room, else over it.
void lane_title(const PanelContext& context, int lane, ImVec2 low, ImVec2 high);

// Acts on keys of the keyboard, except while a text is typed; and the list of these keys.
void handle_keys(PanelContext& context);
void help_panel(PanelState& state);

}  // namespace streambed
