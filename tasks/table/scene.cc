#include "tasks/table/scene.h"

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

// What stands between the tags of a fragment's root element.
std::string fragment(const std::string& name) {
  const std::string text = read_file(asset_path(name));
  const std::string opening = "<mujocoinclude>", closing = "</mujocoinclude>";
  const auto begin = text.find(opening);
  const auto end = text.rfind(closing);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw UserError(name + " is no fragment of a scene; restore the assets folder");
  return text.substr(begin + opening.size(), end - begin - opening.size());
}

}  // namespace

ModelPtr load_scene(std::string_view asset) { return load_model(asset_path(asset)); }

std::string scene_xml(std::string_view asset) {
  std::string text = read_file(asset_path(asset));
  const std::string opening = "<include file=\"", closing = "\"/>";
  for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    const auto name = at + opening.size();
    const auto end = text.find(closing, name);
    if (end == std::string::npos)
      throw UserError(std::string(asset) +
                      " has an <include> without end; restore the assets folder");
    const std::string inlined = fragment(text.substr(name, end - name));
    text.replace(at, end + closing.size() - at, inlined);
    at += inlined.size();
  }
  return text;
}

}  // namespace streambed
