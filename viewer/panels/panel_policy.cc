#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "sim/base/error.h"
#include "viewer/panels/panels.h"

namespace streambed {
namespace {

const PolicyEntry* entry_of(const Registry& registry, const std::string& name) {
  for (const PolicyEntry& entry : registry.policies()) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

void lane_picker(PanelContext& context) {
  PanelState& state = context.state;
  Session& session = context.session;
  state.lane = std::clamp(state.lane, 0, session.lanes() - 1);
  for (int i = 0; i < session.lanes(); ++i) {
    if (i > 0) ImGui::SameLine();
    if (ImGui::RadioButton(fmt::format("{}", i + 1).c_str(), state.lane == i)) state.lane = i;
    mark(state.widgets, fmt::format("lane {}", i + 1));
  }
  if (session.lanes() < kMaxLanes) {
    ImGui::SameLine();
    if (button(state.widgets, "+ beside")) {
      const auto from = static_cast<std::size_t>(state.lane);
      state.policy_forms[static_cast<std::size_t>(session.lanes())] = state.policy_forms[from];
      session.load(session.policies()[from], session.lanes());
      state.lane = session.lanes() - 1;
    }
    tip("another policy on the same start, side by side; all begin again");
  }
  if (session.lanes() > 1) {
    ImGui::SameLine();
    if (button(state.widgets, "- this")) {
      std::rotate(state.policy_forms.begin() + state.lane,
                  state.policy_forms.begin() + state.lane + 1, state.policy_forms.end());
      session.remove_lane(state.lane);
    }
  }
}

// The file or the policy list may have named a policy that is not registered; then there is nothing
// to edit.
void choose(PanelContext& context, SpecForm& form, const std::string& spec) {
  const PolicyEntry* entry = entry_of(context.registry, spec.substr(0, spec.find('(')));
  if (entry == nullptr) return;
  try {
    form = SpecForm::from(spec, entry->keys);
  } catch (const UserError&) {
    form = {entry->name, {}};
  }
  context.session.load(spec, context.state.lane);
}

}  // namespace

void policy_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Policy")) return;
  lane_picker(context);
  const auto lane = static_cast<std::size_t>(state.lane);
  SpecForm& form = state.policy_forms[lane];

  ImGui::SetNextItemWidth(-1);
  const bool open = ImGui::BeginCombo("##pick", context.session.policies()[lane].c_str(),
                                      ImGuiComboFlags_HeightLarge);
  mark(state.widgets, "policy picker");
  if (open) {
    for (const std::string& spec : state.policies) {
      if (ImGui::Selectable(spec.c_str(), spec == context.session.policies()[lane])) {
        choose(context, form, spec);
      }
      mark(state.widgets, "pick " + spec);
      const PolicyEntry* entry = entry_of(context.registry, spec.substr(0, spec.find('(')));
      if (entry != nullptr) tip(entry->summary);
    }
    ImGui::EndCombo();
  }
  tip("swaps the policy in mid-episode");

  // Other keys, another checkpoint: applied when the button says so.
  const PolicyEntry* entry = entry_of(context.registry, form.name);
  if (entry != nullptr) {
    const bool keys = ImGui::TreeNode("keys");
    mark(state.widgets, "policy keys");
    if (keys) {
      wrapped(kQuiet, entry->summary);
      show_form(state.widgets, entry->keys, form);
      if (button(state.widgets, "Use these keys", -1)) {
        context.session.load(form.spec(entry->keys), state.lane);
      }
      ImGui::TreePop();
    }
  }
  if (context.session.loading()) wrapped(kQuiet, "loading ...");
  if (!context.session.refusal().empty()) {
    wrapped(kBad, context.session.refusal());
    mark(state.widgets, "refusal");
  }
}

}  // namespace streambed
