#include "experiments/report/report_scenes.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/base/error.h"
#include "sim/base/files.h"

namespace streambed {
namespace {

constexpr std::size_t kMaxPictureBytes = 1u << 24;

std::vector<std::string> tasks_of(const Report& report) {
  std::vector<std::string> out;
  for (const ReportGroup& group : report.groups) {
    if (std::ranges::find(out, group.task) == out.end()) out.push_back(group.task);
  }
  return out;
}

}  // namespace

std::vector<PageFigure> draw_scenes(const Report& report, const ReportHooks& hooks,
                                    const std::filesystem::path& folder,
                                    std::vector<std::string>& remarks) {
  std::vector<PageFigure> out;
  if (!hooks.draw_scene) return out;
  for (const std::string& task : tasks_of(report)) {
    const std::string name = fmt::format("scene_{}", out.size() + 1);
    const std::filesystem::path file = folder / (name + ".png");
    try {
      hooks.draw_scene(task, file);
      out.push_back({name,
                     fmt::format("{}, start 100000", task),
                     {},
                     read_file(file, kMaxPictureBytes)});
    } catch (const UserError& error) {
      remarks.push_back(fmt::format("a picture of {}: {}", task, error.what()));
    }
  }
  return out;
}

}  // namespace streambed
