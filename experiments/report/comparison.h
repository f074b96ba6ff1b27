#pragma once
// Two methods on the same starts.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/results/results_table.h"
#include "experiments/stats/stats.h"

namespace streambed {

// What counts as one method: checkpoints of one policy that differ in their training seed.
struct PolicyMethod {
  std::string name;
  std::vector<const ResultsCell*> cells;
};

// In the order of the scene. Policies that differ in their checkpoint= only, and all in their
// training seed, are one method "policy(checkpoint=*)".
std::vector<PolicyMethod> methods_of(const ResultsScene& scene);

// The label without one of its keys; a text that is no spec comes back as it is.
std::string without_key(const std::string& label, const std::string& key);

// `second` against `first` under one task, clock and events. Differences are second minus first.
struct Comparison {
  std::string task, clock, events, first, second;
  std::int64_t starts = 0;    // that both met; differences are over these
  std::int64_t left_out = 0;  // starts that only one of them met
  std::int64_t repeats = 1;   // most episodes of one start
  std::int64_t first_seeds = 1, second_seeds = 1;
  double first_success = 0, second_success = 0;  // shares, over the starts in common
  double first_score = 0, second_score = 0;
  // Discordant starts and McNemar's exact test; only between two checkpoints without repeats.
  std::int64_t first_only = 0, second_only = 0;
  std::optional<double> p_value, p_holm;
  // Paired bootstrap over starts; crossed with the training seeds where there are several.
  Interval success_difference, score_difference;
  // What this many starts could have shown with power 80 %: shares from the first one's rate on,
  // unpaired; scores from the spread of the paired differences.
  double detectable_success = 0, detectable_score = 0;

  double success_change() const { return second_success - first_success; }
  double score_change() const { return second_score - first_score; }
};

// nullopt when they have no start in common.
std::optional<Comparison> compare(const ResultsScene& scene, const PolicyMethod& first,
                                  const PolicyMethod& second);

// All pairs of every scene, the earlier method first; in a scene of more than `max_methods` methods
// each against the scene's first. p_holm is adjusted over all of them together.
std::vector<Comparison> compare_all(const std::vector<ResultsScene>& scenes,
                                    std::size_t max_methods = 8);

// Two policies by their labels, in every scene that has both. Throws UserError, naming what exists,
// when no scene has.
std::vector<Comparison> compare_policies(const ResultsTable& table, const std::string& first,
                                         const std::string& second);

// Two folders: every policy that both have, else the only policy of each, in the scenes in common.
// Throws UserError, saying what each holds, when nothing can be paired.
std::vector<Comparison> compare_folders(const std::filesystem::path& first,
                                        const std::filesystem::path& second);

}  // namespace streambed
