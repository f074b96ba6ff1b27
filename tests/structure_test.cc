// The layout of the sources, checked on the sources themselves: which room may include which, how
// large files and rooms are, and that no files include each other in a circle. README.md and the
// rooms' own README.md say what the rooms are for.

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/files.h"
#include "tests/catch.h"
#include "tests/paths.h"

namespace {

namespace fs = std::filesystem;

constexpr int kMaxLines = 400;
constexpr int kMaxCodeFiles = 30;  // in one room

// Room -> rooms that it may include besides itself; "sim" stands for everything in sim/. Sources of
// a room that is not listed are refused.
const std::map<std::string, std::vector<std::string>> kMayInclude = {
    {"sim", {"sim"}},
    {"sim/base", {}},
    {"sim/clock", {"sim"}},
    {"sim/data", {"sim"}},
    {"sim/events", {"sim"}},

    {"tasks", {"sim", "tasks/geometry", "tasks/push_t", "tasks/table"}},
    {"tasks/geometry", {"sim"}},
    {"tasks/push_t", {"sim", "tasks/geometry", "tasks/table"}},
    {"tasks/table", {"sim", "tasks/geometry"}},

    {"policies", {"sim", "policies/learned", "policies/policy"}},
    {"policies/learned", {"sim"}},
    {"policies/network", {"sim", "policies/learned"}},
    {"policies/engine", {"sim", "policies/learned", "policies/network"}},
    {"policies/training", {"sim", "policies/learned", "policies/network"}},
    {"policies/policy",
     {"sim", "policies/learned", "policies/network", "policies/engine", "policies/training"}},

    {"viewer", {"sim", "viewer/panels", "viewer/session", "viewer/render"}},
    {"viewer/panels", {"sim", "viewer/session", "viewer/render"}},
    {"viewer/session", {"sim", "viewer/render"}},
    {"viewer/render", {"sim"}},

    {"experiments/stats", {"sim"}},
    {"experiments/results", {"sim", "experiments/stats"}},
    {"experiments/demonstrations", {"sim", "experiments/stats"}},
    {"experiments/sweep", {"sim", "experiments/stats", "experiments/results"}},
    {"experiments/bench",
     {"sim", "experiments/stats", "experiments/results", "experiments/sweep",
      "experiments/demonstrations"}},
    {"experiments/report",
     {"sim", "experiments/stats", "experiments/results", "experiments/report/figures",
      "viewer/render"}},
    {"experiments/report/figures",
     {"sim", "experiments/stats", "experiments/results", "experiments/report"}},
    {"experiments/commands",
     {"sim", "experiments/stats", "experiments/results", "experiments/demonstrations",
      "experiments/sweep", "experiments/bench", "experiments/report", "experiments/report/figures",
      "viewer/render"}},
};
const std::vector<std::string> kTopFolders = {"sim", "tasks", "policies", "viewer", "experiments"};
// The one file that links every folder.
constexpr const char* kCommand = "experiments/streambed.cc";
// Where LibTorch's headers may be read; the rest of policies/ is built without.
const std::set<std::string> kTorchRooms = {"policies/network", "policies/engine",
                                           "policies/training"};

std::string folder_of(const std::string& path) {
  return path.substr(0, std::min(path.rfind('/'), path.size()));
}
std::string top_of(const std::string& path) { return path.substr(0, path.find('/')); }

bool may_include(const std::string& path, const std::string& included) {
  const std::string from = folder_of(path), room = folder_of(included);
  if (top_of(path) == "tests" || path == kCommand || from == room) return true;
  const auto allowed = kMayInclude.find(from);
  if (allowed == kMayInclude.end()) return false;
  return std::any_of(allowed->second.begin(), allowed->second.end(), [&](const std::string& other) {
    return room == other || (other == "sim" && top_of(included) == "sim");
  });
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

bool is_ours(const std::string& included) {
  const std::string top = top_of(included);
  return top == "tests" ||
         std::find(kTopFolders.begin(), kTopFolders.end(), top) != kTopFolders.end();
}

std::vector<std::string> own_includes(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (std::string included = included_path(line); is_ours(included)) out.push_back(included);
  }
  return out;
}

// Everything that a source file at `path`, relative to the source tree, does against the rules.
std::vector<std::string> structure_faults(const std::string& path, const std::string& text) {
  std::vector<std::string> faults;
  std::istringstream stream(text);
  std::string line;
  int number = 0;
  while (std::getline(stream, line)) {
    ++number;
    const std::string included = included_path(line);
    const std::string where = path + ":" + std::to_string(number) + " includes " + included;
    // "../" would hide the folder.
    if (top_of(included) == "..") faults.push_back(where);
    if (is_ours(included) && !may_include(path, included)) faults.push_back(where);
    const std::string top = top_of(included);
    const bool is_torch = top == "torch" || top == "ATen" || top == "c10";
    if (is_torch && !kTorchRooms.contains(folder_of(path))) faults.push_back(where);
  }
  if (number > kMaxLines) {
    faults.push_back(path + " has " + std::to_string(number) + " lines");
  }
  return faults;
}

// The files of a circle of includes, from the first to its repetition; empty when there is none.
using Includes = std::map<std::string, std::vector<std::string>>;
std::vector<std::string> circle_from(const std::string& file, const Includes& includes,
                                     std::vector<std::string>& path, std::set<std::string>& seen) {
  path.push_back(file);
  const auto found = includes.find(file);
  if (found != includes.end()) {
    for (const std::string& next : found->second) {
      if (const auto at = std::find(path.begin(), path.end(), next); at != path.end()) {
        std::vector<std::string> circle(at, path.end());
        circle.push_back(next);
        return circle;
      }
      if (!seen.insert(next).second) continue;
      if (auto circle = circle_from(next, includes, path, seen); !circle.empty()) return circle;
    }
  }
  path.pop_back();
  return {};
}

std::vector<std::string> circle_in(const Includes& includes) {
  std::set<std::string> seen;
  for (const auto& [file, list] : includes) {
    std::vector<std::string> path;
    if (auto circle = circle_from(file, includes, path, seen); !circle.empty()) return circle;
  }
  return {};
}

bool is_code(const fs::path& path) {
  return path.extension() == ".cc" || path.extension() == ".h" || path.extension() == ".inc";
}

// Path, relative to the source tree -> text, of all code.
std::map<std::string, std::string> sources() {
  std::map<std::string, std::string> out;
  const fs::path root = streambed::source_dir();
  std::vector<std::string> folders = kTopFolders;
  folders.push_back("tests");
  for (const std::string& folder : folders) {
    if (!fs::is_directory(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_code(entry.path())) continue;
      out[entry.path().lexically_relative(root).generic_string()] =
          streambed::read_file(entry.path());
    }
  }
  return out;
}

}  // namespace

TEST_CASE("The sources keep to their rooms, to torch's place and to 400 lines") {
  const auto all = sources();
  CHECK(all.size() > 400);
  for (const auto& [path, text] : all) {
    for (const std::string& fault : structure_faults(path, text)) FAIL_CHECK(fault);
  }
}

TEST_CASE("No room holds more than 30 files of code") {
  std::map<std::string, int> counts;
  for (const auto& [path, text] : sources()) ++counts[folder_of(path)];
  for (const auto& [room, count] : counts) {
    INFO(room);
    CHECK(count <= kMaxCodeFiles);
  }
}

TEST_CASE("No files include each other in a circle") {
  Includes includes;
  for (const auto& [path, text] : sources()) includes[path] = own_includes(text);
  std::string circle;
  for (const std::string& file : circle_in(includes)) circle += " " + file;
  CHECK(circle == "");
}

TEST_CASE("A circle of includes is found") {
  CHECK(circle_in({{"a.h", {"b.h"}}, {"b.h", {"c.h"}}, {"c.h", {}}}).empty());
  CHECK(circle_in({{"a.h", {"b.h", "c.h"}}, {"b.h", {"c.h"}}, {"c.h", {"b.h"}}}) ==
        std::vector<std::string>{"b.h", "c.h", "b.h"});
}

TEST_CASE("A forbidden edge is found") {
  const auto faults = [](const char* path, const std::string& text) {
    return structure_faults(path, text).size();
  };
  // One folder reaching into another, however it is spelled and at whatever depth.
  CHECK(faults("sim/a.cc", "#include \"tasks/table/rod.h\"\n") == 1);
  CHECK(faults("tasks/a.cc", "int x;\n  #  include <policies/learned/chunk.h>\n") == 1);
  CHECK(faults("policies/a.h", "#include \"tasks/b.h\"\n#include \"viewer/x.h\"") == 2);
  CHECK(faults("viewer/deep/a.cc", "#include \"experiments/sweep/sweep_plan.h\"") == 1);
  CHECK(faults("experiments/sweep/sweep_plan.cc", "#include \"policies/learned/chunk.h\"") == 1);
  CHECK(faults("sim/a.cc", "#include \"tests/catch.h\"") == 1);
  CHECK(faults("sim/a.cc", "#include \"../tasks/push_t.h\"") == 1);
  // One room reaching up into another of its folder.
  CHECK(faults("sim/base/a.cc", "#include \"sim/task.h\"") == 1);
  CHECK(faults("policies/learned/a.cc", "#include \"policies/engine/engine.h\"") == 1);
  CHECK(faults("policies/a.cc", "#include \"policies/engine/engine.h\"") == 1);
  CHECK(faults("experiments/stats/a.cc", "#include \"experiments/results/store.h\"") == 1);
  CHECK(faults("experiments/sweep/a.cc", "#include \"experiments/report/report.h\"") == 1);
  CHECK(faults("viewer/render/a.cc", "#include \"viewer/session/lane.h\"") == 1);
  CHECK(faults("experiments/bench/a.cc", "#include \"viewer/render/scene.h\"") == 1);
  // A room that nobody declared.
  CHECK(faults("tasks/new_room/a.cc", "#include \"sim/task.h\"") == 1);

  // What is allowed.
  CHECK(faults("sim/a.cc", "#include \"sim/base/b.h\"\n#include <mujoco/mujoco.h>\n") == 0);
  CHECK(faults("tasks/a.cc", "#include \"sim/b.h\"\n#include \"tasks/table/c.h\"\n") == 0);
  CHECK(faults("experiments/commands/a.cc", "#include \"viewer/render/render.h\"") == 0);
  CHECK(faults(kCommand, "#include \"policies/policy/torch_module.h\"") == 0);
  CHECK(faults("tests/tasks/a.cc", "#include \"tasks/push_t/tee.h\"") == 0);

  // Torch.
  CHECK(faults("policies/network/a.cc", "#include <torch/torch.h>\n#include <ATen/ATen.h>") == 0);
  CHECK(faults("policies/learned/a.cc", "#include <torch/torch.h>") == 1);
  CHECK(faults(kCommand, "#include <torch/torch.h>") == 1);
  CHECK(faults("tests/policies/a.cc", "#include <torch/torch.h>\n#include <c10/util/Half.h>") == 2);
}

TEST_CASE("A file of more than 400 lines is found") {
  std::string lines;
  for (int i = 0; i < kMaxLines; ++i) lines += "\n";
  CHECK(structure_faults("sim/a.cc", lines).empty());
  CHECK(structure_faults("sim/a.cc", lines + "x").size() == 1);
}
