#include "tasks/table/scene.h"

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

// What stands between the tags of a fragment's root element.
std::string fragment(const std::filesystem::path& file) {
  const std::string text = read_file(file);
  const std::string opening = "<mujocoinclude>", closing = "</mujocoinclude>";
  const auto begin = text.find(opening);
  const auto end = text.rfind(closing);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw UserError(file.string() + " is no fragment of a scene; restore the assets folder");
  return text.substr(begin + opening.size(), end - begin - opening.size());
}

}  // namespace

std::string scene_xml(const std::filesystem::path& scene) {
  std::string text = read_file(scene);
  const std::string opening = "<include file=\"", closing = "\"/>";
  for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at)) {
    const auto name = at + opening.size();
    const auto end = text.find(closing, name);
    if (end == std::string::npos)
      throw UserError(scene.string() + " has an <include> without end; restore the assets folder");
    const std::string inlined = fragment(scene.parent_path() / text.substr(name, end - name));
    text.replace(at, end + closing.size() - at, inlined);
    at += inlined.size();
  }
  return text;
}

}  // namespace streambed
