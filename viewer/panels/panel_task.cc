#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

const TaskEntry* task_of(const Registry& registry, const std::string& name) {
  for (const TaskEntry& entry : registry.tasks()) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

}  // namespace

void task_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Task")) return;
  wrapped(kGood, context.task.info().label);
  SpecForm& form = state.task_form;
  ImGui::SetNextItemWidth(-1);
  const bool open = ImGui::BeginCombo("##task", form.name.c_str());
  mark(state.widgets, "task picker");
  if (open) {
    for (const TaskEntry& entry : context.registry.tasks()) {
      if (ImGui::Selectable(entry.name.c_str(), entry.name == form.name)) {
        form = SpecForm::from(entry.name, entry.keys);
      }
      mark(state.widgets, "task " + entry.name);
      tip(entry.summary);
    }
    ImGui::EndCombo();
  }
  const TaskEntry* entry = task_of(context.registry, form.name);
  if (entry == nullptr) return;
  wrapped(kQuiet, entry->summary);
  show_form(state.widgets, entry->keys, form);
  if (button(state.widgets, "Use this task", -1)) state.wishes.task = form.spec(entry->keys);
  tip("begins again; policies that cannot run on it are refused and named");
}

void clock_panel(PanelContext& context) {
  PanelState& state = context.state;
  if (!heading(state.widgets, "Clock")) return;
  SpecForm& form = state.clock_form;
  const std::vector<ClockEntry> entries = clock_entries();
  const auto entry = std::find_if(entries.begin(), entries.end(), [&](const ClockEntry& each) {
    return each.name == form.name;
  });
  bool changed = false;
  ImGui::SetNextItemWidth(-1);
  const bool open = ImGui::BeginCombo("##clock", form.name.c_str());
  mark(state.widgets, "clock picker");
  if (open) {
    for (const ClockEntry& each : entries) {
      if (ImGui::Selectable(each.name.c_str(), each.name == form.name)) {
        form = SpecForm::from(each.name, each.keys);
        changed = true;
      }
      tip(each.help);
    }
    ImGui::EndCombo();
  }
  if (entry == entries.end()) return;
  wrapped(kQuiet, entry->help);

  // A latency by hand: the declared first-action latency of the virtual clock.
  const auto has_first = [](const ClockEntry& each) {
    return std::any_of(each.keys.begin(), each.keys.end(),
                       [](const Key& key) { return key.name == "first_ms"; });
  };
  const auto injectable = std::find_if(entries.begin(), entries.end(), has_first);
  if (injectable != entries.end()) {
    const std::string& typed = form.values["first_ms"];
    auto delay_ms = static_cast<float>(std::atof(typed.c_str()));
    ImGui::SetNextItemWidth(-1);
    ImGui::SliderFloat("##inject", &delay_ms, 0, 500, "injected delay %.0f ms");
    mark(state.widgets, "injected delay");
    if (ImGui::IsItemEdited()) {
      if (!has_first(*entry)) form = SpecForm::from(injectable->name, injectable->keys);
      form.values["first_ms"] = fmt::format("{:.0f}", delay_ms);
    }
    changed = changed || ImGui::IsItemDeactivatedAfterEdit();
    tip("from the observation to the first action; the world goes on meanwhile");
  }
  const auto now = std::find_if(entries.begin(), entries.end(), [&](const ClockEntry& each) {
    return each.name == form.name;
  });
  if (now == entries.end()) return;
  changed = show_form(state.widgets, now->keys, form) || changed;
  if (changed) context.session.set_clock(form.spec(now->keys));
  wrapped(kGood, context.snapshots.front().clock);
}

}  // namespace streambed
