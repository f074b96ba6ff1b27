#pragma once
#include <filesystem>
#include <string_view>

namespace streambed {

// The files that belong to something: those that ship with streambed, or those beside a plugin.
// They lie in one folder, and who needs them is handed an Assets; nothing asks where the program is.
// A value; any thread.
class Assets {
 public:
  // No folder: it has no file.
  Assets() = default;
  // The folder need not exist; a relative one is taken from the present working folder.
  explicit Assets(const std::filesystem::path& root);

  // Absolute; empty when there is no folder.
  const std::filesystem::path& root() const { return root_; }
  // The absolute path of a file or folder in it, which need not exist: "scenes/arm.xml". Throws
  // UserError for a path that is empty or absolute or has a part "..", and when there is no folder.
  std::filesystem::path path(std::string_view relative) const;
  // Is it there? False, too, for what path() refuses.
  bool has(std::string_view relative) const;
  // A folder in it as assets of its own. Throws as path() does.
  Assets folder(std::string_view relative) const { return Assets(path(relative)); }

 private:
  std::filesystem::path root_;
};

}  // namespace streambed
