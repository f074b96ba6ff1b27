#pragma once
// Scenes that share parts by <include file="rod.xml"/>, which MuJoCo reads from the assets folder.
// A scene stored with a demonstration must not name files, so its text has the parts in it.

#include <string>
#include <string_view>

#include "sim/mujoco.h"

namespace streambed {

// Loads a scene of the assets folder. Throws UserError with the compiler's message.
ModelPtr load_scene(std::string_view asset);
// The text of a scene, for Task::model_xml: each <include file="..."/> is replaced by the content
// of that file. Included files include nothing themselves. Throws UserError.
std::string scene_xml(std::string_view asset);

}  // namespace streambed
