#pragma once
// Measures of the modes of one policy on one task, from the rows of its episodes: which modes it
// uses, how often it goes a way that nobody demonstrated, how often it changes its mode. Pure
// functions. Rows of diverged episodes and of errors must be left out before.
//
// B is the list of the task's modes, TaskInfo::modes. An episode in any other one ("spurious") did
// what no demonstration does. Entropies are in units of log |B| (experiments/stats/mode_entropy.h).
// Entropy, divergence and counts are over successful episodes in a mode of B: keeping modes counts
// only together with success, so both are printed side by side (Jia et al., ICLR 2024, "Towards
// diverse behaviors", use this entropy).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/stats/proportions.h"
#include "sim/data/demonstrations.h"

namespace streambed {

struct ModeRow {
  std::int64_t context = 0, repeat = 0;
  bool success = false;
  std::string mode;               // label; empty while undecided
  std::int64_t mode_changes = 0;  // EpisodeResult::mode_changes
  std::int64_t train_seed = 0;
};

// A share k/n with Wilson's 95 % interval.
struct Share {
  std::int64_t count = 0, of = 0;
  double value() const;  // NaN of nothing
  Interval interval() const { return wilson_interval(count, of); }
};

struct ModeMeasures {
  std::vector<std::string> modes;    // B
  std::vector<std::int64_t> counts;  // successful episodes in each mode of B
  Share success, spurious, undecided;  // of all rows; spurious: a mode outside of B
  // Rows whose mode went from one to another, of the rows with a mode: the lack of commitment.
  Share changed;

  double entropy = 0;            // Miller-Madow
  double entropy_plug_in = 0, entropy_chao_shen = 0;
  Interval entropy_interval;     // 95 %, of the true entropy
  // Mean over starts of the entropy over a start's successful repeats (Miller-Madow): what is left
  // to chance once the start is known. Starts without success count as 0, or are dropped; both are
  // in use, so both are given. NaN unless some start has two successes. Intervals: bootstrap over
  // starts, percentile.
  double conditional_zero = 0, conditional_dropped = 0;
  Interval conditional_zero_interval, conditional_dropped_interval;

  double divergence = 0;         // from the prior; NaN without one
  Interval divergence_interval;  // bootstrap over starts, basic (the plug-in value is too high)
  std::int64_t modes_seen = 0;
  double top_share = 0;          // of the most frequent mode; NaN without success
  Interval top_share_interval;   // bootstrap over starts, percentile
  // |B|^entropy * success: the number of modes, equally used and always successful, to which the
  // policy is equivalent. The ends of its interval are products of the factors' ends, so it covers
  // at least 90 %.
  double effective_modes = 0;
  Interval effective_modes_interval;
  // How many dependent episodes count as one independent episode: 1 + (m - 1) rho with m episodes
  // per start (Kish 1965), where rho says how much more repeats of a start agree than other
  // episodes.
  double design_effect = 1;
  std::string warning;           // one sentence when there are too few episodes, else empty
};

// `prior`: probability of each mode of B, in their order; empty when unknown.
ModeMeasures mode_measures(std::span<const ModeRow> rows, const std::vector<std::string>& modes,
                           std::span<const double> prior = {});

// The demonstrations' share of each mode of B, (count + 1/2) / (n + |B|/2), so that a mode which
// was merely not recorded is not impossible (Krichevsky and Trofimov 1981). Empty when no
// demonstration says its mode.
std::vector<double> demonstrated_prior(const DemonstrationSet& demonstrations,
                                       const std::vector<std::string>& modes);

}  // namespace streambed
