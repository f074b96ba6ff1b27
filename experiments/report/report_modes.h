#pragma once
// The part of a report that tells which modes the policies keep.

#include <vector>

#include "experiments/report/figures/figure.h"
#include "experiments/report/report_tables.h"

namespace streambed {

// Fills in Report::modes; `assets` hold the demonstrations that ship. Results without a column for
// the mode, and tasks without modes, add nothing.
// Throws UserError as mode_groups() does.
void add_modes(const ResultsTable& table, const Assets& assets, Report& report);

// One table per scene: success beside entropy, coverage, invented modes and changes of mode. Empty
// without modes.
std::vector<ReportTable> mode_tables(const Report& report);

// Per scene: success against the entropy of the modes, with the time to the first action in the
// legend; and the share of every mode beside the demonstrations'. Scenes under the frozen clock
// only, where there are some. No more than `max_scenes` scenes.
std::vector<Figure> mode_figures(const Report& report, std::size_t max_scenes);

}  // namespace streambed
