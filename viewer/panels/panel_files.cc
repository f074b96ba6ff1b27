#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "viewer/panels/panels.h"

namespace streambed {

void demonstrations_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Replay demonstrations")) return;
  leave_room(40);
  const bool entered = ImGui::InputText("file##demos", &state.settings.demonstrations_file,
                                        ImGuiInputTextFlags_EnterReturnsTrue);
  mark(state.widgets, "demonstrations file");
  if (button(state.widgets, "Load", -1) || entered) {
    state.wishes.demonstrations = state.settings.demonstrations_file;
  }
  tip("HDF5, zarr or npz; also for the overlay's nearest demonstrations");
  if (state.demonstrations == 0) return;

  const int last = static_cast<int>(state.demonstrations) - 1;
  state.demonstration_index = std::clamp(state.demonstration_index, 0, last);
  ImGui::SetNextItemWidth(-1);
  ImGui::SliderInt("##index", &state.demonstration_index, 0, last, "demonstration %d");
  const bool chosen = ImGui::IsItemDeactivatedAfterEdit();
  if (button(state.widgets, "Show it", -1) || (chosen && context.session.playing_back())) {
    context.play_back(state.demonstration_index);
  }
  if (context.session.playing_back()) {
    if (button(state.widgets, "Back to the policy", -1)) context.session.restart();
  }
}

void picture_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (heading(state.widgets, "Row of a sweep")) {
    leave_room(60);
    const bool entered = ImGui::InputText("row##row", &state.settings.results_row,
                                          ImGuiInputTextFlags_EnterReturnsTrue);
    tip("FOLDER:ROW, for example results/quickstart:17; the first row is 1");
    if (button(state.widgets, "Run it again", -1) || entered) {
      state.wishes.results_row = state.settings.results_row;
    }
  }
  if (heading(state.widgets, "Picture and video")) {
    const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
    if (button(state.widgets, "Screenshot (i)", half)) state.wishes.screenshot = true;
    ImGui::SameLine();
    if (button(state.widgets, state.filming ? "End video" : "Video (m)", half)) {
      state.wishes.toggle_video = true;
    }
    if (state.filming) wrapped(kBad, "a video is being written");
    if (!state.message.empty()) wrapped(kQuiet, state.message);
  }
}

}  // namespace streambed
