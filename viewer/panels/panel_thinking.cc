#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

constexpr std::size_t kBars = 160;

// Bars on a logarithmic scale from 1 us to ten deadlines, so that a streaming policy and a slow
// chunk are both seen, and the deadline is a line that bars cross.
void latency_bars(const std::vector<float>& think_ms, float deadline_ms) {
  const float width = ImGui::GetContentRegionAvail().x, height = ImGui::GetFontSize() * 5;
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("##latency", {width, height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner, {corner.x + width, corner.y + height},
                     ImGui::GetColorU32(ImGuiCol_FrameBg), 4);
  const float low = std::log10(0.001f), high = std::log10(deadline_ms * 10);
  const auto rise = [&](float ms) {
    return height * std::clamp((std::log10(std::max(ms, 1e-6f)) - low) / (high - low), 0.0f, 1.0f);
  };

  // Faint lines at powers of ten.
  for (float power = 0.01f; power < deadline_ms * 10; power *= 10) {
    const float y = corner.y + height - rise(power);
    list.AddLine({corner.x, y}, {corner.x + width, y}, ImGui::GetColorU32(ImGuiCol_Border), 1);
  }
  const std::size_t count = std::min(think_ms.size(), kBars);
  const float step = width / static_cast<float>(kBars);
  for (std::size_t i = 0; i < count; ++i) {
    const float ms = think_ms[think_ms.size() - count + i];
    const float x = corner.x + step * static_cast<float>(i);
    const Color color = ms > deadline_ms ? kBad : Color{0.17f, 0.60f, 0.68f, 1};
    list.AddRectFilled({x, corner.y + height - rise(ms)},
                       {x + std::max(step - 1, 1.0f), corner.y + height}, to_packed(color));
  }
  const float deadline = corner.y + height - rise(deadline_ms);
  list.AddLine({corner.x, deadline}, {corner.x + width, deadline}, to_packed(kBad), 1.5f);
  list.AddText({corner.x + 4, deadline - ImGui::GetFontSize() - 1}, to_packed(kBad),
               fmt::format("deadline {:.0f} ms", deadline_ms).c_str());
  tip(fmt::format("wall-clock thinking of each of the newest {} ticks; lines at 10 us, 100 us, ...",
                  kBars));
}

}  // namespace

void thinking_panel(PanelContext& context) {
  if (!heading(context.state.widgets, "Thinking time")) return;
  const auto lane = static_cast<std::size_t>(context.state.lane);
  const Snapshot& snapshot = context.snapshots[std::min(lane, context.snapshots.size() - 1)];
  if (snapshot.is_demonstration) {
    wrapped(kQuiet, "a recording does not think");
    return;
  }
  latency_bars(snapshot.series.think_ms,
               static_cast<float>(context.task.info().control_period_ns) / 1e6f);
  row("first action", duration(snapshot.result.first_action_us.p50));
  row("per action", fmt::format("{} (p95 {})", duration(snapshot.result.per_action_us.p50),
                                duration(snapshot.result.per_action_us.p95)));
  row("network calls", std::to_string(snapshot.result.network_calls));
  const Color* const bad = snapshot.result.stalled_steps > 0 ? &kBad : nullptr;
  row("stalls", fmt::format("{} physics steps", snapshot.result.stalled_steps), bad);
  row("dropped", fmt::format("{} actions", snapshot.result.actions_dropped));
}

}  // namespace streambed
