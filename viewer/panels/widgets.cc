#include "viewer/panels/widgets.h"

#include <fmt/core.h>

#include <cmath>

namespace streambed {

ImVec4 to_imgui(const Color& color, float alpha) {
  return {color.red, color.green, color.blue, alpha};
}
ImU32 to_packed(const Color& color, float alpha) {
  return ImGui::ColorConvertFloat4ToU32(to_imgui(color, alpha));
}

void mark(WidgetMap& map, const std::string& name) {
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  map[name.substr(0, name.find("##"))] = {(low.x + high.x) / 2, (low.y + high.y) / 2};
}

bool button(WidgetMap& map, const char* label, float width) {
  const bool pressed = ImGui::Button(label, {width, 0});
  mark(map, label);
  return pressed;
}

bool checkbox(WidgetMap& map, const char* label, bool& on) {
  const bool changed = ImGui::Checkbox(label, &on);
  mark(map, label);
  return changed;
}

bool heading(WidgetMap& map, const char* label) {
  const bool open = ImGui::CollapsingHeader(label, ImGuiTreeNodeFlags_DefaultOpen);
  mark(map, label);
  return open;
}

void wrapped(const Color& color, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(color));
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

void row(const char* name, const std::string& value, const Color* color) {
  ImGui::TextColored(to_imgui(kQuiet), "%s", name);
  ImGui::SameLine(ImGui::GetFontSize() * 9);
  if (color != nullptr) {
    ImGui::TextColored(to_imgui(*color), "%s", value.c_str());
  } else {
    ImGui::TextUnformatted(value.c_str());
  }
}

void swatch(const Color& color) {
  const float side = ImGui::GetFrameHeight();
  ImGui::ColorButton("##swatch", to_imgui(color),
                     ImGuiColorEditFlags_NoTooltip | ImGuiColorEditFlags_NoDragDrop,
                     {side * 0.8f, side});
}

void tip(const std::string& text) {
  if (!ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

std::string duration(double us) {
  if (!std::isfinite(us)) return "-";
  return us < 1000 ? fmt::format("{:.1f} us", us) : fmt::format("{:.2f} ms", us / 1000);
}

void leave_room(float label_width) {
  ImGui::SetNextItemWidth(-label_width * ImGui::GetFontSize() / 13);
}

void set_style(bool dark, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  if (dark) {
    ImGui::StyleColorsDark();
  } else {
    ImGui::StyleColorsLight();
  }
  style.WindowRounding = 0;
  style.FrameRounding = style.GrabRounding = style.TabRounding = 4;
  style.WindowBorderSize = 0;
  style.FramePadding = {8, 3};
  style.ItemSpacing = {8, 5};
  style.WindowPadding = {12, 8};
  style.ScrollbarSize = 10;
  const auto shade = [dark](float light_on_dark, float dark_on_light, float blue) {
    const float grey = dark ? light_on_dark : dark_on_light;
    return ImVec4(grey, grey + blue * 0.4f, grey + blue, 1);
  };
  const ImVec4 accent(0.13f, 0.55f, 0.62f, 1), strong(0.17f, 0.68f, 0.76f, 1);
  ImVec4* colors = style.Colors;
  colors[ImGuiCol_WindowBg] = shade(0.105f, 0.955f, 0.025f);
  colors[ImGuiCol_PopupBg] = shade(0.13f, 0.985f, 0.015f);
  colors[ImGuiCol_FrameBg] = shade(0.17f, 0.885f, 0.03f);
  colors[ImGuiCol_FrameBgHovered] = shade(0.21f, 0.84f, 0.04f);
  colors[ImGuiCol_FrameBgActive] = shade(0.24f, 0.80f, 0.05f);
  colors[ImGuiCol_Button] = shade(0.20f, 0.85f, 0.04f);
  colors[ImGuiCol_ButtonHovered] = dark ? accent : ImVec4(0.60f, 0.82f, 0.85f, 1);
  colors[ImGuiCol_ButtonActive] = dark ? strong : ImVec4(0.50f, 0.76f, 0.80f, 1);
  colors[ImGuiCol_Header] = shade(0.16f, 0.89f, 0.03f);
  colors[ImGuiCol_HeaderHovered] = shade(0.20f, 0.85f, 0.04f);
  colors[ImGuiCol_HeaderActive] = dark ? accent : ImVec4(0.60f, 0.82f, 0.85f, 1);
  colors[ImGuiCol_Tab] = shade(0.15f, 0.90f, 0.03f);
  colors[ImGuiCol_TabHovered] = dark ? accent : ImVec4(0.60f, 0.82f, 0.85f, 1);
  colors[ImGuiCol_TabActive] = dark ? accent : ImVec4(0.60f, 0.82f, 0.85f, 1);
  colors[ImGuiCol_SliderGrab] = accent;
  colors[ImGuiCol_SliderGrabActive] = strong;
  colors[ImGuiCol_CheckMark] = strong;
  colors[ImGuiCol_PlotHistogram] = accent;
  colors[ImGuiCol_PlotLines] = strong;
  style.ScaleAllSizes(scale);
}

}  // namespace streambed
