#pragma once
// Pictures of the scenes that a report is about.

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/report/report.h"
#include "experiments/report/report_forms.h"
#include "experiments/report/report_hooks.h"

namespace streambed {

// Draws the first test start of every task into folder/scene_N.png, in the report's order. Without
// a hook there are no pictures; where drawing fails, its reason is added to `remarks`.
std::vector<PageFigure> draw_scenes(const Report& report, const ReportHooks& hooks,
                                    const std::filesystem::path& folder,
                                    std::vector<std::string>& remarks);

}  // namespace streambed
