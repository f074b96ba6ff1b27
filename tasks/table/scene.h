#pragma once
// Scenes that share parts by <include file="rod.xml"/>, which MuJoCo reads from the scene's folder.
// A scene stored with a demonstration must not name files, so its text has the parts in it.

#include <filesystem>
#include <string>

namespace streambed {

// The text of a scene, for Task::model_xml: each <include file="..."/> is replaced by the content
// of that file in the scene's folder. Included files include nothing themselves. Throws UserError.
std::string scene_xml(const std::filesystem::path& scene);

}  // namespace streambed
