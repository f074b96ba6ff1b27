#pragma once
// What the numbers of an observation or of an action are. Both stay flat vectors; their components
// say what is where, so that nobody needs an index. A task lists them in the order in which their
// entries follow each other (TaskInfo::observation, TaskInfo::action). Pure functions; a search by
// name walks through the list, so what is needed every tick is looked up once.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace streambed {

enum class ComponentKind {
  kPosition,   // along axes; any number of entries
  kVelocity,   // any number
  kAngle,      // 1 entry, radians; a full turn more means the same
  kDirection,  // 2 entries: sine and cosine of an angle, in this order
  kRotation,   // 6 entries: the first two rows of the rotation matrix (sim/rotation.h)
  kSwitch,     // only the sign of an entry counts, 0 as positive; never scaled, never noised
  kScalar      // whatever else is a number
};

struct Component {
  // Unique within the observation, and within the action: letters a-z, digits and underscores.
  // Demonstrations store an observation's component as obs/NAME.
  std::string name;
  ComponentKind kind = ComponentKind::kScalar;
  int size = 1;               // entries of the flat vector
  std::string unit = {};      // "px", "m", "rad", ...; may be empty
  // Whose position, angle, direction or rotation it is: a name or a goal in TaskInfo::objects.
  // Empty for the agent and for all else.
  std::string object = {};
  // Of an action's component: the observation's component that measures what it commands, of the
  // same kind and size. Empty when that is not observed.
  std::string measured_by = {};
};

// "position", "velocity", ...; and back, nullopt for other words.
std::string kind_name(ComponentKind kind);
std::optional<ComponentKind> kind_named(std::string_view name);

// Entries of all components together.
int total_size(std::span<const Component> components);
// The component of this name; null when there is none.
const Component* find_component(std::span<const Component> components, std::string_view name);
// The first entry of the component of this name; -1 when there is none.
int first_entry(std::span<const Component> components, std::string_view name);
// The first entries of all components of a kind, ascending.
std::vector<int> first_entries(std::span<const Component> components, ComponentKind kind);
// The component that entry `entry` belongs to; the entry must exist.
const Component& component_at(std::span<const Component> components, int entry);

// For every entry of the action, the entry of the observation that measures it. Empty when one of
// them is not measured.
std::vector<int> measured_entries(std::span<const Component> observation,
                                  std::span<const Component> action);

// Where the pose of an object is observed.
struct PoseEntries {
  int position = -1;      // its first entry; -1: the place is not observed
  int position_size = 0;  // how many axes
  int turn = -1;          // first entry of its angle, direction or rotation; -1: not observed
  ComponentKind turn_kind = ComponentKind::kAngle;
};
PoseEntries pose_entries(std::span<const Component> observation, std::string_view object);

}  // namespace streambed
