#include <fmt/core.h>
#include <imgui.h>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

void toggle(WidgetMap& map, const char* label, const Color& color, bool& on) {
  ImGui::PushID(label);
  swatch(color);
  ImGui::SameLine();
  checkbox(map, label, on);
  ImGui::PopID();
}

// How many of something, beside its switch.
bool amount(const char* id, int& count, int most) {
  ImGui::SameLine();
  ImGui::SetNextItemWidth(-1);
  return ImGui::SliderInt(id, &count, 1, most);
}

void questions(PanelContext& context) {
  PanelState& state = context.state;
  ProbeOptions probe = context.session.probe();
  bool fan = probe.samples > 0, near = probe.nearest > 0;
  toggle(state.widgets, "samples", fan_color(), fan);
  tip("what the policy might do from here: plans with other noise, to their end");
  amount("##samples", state.settings.samples, 64);
  toggle(state.widgets, "denoising", denoising_color(1), probe.denoising);
  tip("one sampled plan from noise (grey) to actions, for policies that have a trace");
  toggle(state.widgets, "velocity field", field_color(1), probe.field);
  tip("learned velocity over the box of actions at a flow time, on planar tasks");
  if (probe.field) {
    auto time = static_cast<float>(probe.flow_time);
    leave_room(90);
    ImGui::SliderFloat("flow time", &time, 0, 1, "%.2f");
    mark(state.widgets, "flow time");
    probe.flow_time = static_cast<double>(time);
  }
  toggle(state.widgets, "demonstrations", nearest_color(), near);
  tip("how the nearest demonstrations went on; load a file under Hands");
  amount("##nearest", state.settings.nearest, 30);
  probe.samples = fan ? state.settings.samples : 0;
  probe.nearest = near ? state.settings.nearest : 0;
  state.settings.probe = probe;
  context.session.set_probe(probe);
  if (near && state.demonstrations == 0 && !state.busy &&
      !state.settings.demonstrations_file.empty()) {
    state.wishes.demonstrations = state.settings.demonstrations_file;
  }
  const std::string& message = context.snapshots.front().probe_message;
  if (!message.empty()) wrapped(kQuiet, message);
}

}  // namespace

void overlay_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Overlay")) return;
  OverlayParts& parts = state.settings.parts;
  toggle(state.widgets, "executed targets", executed_color(), parts.executed);
  toggle(state.widgets, "plan boundaries", boundary_color(), parts.boundaries);
  toggle(state.widgets, "plan, first to last", plan_color(0), parts.plan);
  for (const double position : {0.33, 0.66, 1.0}) {
    ImGui::SameLine();
    ImGui::PushID(static_cast<int>(100 * position));
    swatch(plan_color(position));
    ImGui::PopID();
  }
  toggle(state.widgets, "earlier plans", recent_color(), parts.recent);
  toggle(state.widgets, "goal", goal_color(), parts.goal);
  ImGui::Separator();
  questions(context);
}

void camera_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Camera and look")) return;
  const mjModel& model = context.task.model();
  const auto camera_name = [&](int index) -> std::string {
    if (index < 0) return "free (drag, scroll)";
    const char* name = mj_id2name(&model, mjOBJ_CAMERA, index);
    return name != nullptr ? name : fmt::format("camera {}", index);
  };
  leave_room();
  if (ImGui::BeginCombo("camera", camera_name(context.scene.camera()).c_str())) {
    for (int i = -1; i < static_cast<int>(model.ncam); ++i) {
      if (ImGui::Selectable(camera_name(i).c_str(), i == context.scene.camera())) {
        context.scene.set_camera(i);
      }
    }
    ImGui::EndCombo();
  }
  mark(state.widgets, "camera");
  checkbox(state.widgets, "shadows", context.scene.effects().shadows);
  ImGui::SameLine();
  checkbox(state.widgets, "reflections", context.scene.effects().reflections);
  bool light = !state.settings.dark;
  if (checkbox(state.widgets, "light panels", light)) state.settings.dark = !light;
  ImGui::SameLine();
  checkbox(state.widgets, "legend", state.settings.legend);
  checkbox(state.widgets, "timeline", state.settings.timeline);
  ImGui::SameLine();
  checkbox(state.widgets, "smooth motion", state.settings.interpolate);
  tip("between two control ticks the picture moves from one to the other, a tick behind");
}

}  // namespace streambed
