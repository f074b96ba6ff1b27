#pragma once
// All of a result that does not depend on the speed of the machine, as one text to compare.

#include <fmt/core.h>

#include <string>

#include "sim/episode.h"

namespace streambed::testing {

inline std::string result_text(const EpisodeResult& r) {
  return fmt::format(
      "{} '{}' steps {} score {} success {} {} at {} coverage {} mode {} {} stalls {} dropped {} "
      "calls {} missed {} age {} rate {} jerk {} jump {} path {}",
      to_string(r.end), r.reason, r.ticks, r.score, r.success, r.success_at_end,
      r.time_to_success_ms, r.final_coverage, r.mode, r.mode_changes, r.stalled_steps,
      r.actions_dropped, r.network_calls, r.deadline_misses, r.action_age_ms, r.effective_hz,
      r.jerk, r.seam_jump, r.trajectory);
}

}  // namespace streambed::testing
