#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

struct Entry {
  const char* text;
  std::vector<Color> colors;
};

// What any of the pictures shows.
std::vector<Entry> entries(const OverlayParts& parts, const std::vector<Snapshot>& snapshots) {
  const auto any = [&](auto&& shows) {
    return std::any_of(snapshots.begin(), snapshots.end(),
                       [&](const Snapshot& each) { return shows(each.overlay); });
  };
  std::vector<Entry> list;
  const auto add = [&](bool on, const char* text, std::vector<Color> colors, auto&& shows) {
    if (on && any(shows)) list.push_back({text, std::move(colors)});
  };
  using O = const Overlay&;
  add(parts.executed, "executed targets", {executed_color()},
      [](O o) { return !o.executed.empty(); });
  add(parts.plan, "plan, now to later",
      {plan_color(0), plan_color(0.33), plan_color(0.66), plan_color(1)},
      [](O o) { return !o.plan.points.empty(); });
  add(parts.boundaries, "a plan begins", {boundary_color()},
      [](O o) { return !o.boundaries.empty() && has_boundaries(o); });
  add(parts.recent, "earlier plans", {recent_color()}, [](O o) { return !o.recent.empty(); });
  add(parts.fan, "samples from here", {fan_color()}, [](O o) { return !o.fan.empty(); });
  add(parts.denoising, "noise to plan",
      {denoising_color(0), denoising_color(0.5), denoising_color(1)},
      [](O o) { return !o.denoising.empty(); });
  add(parts.field, "velocity, slow to fast", {field_color(0), field_color(1)},
      [](O o) { return !o.field.empty(); });
  add(parts.nearest, "nearest demonstrations", {nearest_color()},
      [](O o) { return !o.nearest.empty(); });
  add(parts.goal, "goal", {goal_color()}, [](O o) { return o.goal.has_value(); });
  return list;
}

}  // namespace

void legend(const PanelContext& context, ImVec2 low, ImVec2 high, float floor) {
  const std::vector<Entry> list = entries(context.state.settings.parts, context.snapshots);
  if (list.empty() || high.x - low.x < ImGui::GetFontSize() * 16) return;
  const float line = ImGui::GetFontSize() * 1.35f, key = ImGui::GetFontSize() * 2.4f;
  float width = 0;
  for (const Entry& entry : list) width = std::max(width, ImGui::CalcTextSize(entry.text).x);
  width += key + 26;
  const float height = line * static_cast<float>(list.size()) + 12;
  ImDrawList& draw = *ImGui::GetBackgroundDrawList();
  const bool below = high.y + height + 20 < floor;
  const ImVec2 corner{high.x - width - 10, below ? high.y + 10 : high.y - height - 10};
  draw.AddRectFilled(corner, {corner.x + width, corner.y + height},
                     ImGui::GetColorU32(ImGuiCol_WindowBg, 0.85f), 6);
  float y = corner.y + 6;
  for (const Entry& entry : list) {
    const float step = key / static_cast<float>(entry.colors.size());
    for (std::size_t i = 0; i < entry.colors.size(); ++i) {
      const float x = corner.x + 10 + step * static_cast<float>(i);
      draw.AddRectFilled({x, y + line * 0.35f}, {x + step, y + line * 0.65f},
                         to_packed(entry.colors[i]));
    }
    draw.AddText({corner.x + key + 18, y + (line - ImGui::GetFontSize()) / 2},
                 ImGui::GetColorU32(ImGuiCol_Text), entry.text);
    y += line;
  }
}

void lane_title(const PanelContext& context, int lane, ImVec2 low, ImVec2 high) {
  const Snapshot& snapshot = context.snapshots[static_cast<std::size_t>(lane)];
  if (snapshot.scene.qpos.empty() && snapshot.error.empty()) return;
  ImDrawList& draw = *ImGui::GetBackgroundDrawList();
  const float line = ImGui::GetFontSize() * 1.3f;
  std::vector<std::pair<std::string, Color>> lines;
  lines.push_back({snapshot.by_hand ? "by hand" : snapshot.policy, {}});
  const bool dark = context.state.settings.dark;
  lines.back().second = dark ? Color{0.93f, 0.95f, 0.97f, 1} : Color{0.10f, 0.12f, 0.15f, 1};
  const float most = high.x - low.x - 20;
  const std::string facts = fmt::format("start {}   tick {}   score {:.3f}", snapshot.context,
                                        snapshot.tick, snapshot.progress.score);
  const std::string with_clock = facts + "   " + snapshot.clock;
  if (ImGui::CalcTextSize(with_clock.c_str()).x < most - 20) {
    lines.push_back({with_clock, kQuiet});
  } else {
    lines.push_back({facts, kQuiet});
    lines.push_back({snapshot.clock, kQuiet});
  }
  const End end = snapshot.result.end;
  if (!snapshot.is_demonstration && end != End::kRunning) {
    const std::string reason =
        snapshot.result.reason.empty() ? "" : ": " + snapshot.result.reason;
    lines.push_back({to_string(end) + reason, end == End::kSuccess ? kGood : kBad});
  }
  if (snapshot.recorder.recording && lane == 0) {
    lines.push_back({fmt::format("recording, {} rows", snapshot.recorder.rows), kBad});
  }
  if (lane == 0 && !snapshot.error.empty()) lines.push_back({snapshot.error, kBad});

  float width = 0;
  for (const auto& [text, color] : lines) {
    width = std::max(width, std::min(ImGui::CalcTextSize(text.c_str()).x, most - 20));
  }
  const float height = line * static_cast<float>(lines.size()) + 10;
  const ImVec2 corner{low.x + 10, low.y > height + 20 ? low.y - height - 6 : low.y + 10};
  const ImVec2 end_corner{corner.x + width + 20, corner.y + height};
  draw.AddRectFilled(corner, end_corner, ImGui::GetColorU32(ImGuiCol_WindowBg, 0.85f), 6);
  draw.PushClipRect(corner, end_corner, true);
  float y = corner.y + 6;
  for (const auto& [text, color] : lines) {
    draw.AddText({corner.x + 10, y}, to_packed(color), text.c_str());
    y += line;
  }
  draw.PopClipRect();
}

}  // namespace streambed
