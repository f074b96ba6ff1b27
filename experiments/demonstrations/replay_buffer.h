#pragma once
// Replay buffers: arrays of T rows in which all episodes follow each other, and the rows at which
// they end. This is the layout of diffusion policy's datasets (zarr: data/state, data/action,
// meta/episode_ends) and of many others (npz). Arrays are looked for under these names, in this
// order:
//   state        state, states, obs, observation, observations
//   action       action, actions: absolute targets; else action_vel: increments of the state's
//                leading entries, turned into targets by adding them
//   episode_ends episode_ends, ends (one past the last row); else episode_lengths, lengths
// Further numeric arrays with T rows become obs/<name>, in their own type (floats of 4 bytes and
// unsigned bytes stay what they are, all else becomes float64).

#include <filesystem>
#include <memory>
#include <string>

#include "experiments/demonstrations/array_file.h"
#include "sim/data/demonstrations.h"

namespace streambed {

// Of the attributes that we add to the layout.
constexpr int kReplayBufferVersion = 1;

// Names of the arrays of which no chunk may be missing in a zarr folder.
std::vector<std::string> replay_buffer_essentials();

// Throws UserError when an array is missing, shapes disagree, ends do not ascend or go past the
// data, or a number is not finite. `path` is for messages and for DemonstrationSet::origin. As with
// read_hdf5(), observations with large rows stay in the file, which the set then holds open.
DemonstrationSet read_replay_buffer(std::shared_ptr<ArrayFile> file,
                                    const std::filesystem::path& path);

// Writes diffusion policy's layout, the rest of the set (task, models ...) as attributes, so that
// reading it back gives the same set. Atomic; throws UserError when `directory` exists, or when the
// set has no states or names an observation "state" or "action". Numbers keep their types; states
// and actions that all fit 32-bit floats are stored so.
void write_replay_buffer(const std::filesystem::path& directory, const DemonstrationSet& set);

}  // namespace streambed
