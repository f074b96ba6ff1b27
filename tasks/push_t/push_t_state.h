#pragma once
// What Push-T's observation says and how it is written as numbers; where episodes start; the mirror
// image of a demonstration. Pure functions. Pixels and radians throughout.

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "sim/base/component.h"
#include "sim/data/demonstrations.h"
#include "sim/types.h"
#include "tasks/push_t/tee.h"

namespace streambed {

struct PushTState {
  Eigen::Vector2d agent;  // the pusher's centre
  TeePose block;
};

// How a state is written: agent x, y, block x, y, angle in [0, 2 pi), or 9 keypoints of the T and
// then the agent.
enum class PushTForm { kPose, kKeypoints };
constexpr int kPushTPoseSize = 5;
constexpr int kPushTKeypointSize = 2 * kTeeKeypoints + 2;

// What the entries of a form are; the T is the object "block".
std::vector<Component> push_t_observation(PushTForm form);
StateVector encode(const PushTState& state, PushTForm form);
// Reads either form; the size tells which. Throws UserError for another size and for numbers that
// are not finite.
PushTState decode_push_t(const StateVector& state);

// The start that diffusion policy's environment draws from numpy's generator with this seed. With
// `legacy` as its recordings were started: placed at angle 0, then turned about the centre of
// gravity. Throws UserError for a context outside 0 to 2^32 - 1.
PushTState push_t_start(std::int64_t context, bool legacy);

// Replaces a demonstration by its mirror image in the table's diagonal x + y = 512, of which table
// and T are their own images (the walls to within a pixel). Returns false, and changes nothing,
// when the goal does not lie on the diagonal.
bool mirror_push_t(Demonstration& demonstration, const TeePose& goal, PushTForm form);

}  // namespace streambed
