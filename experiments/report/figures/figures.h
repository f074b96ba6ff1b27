#pragma once
// Which figures a report has.

#include <string>
#include <vector>

#include "experiments/report/figures/figure.h"
#include "experiments/report/report.h"

namespace streambed {

struct ReportFigures {
  std::vector<Figure> figures;
  std::vector<std::string> left_out;  // which kinds have no data, and what would give them some
};

// Success against delay, success against latency, latency distributions, score distributions,
// performance profiles, learning curves. At most `max_scenes` scenes get figures of their own.
ReportFigures report_figures(const Report& report, std::size_t max_scenes = 4);

}  // namespace streambed
