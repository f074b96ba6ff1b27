// Where things stand in the window: panels on the left, the timeline below, pictures side by side.

#include <imgui.h>

#include <algorithm>
#include <array>

#include "viewer/app.h"

namespace streambed {
namespace {

constexpr float kSidebarWidth = 336, kTimelineHeight = 96, kGap = 2;
// A narrower picture would cut off what lies left and right.
constexpr float kMaxTallness = 1.05f;
constexpr ImGuiWindowFlags kFixed =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus;

struct Tab {
  const char* name;
  std::array<void (*)(PanelContext&), 4> panels;
};
constexpr std::array<Tab, 4> kTabs{
    {{"Watch", {run_panel, policy_panel, score_panel, thinking_panel}},
     {"Show", {overlay_panel, camera_panel, nullptr, nullptr}},
     {"Task", {task_panel, clock_panel, nullptr, nullptr}},
     {"Hands", {hands_panel, record_panel, demonstrations_panel, picture_panel}}}};

}  // namespace

float App::sidebar_width() const { return kSidebarWidth * window_.scale(); }
float App::timeline_height() const {
  return state_.settings.timeline ? kTimelineHeight * window_.scale() : 0;
}

PanelContext App::panel_context() {
  return {registry_, *stage_->task, stage_->handles, stage_->session,      stage_->scene,
          hands_,    stage_->snapshots(), replay_,   state_};
}

void App::draw_sidebar(PanelContext& context) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({sidebar_width(), ImGui::GetIO().DisplaySize.y});
  ImGui::Begin("panels", nullptr, kFixed);
  const int wanted = std::exchange(state_.wanted_tab, -1);
  if (ImGui::BeginTabBar("tabs")) {
    for (std::size_t i = 0; i < kTabs.size(); ++i) {
      const bool select = wanted == static_cast<int>(i);
      const bool open = ImGui::BeginTabItem(kTabs[i].name, nullptr,
                                            select ? ImGuiTabItemFlags_SetSelected : 0);
      mark(state_.widgets, std::string("tab ") + kTabs[i].name);
      if (!open) continue;
      ImGui::BeginChild("scroll");
      for (const auto panel : kTabs[i].panels) {
        if (panel != nullptr) panel(context);
      }
      ImGui::EndChild();
      ImGui::EndTabItem();
    }
    if (ImGui::TabItemButton("?", ImGuiTabItemFlags_Trailing)) state_.help = !state_.help;
    mark(state_.widgets, "tab ?");
    ImGui::EndTabBar();
  }
  ImGui::End();
}

void App::draw_timeline(PanelContext& context) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({sidebar_width(), size.y - timeline_height()});
  ImGui::SetNextWindowSize({size.x - sidebar_width(), timeline_height()});
  ImGui::Begin("timeline", nullptr, kFixed | ImGuiWindowFlags_NoScrollbar);
  timeline_panel(context);
  ImGui::End();
}

App::Rectangle App::lane_rectangle(std::size_t lane) const {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  const auto lanes = static_cast<float>(stage_->snapshots().size());
  const float width = std::max((size.x - sidebar_width() - kGap * (lanes - 1)) / lanes, 1.0f);
  const float space = std::max(size.y - timeline_height(), 1.0f);
  const float height = lanes > 1 ? std::min(space, width * kMaxTallness) : space;
  const float left = sidebar_width() + (width + kGap) * static_cast<float>(lane);
  const float top = (space - height) / 2;
  return {{left, top}, {left + width, top + height}};
}

void App::use_mouse() {
  const ImGuiIO& io = ImGui::GetIO();
  Mouse mouse;
  for (std::size_t i = 0; i < stage_->snapshots().size(); ++i) {
    const Rectangle frame = lane_rectangle(i);
    const ImVec2 at = io.MousePos;
    if (at.x < frame.low.x || at.x >= frame.high.x || at.y < frame.low.y || at.y >= frame.high.y) {
      continue;
    }
    const float width = frame.high.x - frame.low.x, height = frame.high.y - frame.low.y;
    mouse.lane = static_cast<int>(i);
    mouse.x = (at.x - frame.low.x) / width;
    mouse.y = (frame.high.y - at.y) / height;
    mouse.aspect = width / height;
    mouse.dx = io.MouseDelta.x / height;
    mouse.dy = io.MouseDelta.y / height;
    mouse.target = stage_->snapshots()[i].target;
  }
  const bool taken = io.WantCaptureMouse;
  if (taken) mouse.lane = -1;
  mouse.wheel = io.MouseWheel;
  mouse.left_clicked = ImGui::IsMouseClicked(0) && !taken;
  mouse.right_clicked = ImGui::IsMouseClicked(1) && !taken;
  mouse.left_down = io.MouseDown[0];
  mouse.right_down = io.MouseDown[1];
  if (mouse.lane >= 0) {
    const auto lane = static_cast<std::size_t>(mouse.lane);
    if (stage_->snapshots()[lane].scene.qpos.empty()) return;
    stage_->scene.pose(stage_->pose(lane, state_.settings.interpolate));
  }
  hands_.use(mouse, *stage_->task, stage_->handles, stage_->scene, stage_->session);
  if (hands_.holding() || hands_.hint()[0] != '\0') ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

void App::draw_lane(std::size_t lane, const PanelContext& context) {
  const Snapshot& snapshot = stage_->snapshots()[lane];
  const Rectangle frame = lane_rectangle(lane);
  times_.begin();
  const bool known = !snapshot.scene.qpos.empty() || stage_->task->model().nq == 0;
  if (known) stage_->scene.pose(stage_->pose(lane, state_.settings.interpolate));
  stage_->scene.update(snapshot.overlay, state_.settings.parts);
  lane_title(context, static_cast<int>(lane), frame.low, frame.high);
  if (state_.settings.legend && lane + 1 == stage_->snapshots().size()) {
    legend(context, frame.low, frame.high,
           ImGui::GetIO().DisplaySize.y - timeline_height());
  }
  if (hands_.hint()[0] != '\0') {
    ImGui::GetBackgroundDrawList()->AddText(
        {frame.low.x + 12, frame.high.y - 1.6f * ImGui::GetFontSize()},
        to_packed(kQuiet), hands_.hint());
  }
  times_.end();

  // OpenGL counts pixels from the lower left.
  const auto ratio = static_cast<float>(window_.pixel_ratio());
  const float bottom = ImGui::GetIO().DisplaySize.y - frame.high.y;
  const auto px = [ratio](float units) { return static_cast<int>(units * ratio); };
  stage_->scene.show({px(frame.low.x), px(bottom), std::max(px(frame.high.x - frame.low.x), 1),
                      std::max(px(frame.high.y - frame.low.y), 1)});
}

}  // namespace streambed
