#include "viewer/panels.h"

#include <fmt/core.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/mode.h"

namespace streambed {
namespace {

constexpr Color kGood{0.35f, 0.80f, 0.50f, 1};
constexpr Color kBad{0.96f, 0.45f, 0.40f, 1};
constexpr Color kQuiet{0.62f, 0.65f, 0.70f, 1};

ImVec4 to_imgui(const Color& color) { return {color.red, color.green, color.blue, 1}; }

bool heading(const char* text) {
  return ImGui::CollapsingHeader(text, ImGuiTreeNodeFlags_DefaultOpen);
}

void wrapped(const Color& color, const std::string& text) {
  ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(color));
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
}

// A name on the left, its value in a column on the right.
void row(const char* name, const std::string& value, const Color* color = nullptr) {
  ImGui::TextColored(to_imgui(kQuiet), "%s", name);
  ImGui::SameLine(140);
  if (color != nullptr) {
    ImGui::TextColored(to_imgui(*color), "%s", value.c_str());
  } else {
    ImGui::TextUnformatted(value.c_str());
  }
}

// Microseconds in the unit that reads best.
std::string duration(double us) {
  if (!std::isfinite(us)) return "-";
  return us < 1000 ? fmt::format("{:.0f} us", us) : fmt::format("{:.2f} ms", us / 1000);
}

// A coloured square that is the key to a switch.
void swatch(const Color& color) {
  const float side = ImGui::GetFrameHeight();
  ImGui::ColorButton("##swatch", to_imgui(color),
                     ImGuiColorEditFlags_NoTooltip | ImGuiColorEditFlags_NoDragDrop,
                     {side * 0.8f, side});
}

void toggle(const char* label, const Color& color, bool& on) {
  ImGui::PushID(label);
  swatch(color);
  ImGui::SameLine();
  ImGui::Checkbox(label, &on);
  ImGui::PopID();
}

// The declared keys of a policy as a table of reference.
void show_keys(const PolicyEntry& entry) {
  wrapped(kQuiet, entry.summary);
  for (const Key& key : entry.keys) {
    ImGui::BulletText("%s = %s", key.name.c_str(), key.default_value.c_str());
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", key.help.c_str());
  }
}

}  // namespace

void run_panel(Session& session, const Snapshot& snapshot, PanelState& state) {
  if (!heading("Run")) return;
  // Two rows of buttons do everything that the keys do.
  const float third = (ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().ItemSpacing.x) / 3;
  if (ImGui::Button(session.paused() ? "Play" : "Pause", {third, 0})) {
    session.set_paused(!session.paused());
  }
  ImGui::SameLine();
  if (ImGui::Button("Step", {third, 0})) session.step();
  ImGui::SameLine();
  if (ImGui::Button("Restart", {third, 0})) session.restart();
  const std::int64_t context = session.key().context;
  if (ImGui::Button("< Start", {third, 0}) && context > 0) session.start(context - 1);
  ImGui::SameLine();
  if (ImGui::Button("Start >", {third, 0})) session.start(context + 1);
  ImGui::SameLine();
  ImGui::SetNextItemWidth(third);
  auto typed = context;
  ImGui::InputScalar("##context", ImGuiDataType_S64, &typed, nullptr, nullptr, nullptr,
                     ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemDeactivatedAfterEdit() && typed >= 0 && typed != context) session.start(typed);
  ImGui::Checkbox("next start when done", &state.next_when_done);

  // Speeds are steps, the last one without any waiting.
  constexpr std::array<double, 7> kSpeeds{0.1, 0.25, 0.5, 1, 2, 5, 0};
  constexpr std::array<const char*, 7> kNames{"0.1x", "0.25x", "0.5x", "1x", "2x", "5x", "max"};
  const auto found = std::find(kSpeeds.begin(), kSpeeds.end(), session.speed());
  int index = found == kSpeeds.end() ? 3 : static_cast<int>(found - kSpeeds.begin());
  ImGui::SetNextItemWidth(-60);
  if (ImGui::SliderInt("speed", &index, 0, static_cast<int>(kSpeeds.size()) - 1,
                       kNames[static_cast<std::size_t>(index)])) {
    session.set_speed(kSpeeds[static_cast<std::size_t>(std::clamp(index, 0, 6))]);
  }

  ImGui::SetNextItemWidth(-60);
  ImGui::InputText("clock", &state.clock_text);
  if (ImGui::IsItemDeactivatedAfterEdit()) session.set_clock(state.clock_text);
  if (ImGui::IsItemHovered()) {
    std::string help = "Enter applies it and restarts";
    for (const ClockEntry& clock : clock_entries()) help += "\n" + clock.name + ": " + clock.help;
    ImGui::SetTooltip("%s", help.c_str());
  }
  if (!snapshot.error.empty()) wrapped(kBad, snapshot.error);
}

void policy_panel(Session& session, const Registry& registry, const Snapshot& snapshot,
                  PanelState& state) {
  if (!heading("Policy")) return;
  wrapped(kGood, snapshot.policy);
  ImGui::SetNextItemWidth(-1);
  if (ImGui::BeginCombo("##pick", "swap for ...")) {
    for (const std::string& spec : state.policies) {
      if (ImGui::Selectable(spec.c_str(), spec == snapshot.policy)) {
        state.policy_text = spec;
        session.swap(spec);
      }
    }
    ImGui::EndCombo();
  }

  // Any spec can be typed: other keys, another checkpoint.
  ImGui::SetNextItemWidth(-60);
  const bool entered =
      ImGui::InputText("##spec", &state.policy_text, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::SameLine();
  if (ImGui::Button("Use", {-1, 0}) || entered) session.swap(state.policy_text);
  if (session.loading()) wrapped(kQuiet, "loading ...");
  if (!session.refusal().empty()) wrapped(kBad, session.refusal());

  if (ImGui::TreeNode("keys")) {
    const std::string name = state.policy_text.substr(0, state.policy_text.find('('));
    for (const PolicyEntry& entry : registry.policies()) {
      if (entry.name == name) show_keys(entry);
    }
    ImGui::TreePop();
  }
}

void score_panel(const Snapshot& snapshot, const TaskInfo& task) {
  if (!heading("Score")) return;
  const double score = snapshot.progress.score;
  ImGui::ProgressBar(static_cast<float>(std::clamp(score, 0.0, 1.0)), {-1, 0},
                     fmt::format("{:.3f}", score).c_str());
  if (std::isfinite(snapshot.progress.coverage)) {
    row("coverage", fmt::format("{:.1f} %", 100 * snapshot.progress.coverage));
  }
  row("success", snapshot.progress.success ? "yes" : "not yet",
      snapshot.progress.success ? &kGood : nullptr);
  const End end = snapshot.result.end;
  const bool bad = end != End::kRunning && end != End::kSuccess;
  row("state", to_string(end), bad ? &kBad : end == End::kSuccess ? &kGood : nullptr);
  if (!snapshot.result.reason.empty()) wrapped(kBad, snapshot.result.reason);
  row("tick", fmt::format("{} of {}, {:.1f} s", snapshot.tick, task.max_ticks,
                          static_cast<double>(snapshot.time_ns) / kNsPerSecond));
  const int mode = snapshot.result.mode;
  if (mode >= 0 && mode < static_cast<int>(task.modes.size())) {
    row("mode", task.modes[static_cast<std::size_t>(mode)]);
  } else if (mode == kModeSpurious) {
    row("mode", "spurious");
  }
}

void latency_panel(const Snapshot& snapshot, const TaskInfo& task) {
  if (!heading("Thinking time")) return;
  // The plot's upper edge is the deadline until a tick passes it.
  const float deadline_ms = static_cast<float>(task.control_period_ns) / 1e6f;
  float top = 0.001f;
  for (float ms : snapshot.think_ms) top = std::max(top, ms);
  const std::string label = fmt::format("per tick, peak {}", duration(1000.0 * top));
  ImGui::PlotLines("##thinking", snapshot.think_ms.data(),
                   static_cast<int>(snapshot.think_ms.size()), 0, label.c_str(), 0, top * 1.3f,
                   {ImGui::GetContentRegionAvail().x, 56});
  row("deadline", fmt::format("{:.0f} ms per tick", deadline_ms));
  row("first action", duration(snapshot.result.first_action_us));
  row("per action p50", duration(snapshot.result.per_action_us_p50));
  row("per action p95", duration(snapshot.result.per_action_us_p95));
  row("network calls", std::to_string(snapshot.result.network_calls));
  row("stalls", fmt::format("{} steps", snapshot.result.stalls));
  row("dropped", fmt::format("{} actions", snapshot.result.actions_dropped));
}

void scene_panel(Scene& scene, const mjModel& model, PanelState& state) {
  if (!heading("Scene")) return;
  toggle("executed targets", executed_color(), state.parts.executed);
  toggle("plan, first action", plan_color(0), state.parts.plan);
  ImGui::SameLine();
  ImGui::PushID("last");
  swatch(plan_color(1));
  ImGui::PopID();
  ImGui::SameLine();
  ImGui::TextUnformatted("last");
  toggle("earlier plans", recent_color(), state.parts.recent);

  const auto camera_name = [&](int index) -> std::string {
    if (index < 0) return "free (drag, scroll)";
    const char* name = mj_id2name(&model, mjOBJ_CAMERA, index);
    return name != nullptr ? name : fmt::format("camera {}", index);
  };
  ImGui::SetNextItemWidth(-60);
  if (ImGui::BeginCombo("camera", camera_name(scene.camera()).c_str())) {
    for (int i = -1; i < static_cast<int>(model.ncam); ++i) {
      if (ImGui::Selectable(camera_name(i).c_str(), i == scene.camera())) scene.set_camera(i);
    }
    ImGui::EndCombo();
  }
  ImGui::Checkbox("shadows", &scene.effects().shadows);
  ImGui::SameLine();
  ImGui::Checkbox("reflections", &scene.effects().reflections);
  wrapped(kQuiet, "space pause   s step   r restart   n next");
}

void handle_keys(Session& session) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool popup = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
  if (io.WantTextInput || popup) return;
  // Characters, not key codes: those differ between ImGui's versions.
  for (const ImWchar character : io.InputQueueCharacters) {
    if (character == ' ') session.set_paused(!session.paused());
    if (character == 's') session.step();
    if (character == 'r') session.restart();
    if (character == 'n') session.start(session.key().context + 1);
  }
}

}  // namespace streambed
