#pragma once
// Widgets for declared keys, so that a new task or policy has its panel at once.

#include <map>
#include <string>
#include <vector>

#include "sim/spec.h"
#include "viewer/widgets.h"

namespace streambed {

// A spec that is being edited: a name and texts for its keys. Values may be wrong while they are
// typed; whoever makes the object says so.
struct SpecForm {
  std::string name;
  std::map<std::string, std::string> values;  // every declared key

  // Takes over a spec; keys that it lacks have their defaults. Throws UserError.
  static SpecForm from(const std::string& spec, const std::vector<Key>& keys);
  // Without the keys that equal their default, which the checked label leaves out, too.
  std::string spec(const std::vector<Key>& keys) const;
};

// One widget per key, by its kind; true when a value was changed and is complete.
bool show_form(WidgetMap& map, const std::vector<Key>& keys, SpecForm& form);

}  // namespace streambed
