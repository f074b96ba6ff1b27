#pragma once
// Scenes that share fragments: MuJoCo reads <include file="rod.xml"/> from the assets folder, but a
// model that is embedded in a recording may name no file.

#include <string>
#include <string_view>

#include "sim/mujoco.h"

namespace streambed {

// Loads a scene of the assets folder. Throws UserError with the compiler's message.
ModelPtr load_scene(std::string_view asset);
// Its text with every <include file="..."/> replaced by what the named asset holds: Task::model_xml.
// Fragments include nothing themselves. Throws UserError.
std::string scene_xml(std::string_view asset);

}  // namespace streambed
