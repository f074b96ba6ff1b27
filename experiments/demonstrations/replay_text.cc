#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "experiments/demonstrations/replay.h"

namespace streambed {
namespace {

// Keeps the order in which the keys are written.
using OrderedJson = nlohmann::ordered_json;

OrderedJson json_of(const ErrorSummary& summary) {
  return {{"median", summary.median}, {"p90", summary.p90}};
}

std::string row(const std::string& name, std::int64_t count, const ErrorSummary& distance,
                const ErrorSummary& angle) {
  return fmt::format("{:<26}{:>8}  {:>9.2g} {:>9.2g}  {:>9.2g} {:>9.2g}\n", name, count,
                     distance.median, distance.p90, angle.median, angle.p90);
}

}  // namespace

std::string replay_json(const ReplayReport& report) {
  OrderedJson json;
  json["episodes"] = report.episodes;
  json["whole_episode"] = {{"final_px", json_of(report.whole_distance)},
                           {"final_rad", json_of(report.whole_angle)}};
  for (const WindowErrors& window : report.windows)
    json["windows"][std::to_string(window.ticks)] = {
        {"count", window.count}, {"px", json_of(window.distance)}, {"rad", json_of(window.angle)}};
  json["success_at_last_tick"] = report.success_at_last_tick;
  json["failed"] = report.failed;
  json["replay_score"] = report.score;
  return json.dump(2) + "\n";
}

std::string replay_table(const ReplayReport& report) {
  std::string text = fmt::format("{:<26}{:>8}  {:>9} {:>9}  {:>9} {:>9}\n", "error after", "count",
                                 "distance", "p90", "rad median", "p90");
  text += row("whole episode", report.episodes, report.whole_distance, report.whole_angle);
  for (const WindowErrors& window : report.windows)
    text += row(fmt::format("{} tick{}, object moving", window.ticks, window.ticks == 1 ? "" : "s"),
                window.count, window.distance, window.angle);
  text += fmt::format("success at the last tick: {} of {} episodes\n", report.success_at_last_tick,
                      report.episodes);
  if (report.failed > 0)
    text += fmt::format("failed (touched an obstacle): {} of {} episodes\n", report.failed,
                        report.episodes);
  text += fmt::format("replay score: {:.4f}\n", report.score);
  return text;
}

}  // namespace streambed
