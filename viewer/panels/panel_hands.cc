#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "viewer/panels/panels.h"

namespace streambed {

void hands_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Hands on")) return;
  const bool object = !context.handles.objects.empty();
  const bool goal = !context.handles.goals.empty();
  wrapped(kQuiet, object ? "Drag the object with the left button; the wheel turns it meanwhile. A "
                           "right click kicks it."
                         : "This task lets nobody move its object.");
  wrapped(kQuiet, goal ? "Drag the goal to move it." : "This task lets nobody move its goal.");
  if (object) {
    auto centimetres = static_cast<float>(100 * state.settings.kick_metres);
    leave_room(60);
    ImGui::SliderFloat("kick", &centimetres, 0, 20,
                       centimetres > 0 ? "%.1f cm" : "a tenth of the scene");
    state.settings.kick_metres = static_cast<double>(centimetres) / 100;
    context.hands.kick_metres = state.settings.kick_metres;
  }

  const bool steers = context.hands.steering();
  if (button(state.widgets, steers ? "Give back to the policy##steer" : "Take over##steer", -1)) {
    context.hands.set_steering(!steers, context.session);
  }
  tip("the target follows the mouse over the scene (t)");
  state.widgets["steer"] =
      state.widgets[steers ? "Give back to the policy" : "Take over"];
  if (steers) wrapped(kGood, "The target follows the mouse. Escape or t gives back.");
}

void record_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Record demonstrations")) return;
  Session& session = context.session;
  const RecorderState& recorder = context.snapshots.front().recorder;
  if (state.settings.record_file.empty()) {
    state.settings.record_file = context.task.info().name + "-by_hand.h5";
  }
  leave_room(40);
  ImGui::InputText("file", &state.settings.record_file);
  mark(state.widgets, "record file");

  const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  const std::string file = state.settings.record_file;
  if (button(state.widgets, "Record (v)", half)) {
    session.post([file](Simulation& simulation) {
      simulation.set_error({});
      simulation.record(file);
    });
  }
  tip("from here on, in the first picture; what is pending is discarded");
  ImGui::SameLine();
  if (button(state.widgets, "Keep (k)", half)) {
    session.post([](Simulation& simulation) {
      simulation.set_error({});
      simulation.keep();
    });
  }
  tip("into the file, at once");
  if (button(state.widgets, "Discard (x)", half)) {
    session.post([](Simulation& simulation) { simulation.discard(); });
  }
  ImGui::SameLine();
  if (button(state.widgets, "Undo last", half)) {
    session.post([](Simulation& simulation) {
      simulation.set_error({});
      simulation.undo();
    });
  }
  tip("takes the newest demonstration of this session out of the file again");

  if (recorder.recording) {
    wrapped(kBad, fmt::format("recording: {} rows", recorder.rows));
  } else if (recorder.rows > 0) {
    wrapped(kGood, fmt::format("{} rows wait: keep or discard them", recorder.rows));
  }
  row("in the file", fmt::format("{} demonstrations", recorder.kept));
  if (!recorder.message.empty()) wrapped(kQuiet, recorder.message);
}

}  // namespace streambed
