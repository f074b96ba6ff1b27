// What a finished, or running, episode says of itself: Episode::result().

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "sim/episode.h"

namespace streambed {
namespace {

// Nearest-rank quantile of ascending values; NaN when there is nothing to rank.
double quantile(const std::vector<double>& values, double q) {
  if (values.empty()) return kNotMeasured;
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

TimeQuantiles time_quantiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.5), quantile(values, 0.95), quantile(values, 0.99),
          quantile(values, 1)};
}

}  // namespace

const char* to_string(End end) {
  switch (end) {
    case End::kRunning:
      return "running";
    case End::kSuccess:
      return "success";
    case End::kFailure:
      return "failure";
    case End::kTimeout:
      return "timeout";
    case End::kDiverged:
      return "diverged";
    case End::kError:
      return "error";
  }
  return "error";
}

EpisodeResult Episode::result() const {
  EpisodeResult result;
  result.end = end_;
  result.reason = reason_;
  result.ticks = tick_;
  result.score = progress_.score;
  result.success = progress_.success;
  result.success_at_end = progress_.success_now;
  result.final_coverage = progress_.coverage;
  result.mode = end_ == End::kError ? kModeUndecided : task_->mode(progress_);
  result.mode_changes = mode_changes_;
  result.stalled_steps = stalls_;
  const TimeNs period_ns = task_->info().control_period_ns;
  result.time_to_success_ms =
      success_tick_ < 0 ? kNotMeasured : static_cast<double>(success_tick_ * period_ns) / 1e6;
  result.deadline_misses = measures_.deadline_misses();
  result.action_age_ms = measures_.action_age_ms();
  result.effective_hz = measures_.effective_hz(period_ns);
  result.jerk = measures_.jerk();
  result.seam_jump = measures_.seam_jump();
  result.trajectory = measures_.trajectory();

  InferenceLog log = past_log_;
  log.append(inference_->log());
  result.actions_dropped = log.actions_dropped;
  result.actions_continued = log.actions_continued;
  result.network_calls = log.network_calls;
  std::vector<double> per_action;
  for (std::size_t i = 0; i < log.plan_us.size(); ++i) {
    if (log.plan_actions[i] > 0) per_action.push_back(log.plan_us[i] / log.plan_actions[i]);
  }
  result.first_action_us = time_quantiles(std::move(log.first_action_us));
  result.per_action_us = time_quantiles(std::move(per_action));
  result.per_chunk_us = time_quantiles(std::move(log.plan_us));
  result.own_us = time_quantiles(std::move(log.own_us));
  result.correction_us = time_quantiles(std::move(log.correction_us));
  return result;
}

}  // namespace streambed
