#pragma once
// The forms in which a report leaves the program, as text.

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "experiments/report/report_tables.h"

namespace streambed {

// The short form for a terminal: a table per scene, its methods, caveats.
std::string to_markdown(const Report& report);
// All tables beyond that.
std::string to_markdown(std::span<const ReportTable> tables);
// A comparison as a person reads it: counts with their intervals, the table, what its columns mean.
std::string comparison_markdown(std::span<const Comparison> comparisons);

// Version 4: everything, numbers as they are and by the names of their columns, whose units and
// meanings stand in `columns`; NaN becomes null.
nlohmann::json to_json(const Report& report);
nlohmann::json to_json(std::span<const Comparison> comparisons);

// One line per checkpoint and scene, one per comparison; intervals in two columns, `nan` where
// something was not measured.
std::string summary_csv(const Report& report);
std::string comparisons_csv(std::span<const Comparison> comparisons);

// A figure of the page: its name, caption, and either SVG text as gnuplot wrote it, which may be
// empty, or the bytes of a PNG.
struct PageFigure {
  std::string name, caption, svg, png;
};

// A booktabs table without float, for \input. A long one is several tabulars
// below each other, each for one page.
std::string to_latex(const ReportTable& table);
// A document that inputs all tables and includes figures/NAME.pdf.
std::string latex_main(const Report& report, std::span<const ReportTable> tables,
                       std::span<const PageFigure> figures);

// One page that needs nothing else: style, sortable tables, SVG, manifests.
std::string to_html(const Report& report, std::span<const ReportTable> tables,
                    std::span<const PageFigure> figures);

}  // namespace streambed
