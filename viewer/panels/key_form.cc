#include "viewer/panels/key_form.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/text.h"

namespace streambed {
namespace {

// A range that a slider can be set in by hand.
bool slides(const Key& key) { return key.high - key.low <= 10000; }

bool edit_number(const Key& key, std::string& value) {
  double number = to_number(value).value_or(0);
  bool done = false;
  if (slides(key)) {
    auto shown = static_cast<float>(number);
    if (ImGui::SliderFloat("##value", &shown, static_cast<float>(key.low),
                           static_cast<float>(key.high), "%.4g")) {
      value = to_text(std::clamp(static_cast<double>(shown), key.low, key.high));
    }
    done = ImGui::IsItemDeactivatedAfterEdit();
  } else {
    if (ImGui::InputDouble("##value", &number, 0, 0, "%.6g")) value = to_text(number);
    done = ImGui::IsItemDeactivatedAfterEdit();
  }
  return done;
}

bool edit_integer(const Key& key, std::string& value) {
  auto number = static_cast<int>(to_integer(value).value_or(0));
  if (key.high - key.low <= 200) {
    if (ImGui::SliderInt("##value", &number, static_cast<int>(key.low),
                         static_cast<int>(key.high))) {
      value = to_text(std::int64_t{number});
    }
  } else if (ImGui::InputInt("##value", &number)) {
    value = to_text(std::int64_t{number});
  }
  return ImGui::IsItemDeactivatedAfterEdit();
}

bool edit_choice(const Key& key, std::string& value) {
  bool changed = false;
  if (!ImGui::BeginCombo("##value", value.c_str())) return false;
  for (const std::string& choice : key.choices) {
    if (ImGui::Selectable(choice.c_str(), choice == value)) {
      value = choice;
      changed = true;
    }
  }
  ImGui::EndCombo();
  return changed;
}

// Texts may name files: the button offers what lies in the folder that was typed so far.
bool edit_text(std::string& value) {
  bool changed = false;
  const float side = ImGui::GetFrameHeight();
  ImGui::SetNextItemWidth(ImGui::CalcItemWidth() - side - ImGui::GetStyle().ItemSpacing.x);
  ImGui::InputText("##value", &value);
  changed = ImGui::IsItemDeactivatedAfterEdit();
  ImGui::SameLine();
  if (ImGui::ArrowButton("##browse", ImGuiDir_Down)) ImGui::OpenPopup("files");
  if (!ImGui::BeginPopup("files")) return changed;
  const std::filesystem::path typed = value.empty() ? "." : value;
  std::error_code error;
  const std::filesystem::path folder =
      std::filesystem::is_directory(typed, error) ? typed : typed.parent_path();
  std::vector<std::filesystem::path> entries{folder / ".."};
  for (const auto& entry :
       std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
    entries.push_back(entry.path());
  }
  std::sort(entries.begin() + 1, entries.end());
  for (const std::filesystem::path& entry : entries) {
    const bool is_folder = std::filesystem::is_directory(entry, error);
    const std::string name = entry.filename().string() + (is_folder ? "/" : "");
    if (ImGui::Selectable(name.c_str(), false,
                          is_folder ? ImGuiSelectableFlags_DontClosePopups : 0)) {
      value = entry.lexically_normal().string();
      changed = changed || !is_folder;
    }
  }
  ImGui::EndPopup();
  return changed;
}

bool edit(const Key& key, std::string& value) {
  switch (key.kind) {
    case KeyKind::kNumber:
      return edit_number(key, value);
    case KeyKind::kInteger:
      return edit_integer(key, value);
    case KeyKind::kChoice:
      return edit_choice(key, value);
    case KeyKind::kFlag: {
      bool on = value == "true" || value == "1";
      if (!ImGui::Checkbox("##value", &on)) return false;
      value = on ? "true" : "false";
      return true;
    }
    case KeyKind::kText:
      return edit_text(value);
  }
  return false;
}

}  // namespace

SpecForm SpecForm::from(const std::string& spec, const std::vector<Key>& keys) {
  const Params params(parse_spec(spec), keys);
  SpecForm form{params.name(), {}};
  for (const Key& key : keys) form.values[key.name] = params.value(key.name);
  return form;
}

std::string SpecForm::spec(const std::vector<Key>& keys) const {
  Spec spec{name, {}};
  for (const Key& key : keys) {
    const auto found = values.find(key.name);
    if (found != values.end() && found->second != key.default_value) spec.values.insert(*found);
  }
  return format_spec(spec);
}

bool show_form(WidgetMap& map, const std::vector<Key>& keys, SpecForm& form) {
  bool changed = false;
  const float label = ImGui::GetFontSize() * 9;
  for (const Key& key : keys) {
    ImGui::PushID(key.name.c_str());
    const std::string& value = form.values[key.name];
    const bool changed_from_default = value != key.default_value;
    ImGui::AlignTextToFramePadding();
    if (changed_from_default) {
      ImGui::TextUnformatted(key.name.c_str());
    } else {
      ImGui::TextColored(to_imgui(kQuiet), "%s", key.name.c_str());
    }
    tip(key.help + "\ndefault: " + key.default_value);
    ImGui::SameLine(label);
    ImGui::PushItemWidth(-1);
    changed = edit(key, form.values[key.name]) || changed;
    ImGui::PopItemWidth();
    mark(map, "key " + key.name);
    ImGui::PopID();
  }
  return changed;
}

}  // namespace streambed
