#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

constexpr Color kContact{0.93f, 0.60f, 0.18f, 1}, kPlan{0.55f, 0.25f, 0.75f, 1},
    kHand{0.25f, 0.65f, 0.35f, 1}, kKick{0.85f, 0.25f, 0.55f, 1}, kCurve{0.17f, 0.62f, 0.72f, 1};

struct Strip {
  ImDrawList* list;
  float left, width, top, height;
  std::int64_t first, last;  // ticks at the edges

  float x(double tick) const {
    const double span = std::max<std::int64_t>(last - first, 1);
    return left + width * static_cast<float>((tick - static_cast<double>(first)) / span);
  }
  // Runs of ticks in which a bit is set, as bars.
  void bars(const TickSeries& series, std::uint8_t bit, float y, float thickness,
            const Color& color) const {
    const std::int64_t count = static_cast<std::int64_t>(series.marks.size());
    for (std::int64_t i = 0; i < count; ++i) {
      if ((series.marks[static_cast<std::size_t>(i)] & bit) == 0) continue;
      std::int64_t end = i;
      while (end + 1 < count && (series.marks[static_cast<std::size_t>(end + 1)] & bit) != 0) ++end;
      const float from = x(static_cast<double>(series.first_tick + i) - 1);
      const float to = std::max(x(static_cast<double>(series.first_tick + end)), from + 1.5f);
      list->AddRectFilled({from, y}, {to, y + thickness}, to_packed(color));
      i = end;
    }
  }
  void ticks(const TickSeries& series, std::uint8_t bit, float y, float thickness,
             const Color& color) const {
    for (std::size_t i = 0; i < series.marks.size(); ++i) {
      if ((series.marks[i] & bit) == 0) continue;
      const float at = x(static_cast<double>(series.first_tick) + static_cast<double>(i) - 1);
      list->AddLine({at, y}, {at, y + thickness}, to_packed(color), 1);
    }
  }
  void curve(const TickSeries& series) const {
    for (std::size_t i = 1; i < series.score.size(); ++i) {
      const double tick = static_cast<double>(series.first_tick) + static_cast<double>(i);
      const auto y = [&](float score) {
        return top + height * (1 - std::clamp(score, 0.0f, 1.0f) * 0.96f);
      };
      list->AddLine({x(tick - 1), y(series.score[i - 1])}, {x(tick), y(series.score[i])},
                    to_packed(kCurve), 1.5f);
    }
  }
};

// One lane: score as a curve over its whole height, bars for what happened below one another.
void draw_lane(const Snapshot& snapshot, const Strip& strip) {
  strip.list->AddRectFilled({strip.left, strip.top},
                            {strip.left + strip.width, strip.top + strip.height},
                            ImGui::GetColorU32(ImGuiCol_FrameBg), 3);
  const float bar = strip.height / 6;
  strip.ticks(snapshot.series, kPlanned, strip.top + 1, bar, kPlan);
  strip.bars(snapshot.series, kTouching, strip.top + strip.height - bar - 1, bar, kContact);
  strip.bars(snapshot.series, kStalled, strip.top + strip.height - 2 * bar - 2, bar, kBad);
  strip.bars(snapshot.series, kByHand, strip.top + strip.height - 3 * bar - 3, bar, kHand);
  strip.bars(snapshot.series, kDisturbed, strip.top + bar + 2, bar * 2, kKick);
  strip.curve(snapshot.series);
  const float now = strip.x(static_cast<double>(snapshot.tick));
  strip.list->AddLine({now, strip.top}, {now, strip.top + strip.height},
                      ImGui::GetColorU32(ImGuiCol_Text), 1.5f);
}

void key_entry(const char* text, const Color& color) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float size = ImGui::GetFontSize();
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + size * 0.35f},
                                            {at.x + size * 0.7f, at.y + size * 0.75f},
                                            to_packed(color));
  ImGui::Dummy({size * 0.7f, size});
  ImGui::SameLine();
  ImGui::TextColored(to_imgui(kQuiet), "%s", text);
  ImGui::SameLine(0, size);
}

}  // namespace

void timeline_panel(PanelContext& context) {
  const std::vector<Snapshot>& snapshots = context.snapshots;
  key_entry("score", kCurve);
  key_entry("contact", kContact);
  key_entry("stall", kBad);
  key_entry("new plan", kPlan);
  key_entry("disturbed", kKick);
  key_entry("by hand", kHand);
  const Snapshot& shown = snapshots.front();
  std::int64_t newest = 0;
  for (const Snapshot& each : snapshots) newest = std::max(newest, each.newest_tick);
  ImGui::TextUnformatted(
      shown.tick < newest ? fmt::format("tick {}, {} back", shown.tick, newest - shown.tick).c_str()
                          : fmt::format("tick {}", shown.tick).c_str());

  // All lanes share the axis: from the oldest tick that is kept to the end of the episode, or
  // further, until what is there fills a third.
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const std::int64_t first = shown.series.first_tick;
  const std::int64_t end = shown.is_demonstration ? newest : context.task.info().max_ticks;
  const std::int64_t last = std::max(newest, std::min(end, first + std::max<std::int64_t>(
                                                                       3 * (newest - first), 60)));
  const float gap = 3;
  const auto lanes = static_cast<float>(snapshots.size());
  const float height = (space.y - gap * (lanes - 1)) / lanes;
  Strip strip{ImGui::GetWindowDrawList(), corner.x, space.x, corner.y, height, first, last};
  for (const Snapshot& each : snapshots) {
    draw_lane(each, strip);
    strip.top += height + gap;
  }

  // A click, or dragging on, shows that tick.
  ImGui::InvisibleButton("##timeline", {std::max(space.x, 1.0f), std::max(space.y, 1.0f)});
  mark(context.state.widgets, "timeline bar");
  if (ImGui::IsItemActive()) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - corner.x) / space.x, 0.0f, 1.0f);
    const auto tick =
        first + std::llround(static_cast<double>(share) *
                             static_cast<double>(std::max<std::int64_t>(last - first, 1)));
    if (tick != shown.tick) context.session.show(std::min<std::int64_t>(tick, newest));
  }
}

}  // namespace streambed
