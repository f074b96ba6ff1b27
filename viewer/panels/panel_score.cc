#include <fmt/core.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "viewer/panels/panels.h"

namespace streambed {
namespace {

void scores(const Snapshot& snapshot, const TaskInfo& task) {
  const double score = snapshot.progress.score;
  ImGui::ProgressBar(static_cast<float>(std::clamp(score, 0.0, 1.0)), {-1, 0},
                     fmt::format("best score {:.3f}", score).c_str());
  if (std::isfinite(snapshot.progress.coverage)) {
    row("coverage now", fmt::format("{:.1f} %", 100 * snapshot.progress.coverage));
  }
  row("success", snapshot.progress.success ? "yes" : "not yet",
      snapshot.progress.success ? &kGood : nullptr);
  row("tick", fmt::format("{} of {}, {:.1f} s", snapshot.tick,
                          snapshot.is_demonstration ? snapshot.newest_tick : task.max_ticks,
                          static_cast<double>(snapshot.time_ns) / kNsPerSecond));
  if (snapshot.is_demonstration) return;
  const End end = snapshot.result.end;
  const bool bad = end != End::kRunning && end != End::kSuccess;
  row("state", to_string(end), bad ? &kBad : end == End::kSuccess ? &kGood : nullptr);
  if (!snapshot.result.reason.empty()) wrapped(kBad, snapshot.result.reason);
  const int mode = snapshot.result.mode;
  if (mode >= 0 && mode < static_cast<int>(task.modes.size())) {
    row("mode", task.modes[static_cast<std::size_t>(mode)]);
  }
}

}  // namespace

void score_panel(PanelContext& context) {
  if (!heading(context.state.widgets, "Score")) return;
  for (std::size_t i = 0; i < context.snapshots.size(); ++i) {
    if (context.snapshots.size() > 1) {
      ImGui::TextUnformatted(fmt::format("{}: {}", i + 1, context.snapshots[i].policy).c_str());
    }
    scores(context.snapshots[i], context.task.info());
  }
}

}  // namespace streambed
