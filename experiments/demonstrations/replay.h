#pragma once
// Open-loop replay: how far the simulation drifts from a recording when it is given nothing but the
// recorded actions. It begins at a recorded simulator state, and then does not drift at all on the
// machine that recorded it; or else at a recorded observation. The first object of the task is
// compared (TaskInfo::objects, Task::pose); in a recording it was where it stands when the task
// restores that row, whatever form the states have. If nothing is manipulated the task must observe
// what its actions move (Component::measured_by); then the first two of these entries are compared,
// with angle 0.

#include <array>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "sim/base/progress.h"
#include "sim/data/demonstrations.h"
#include "sim/episode.h"
#include "sim/task.h"

namespace streambed {

// Of all errors of one kind; NaN if there is none.
struct ErrorSummary {
  double median = 0, p90 = 0;
};

// Errors after `ticks` control ticks that begin at a recorded state, over all those pieces of
// recordings ("windows") in which the object moves.
struct WindowErrors {
  int ticks = 0;
  std::int64_t count = 0;
  ErrorSummary distance, angle;
};

// Distances are in the task's length unit (Push-T: px, else m), angles in rad.
struct ReplayReport {
  std::int64_t episodes = 0;
  // Whole episodes from row 0: at the last recorded state, after N-1 of N actions.
  ErrorSummary whole_distance, whole_angle;
  std::array<WindowErrors, 3> windows;  // 1, 8 and 32 ticks
  // After all N actions.
  std::int64_t success_at_last_tick = 0;  // episodes
  std::int64_t failed = 0;                // episodes beyond rescue: they touched an obstacle
  double score = 0;                       // mean of Progress::score
};

// A window counts when the recorded object's net displacement in it exceeds this share of the
// action box's longest side (Push-T: 0.02 px): far above rounding (32-bit pixels: 1e-5), far below
// any push. On diffusion policy's human Push-T data the displacements so chosen are 3.0/7.3, 14/48
// and 42/122 px (median/p90 after 1, 8 and 32 ticks): the error of a simulation in which nothing
// moves.
constexpr double kMovingShare = 0.02 / 512;

// Windows begin at every recorded row (at every eighth where positions are compared) and end inside
// the episode. The report does not depend on `workers`. `progress` is called from one thread
// at a time after each episode. Throws UserError for demonstrations that the task cannot restore
// or that make it diverge, and for tasks without an object; after a stop request the report is
// incomplete.
ReplayReport measure_replay(const Task& task, const DemonstrationSet& set, int workers,
                            std::stop_token stop = {},
                            const ProgressCallback& progress = {},
                            const Equipment& equipment = {});

// {"episodes":..,"whole_episode":{"final_px":{"median":..,"p90":..},"final_rad":{..}},
//  "windows":{"1":{"count":..,"px":{..},"rad":{..}},"8":..,"32":..},
//  "success_at_last_tick":..,"failed":..,"replay_score":..}
// The keys px hold the task's length unit, whatever it is.
std::string replay_json(const ReplayReport& report);
std::string replay_table(const ReplayReport& report);

}  // namespace streambed
