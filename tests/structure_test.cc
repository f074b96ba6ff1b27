// Who may include whom, checked on the sources themselves.

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/files.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace {

namespace fs = std::filesystem;

constexpr int kMaxLines = 500;
const std::vector<std::string> kFolders = {"sim", "tasks", "policies", "viewer", "experiments"};

// The command is the one file that knows every folder.
bool may_include(const std::string& path, const std::string& from, const std::string& folder) {
  return folder == from || folder == "sim" || from == "tests" || path == "experiments/streambed.cc";
}

// The path between the quotes or brackets of an #include line, else empty.
std::string included_path(std::string_view line) {
  const auto skip = [&line](std::string_view token) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (!line.starts_with(token)) return false;
    line.remove_prefix(token.size());
    return true;
  };
  if (!skip("#") || !skip("include")) return {};
  if (!skip("\"") && !skip("<")) return {};
  return std::string(line.substr(0, line.find_first_of("\">")));
}

// Everything that a source file at `path`, relative to the source tree, does against the rules.
std::vector<std::string> structure_faults(const std::string& path, const std::string& text) {
  std::vector<std::string> faults;
  const std::string from = path.substr(0, path.find('/'));
  std::istringstream stream(text);
  std::string line;
  int number = 0;
  while (std::getline(stream, line)) {
    ++number;
    const std::string included = included_path(line);
    const std::string folder = included.substr(0, included.find('/'));
    const std::string where = path + ":" + std::to_string(number) + " includes " + included;
    const bool is_ours =
        std::find(kFolders.begin(), kFolders.end(), folder) != kFolders.end() || folder == "tests";
    // "../" would hide the folder.
    if ((is_ours && !may_include(path, from, folder)) || folder == "..") faults.push_back(where);
    const bool is_torch = folder == "torch" || folder == "ATen" || folder == "c10";
    if (is_torch && from != "policies") faults.push_back(where);
  }
  if (number > kMaxLines) {
    faults.push_back(path + " has " + std::to_string(number) + " lines");
  }
  return faults;
}

}  // namespace

TEST_CASE("The sources keep to their folders, to torch's place and to 500 lines") {
  const fs::path root = streambed::source_dir();
  std::vector<std::string> folders = kFolders;
  folders.push_back("tests");
  int files = 0;
  for (const std::string& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path extension = entry.path().extension();
      if (!entry.is_regular_file() || (extension != ".cc" && extension != ".h")) continue;
      ++files;
      const std::string path = entry.path().lexically_relative(root).generic_string();
      for (const std::string& fault : structure_faults(path, streambed::read_file(entry.path()))) {
        FAIL_CHECK(fault);
      }
    }
  }
  CHECK(files > 50);
}

TEST_CASE("A forbidden edge is found") {
  const auto faults = [](const char* path, const std::string& text) {
    return structure_faults(path, text).size();
  };
  // One folder reaching into another, however it is spelled and at whatever depth.
  CHECK(faults("sim/a.cc", "#include \"tasks/push_t.h\"\n") == 1);
  CHECK(faults("tasks/a.cc", "int x;\n  #  include <policies/learned.h>\n") == 1);
  CHECK(faults("policies/a.h", "#include \"tasks/push_t.h\"\n#include \"viewer/x.h\"") == 2);
  CHECK(faults("viewer/deep/a.cc", "#include \"experiments/plan.h\"") == 1);
  CHECK(faults("experiments/plan.cc", "#include \"policies/learned.h\"") == 1);
  CHECK(faults("sim/a.cc", "#include \"tests/catch.h\"") == 1);
  CHECK(faults("sim/a.cc", "#include \"../tasks/push_t.h\"") == 1);

  // What is allowed.
  CHECK(faults("sim/a.cc", "#include \"sim/b.h\"\n#include <mujoco/mujoco.h>\n") == 0);
  CHECK(faults("tasks/a.cc", "#include \"sim/b.h\"\n#include \"tasks/c.h\"\n") == 0);
  CHECK(faults("experiments/streambed.cc", "#include \"policies/register.h\"") == 0);
  CHECK(faults("tests/tasks/a.cc", "#include \"tasks/push_t.h\"") == 0);

  // Torch.
  CHECK(faults("policies/a.cc", "#include <torch/torch.h>\n#include <ATen/ATen.h>") == 0);
  CHECK(faults("experiments/streambed.cc", "#include <torch/torch.h>") == 1);
  CHECK(faults("tests/policies/a.cc", "#include <torch/torch.h>\n#include <c10/util/Half.h>") == 2);
  CHECK(faults("tests/a.cc", "#include <ATen/Parallel.h>") == 1);
}

TEST_CASE("A file of more than 500 lines is found") {
  std::string lines;
  for (int i = 0; i < kMaxLines; ++i) lines += "\n";
  CHECK(structure_faults("sim/a.cc", lines).empty());
  CHECK(structure_faults("sim/a.cc", lines + "x").size() == 1);
}
