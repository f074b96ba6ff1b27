#pragma once
// Small pieces of Dear ImGui that the panels share.

#include <imgui.h>

#include <map>
#include <string>

#include "viewer/render/geoms.h"

namespace streambed {

inline constexpr Color kGood{0.25f, 0.68f, 0.40f, 1};
inline constexpr Color kBad{0.90f, 0.36f, 0.32f, 1};
inline constexpr Color kQuiet{0.55f, 0.58f, 0.63f, 1};

// The centre of each named widget of the present frame, in ImGui's units. Tests use it to click.
using WidgetMap = std::map<std::string, ImVec2>;

ImVec4 to_imgui(const Color& color, float alpha = 1);
ImU32 to_packed(const Color& color, float alpha = 1);

// Stores the place of the last widget under a name.
void mark(WidgetMap& map, const std::string& name);
// ImGui's widgets of these names; their places are stored under the label up to "##".
bool button(WidgetMap& map, const char* label, float width = 0);
bool checkbox(WidgetMap& map, const char* label, bool& on);
bool heading(WidgetMap& map, const char* label);

void wrapped(const Color& color, const std::string& text);
// A name on the left, its value in a column on the right.
void row(const char* name, const std::string& value, const Color* color = nullptr);
// A coloured square: the key to a colour of the scene.
void swatch(const Color& color);
// Help for the last widget.
void tip(const std::string& text);
// Microseconds in the unit that reads best.
std::string duration(double us);
// Width that leaves room for a label on the right.
void leave_room(float label_width = 78);

// Sets colours and sizes of all widgets. `scale` enlarges them for screens of many pixels.
void set_style(bool dark, float scale);

}  // namespace streambed
