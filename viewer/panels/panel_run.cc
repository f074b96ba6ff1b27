#include <imgui.h>

#include <algorithm>
#include <array>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

void speed_slider(Session& session, Settings& settings) {
  // Speeds are steps, the last one without any waiting.
  constexpr std::array<double, 7> kSpeeds{0.1, 0.25, 0.5, 1, 2, 5, 0};
  constexpr std::array<const char*, 7> kNames{"0.1x", "0.25x", "0.5x", "1x", "2x", "5x", "max"};
  const auto found = std::find(kSpeeds.begin(), kSpeeds.end(), session.speed());
  int index = found == kSpeeds.end() ? 3 : static_cast<int>(found - kSpeeds.begin());
  leave_room();
  if (ImGui::SliderInt("speed", &index, 0, static_cast<int>(kSpeeds.size()) - 1,
                       kNames[static_cast<std::size_t>(index)])) {
    settings.speed = kSpeeds[static_cast<std::size_t>(std::clamp(index, 0, 6))];
    session.set_speed(settings.speed);
  }
}

}  // namespace

void run_panel(PanelContext& context) {
  PanelState& state = context.state;
  Session& session = context.session;
  if (!heading(state.widgets, "Run")) return;

  // Two rows of buttons do everything that the keys do.
  const float third = (ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().ItemSpacing.x) / 3;
  if (button(state.widgets, session.paused() ? "Play##toggle" : "Pause##toggle", third)) {
    session.set_paused(!session.paused());
  }
  state.widgets["Play or pause"] = state.widgets[session.paused() ? "Play" : "Pause"];
  ImGui::SameLine();
  if (button(state.widgets, "Step", third)) session.step();
  tip("one control tick (s)");
  ImGui::SameLine();
  if (button(state.widgets, "Restart", third)) session.restart();
  tip("the same start again (r)");
  const std::int64_t start = session.key().context;
  if (button(state.widgets, "< Start", third) && start > 0) session.start(start - 1);
  ImGui::SameLine();
  if (button(state.widgets, "Start >", third)) session.start(start + 1);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(third);
  auto typed = start;
  ImGui::InputScalar("##context", ImGuiDataType_S64, &typed, nullptr, nullptr, nullptr,
                     ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemDeactivatedAfterEdit() && typed >= 0 && typed != start) session.start(typed);
  tip("number of the start; Enter begins it");
  checkbox(state.widgets, "next start when done", state.settings.next_when_done);
  speed_slider(session, state.settings);

  const std::string& error = context.snapshots.front().error;
  if (!error.empty()) {
    wrapped(kBad, error);
    mark(state.widgets, "error");
  }
  if (!state.message.empty()) wrapped(kQuiet, state.message);
  if (state.busy) wrapped(kQuiet, "loading ...");
}

}  // namespace streambed
