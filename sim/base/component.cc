#include "sim/base/component.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>

namespace streambed {
namespace {

// In the order of ComponentKind.
constexpr std::array kKindNames = {"position", "velocity", "angle", "direction",
                                   "rotation", "switch",   "scalar"};

bool is_turn(ComponentKind kind) {
  return kind == ComponentKind::kAngle || kind == ComponentKind::kDirection ||
         kind == ComponentKind::kRotation;
}

}  // namespace

std::string kind_name(ComponentKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<ComponentKind> kind_named(std::string_view name) {
  const auto found = std::ranges::find(kKindNames, name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<ComponentKind>(found - kKindNames.begin());
}

int total_size(std::span<const Component> components) {
  int size = 0;
  for (const Component& component : components) size += component.size;
  return size;
}

const Component* find_component(std::span<const Component> components, std::string_view name) {
  const auto found = std::ranges::find(components, name, &Component::name);
  return found == components.end() ? nullptr : &*found;
}

int first_entry(std::span<const Component> components, std::string_view name) {
  int entry = 0;
  for (const Component& component : components) {
    if (component.name == name) return entry;
    entry += component.size;
  }
  return -1;
}

std::vector<int> first_entries(std::span<const Component> components, ComponentKind kind) {
  std::vector<int> out;
  int entry = 0;
  for (const Component& component : components) {
    if (component.kind == kind) out.push_back(entry);
    entry += component.size;
  }
  return out;
}

const Component& component_at(std::span<const Component> components, int entry) {
  assert(0 <= entry && entry < total_size(components));
  std::size_t i = 0;
  while (entry >= components[i].size) entry -= components[i++].size;
  return components[i];
}

std::vector<int> measured_entries(std::span<const Component> observation,
                                  std::span<const Component> action) {
  std::vector<int> out;
  for (const Component& commanded : action) {
    const int first = first_entry(observation, commanded.measured_by);
    if (first < 0) return {};
    const auto filled = static_cast<std::ptrdiff_t>(out.size());
    out.resize(out.size() + static_cast<std::size_t>(commanded.size));
    std::iota(out.begin() + filled, out.end(), first);
  }
  return out;
}

PoseEntries pose_entries(std::span<const Component> observation, std::string_view object) {
  PoseEntries out;
  int entry = 0;
  for (const Component& component : observation) {
    if (component.object == object && component.kind == ComponentKind::kPosition) {
      out.position = entry;
      out.position_size = component.size;
    } else if (component.object == object && is_turn(component.kind)) {
      out.turn = entry;
      out.turn_kind = component.kind;
    }
    entry += component.size;
  }
  return out;
}

}  // namespace streambed
