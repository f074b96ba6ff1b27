#pragma once
// Noise that experts which push by feedback can add to their targets. A trembling hand leaves its
// path and comes back, so demonstrations show how to recover.

#include "sim/rng.h"
#include "sim/spec.h"
#include "sim/types.h"

namespace streambed {

// "noise": deviation of each coordinate, m per tick, 0 .. 0.05; 0 for a steady hand.
Key tremble_key();

// `target` with normal noise of that deviation, drawn from the plan's random numbers.
Action trembling(Action target, double deviation, const Rng& rng);

}  // namespace streambed
