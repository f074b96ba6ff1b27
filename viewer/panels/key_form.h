#pragma once
// Widgets for the keys that tasks and policies declare, so that a new one needs no panel of its
// own.

#include <map>
#include <string>
#include <vector>

#include "sim/spec.h"
#include "viewer/panels/widgets.h"

namespace streambed {

// A spec while it is edited: a name and a text for each key. While somebody types, values may be
// wrong; this shows only when a task or policy is made of them.
struct SpecForm {
  std::string name;
  std::map<std::string, std::string> values;  // every declared key

  // Takes over a spec; keys that it lacks have their defaults. Throws UserError.
  static SpecForm from(const std::string& spec, const std::vector<Key>& keys);
  // The spec without keys that have their default value, like Params::label().
  std::string spec(const std::vector<Key>& keys) const;
};

// Shows one widget per key. True if a value was changed and its editing is finished.
bool show_form(WidgetMap& map, const std::vector<Key>& keys, SpecForm& form);

}  // namespace streambed
