#pragma once
// Replay buffers: all episodes end to end in arrays of T rows, with the row at which each ends. So
// keep diffusion policy its datasets (zarr: data/state, data/action, meta/episode_ends) and many
// others theirs (npz). The names understood, in this order:
//   state        state, states, obs, observation, observations
//   action       action, actions: absolute targets; else action_vel: increments of the state's
//                leading entries, turned into targets by adding them
//   episode_ends episode_ends, ends (one past the last row); else episode_lengths, lengths
// Further numeric arrays with T rows become obs/<name>; pictures (4 dimensions) are left out.

#include <filesystem>
#include <string>

#include "experiments/numeric_array.h"
#include "sim/demonstrations.h"

namespace streambed {

// Names of arrays in which a zarr folder must have every chunk.
std::vector<std::string> replay_buffer_essentials();

// Throws UserError when an array is missing, shapes disagree, ends do not ascend or go past the
// data, or a number is not finite. `path` is for messages and for DemonstrationSet::origin.
DemonstrationSet read_replay_buffer(ArrayFile& file, const std::filesystem::path& path);

// Writes diffusion policy's layout, the rest of the set (task, models ...) as attributes, so that
// reading it back gives the same set. Atomic; throws UserError when `directory` exists, or when the
// set has no states or names an observation "state" or "action".
void write_replay_buffer(const std::filesystem::path& directory, const DemonstrationSet& set);

}  // namespace streambed
